import { digestOf } from "./records";

/** The arguments of a deployment in a JavaScript program, by the letter of its digest. */
const deployment = (letter: string): object => ({
    name: `ghcr.io/acme/${letter}`,
    digest: digestOf(letter),
    githubRepository: "api",
});

/** Deployments by name, each with the letter of its digest. */
export type Letters = Readonly<Record<string, string>>;

/** Arguments of a set, as JavaScript: `{ a: "b" }` is a deployment named `a` of the artifact `b`. */
export const deployments = (letters: Letters): string =>
    JSON.stringify(Object.fromEntries(Object.entries(letters).map(([name, letter]) => [name, deployment(letter)])));

/** A set in the cluster `c-NAME`, as a JavaScript expression. `options` are Pulumi's resource options, as JavaScript. */
export const set = (name: string, letters: Letters, options = "", more: object = {}): string =>
    `new artifacts.ClusterDeploymentRecordSet("${name}", { logicalEnvironment: "production", cluster: "c-${name}", ...${JSON.stringify(more)}, deployments: ${deployments(letters)} }, { ${options} })`;

/** A storage record of the artifact with this letter, as a JavaScript expression. */
export const image = (name: string, letter: string, options = "", more: object = {}): string =>
    `new artifacts.ArtifactStorageRecord("${name}", ${JSON.stringify({ ...deployment(letter), registryUrl: "https://ghcr.io", ...more })}, { ${options} })`;

import type { GitHubServer, LoggedRequest } from "../../tools/github";
import { setProgram } from "./records";

/** This many deployments take three calls: of 1,000, 1,000 and 500. */
export const MANY = 2_500;

interface Declaration {
    readonly name: string;
    readonly digest: string;
    readonly version: string;
    readonly githubRepository: string;
    readonly tags: Readonly<Record<string, string>>;
}

/** The deployments that a program declares, by name and in the order of their names. */
export type Declared = Readonly<Record<string, Declaration>>;

const ARTIFACTS = 50;

/** Many different deployments. Each of them differs in the next generation. */
export function manyDeployments(generation: number): Declared {
    const entries = Array.from({ length: MANY }, (_, n): [string, Declaration] => {
        const artifact = n % ARTIFACTS;
        const digest = `sha256:${(generation * ARTIFACTS + artifact).toString(16).padStart(64, "0")}`;
        const version = `${generation}.${artifact}`;
        const tags = { generation: String(generation), n: String(n) };
        return [nameOf(n), { name: `ghcr.io/acme/${artifact}`, digest, version, githubRepository: "api", tags }];
    });
    return Object.fromEntries(entries);
}

/** The name of the n-th deployment. The names sort by their numbers. */
export const nameOf = (n: number): string => `app-${String(n).padStart(4, "0")}`;

/** A program with one set of these deployments. */
export const manyProgram = (declared: Declared): string => setProgram(declared);

type Status = "deployed" | "decommissioned";

/** The compared fields of a deployment that was sent or is held. */
interface Entry {
    readonly deployment_name: string;
    readonly name: string;
    readonly digest: string;
    readonly version?: string | null;
    readonly status?: string;
    readonly github_repository?: string;
    readonly tags?: Readonly<Record<string, string>>;
}

/** A deployment with its compared fields, as one text: `app-0007 deployed [...]`. */
const toText = ({ deployment_name, status, name, digest, version, github_repository, tags }: Entry): string =>
    `${deployment_name} ${status} ${JSON.stringify([name, digest, version, github_repository, tags])}`;

/** What GitHub must hold for the declared deployments. */
export const declaredTexts = (declared: Declared, status: Status): string[] =>
    Object.entries(declared).map(([deployment_name, { githubRepository, ...rest }]) =>
        toText({ ...rest, deployment_name, github_repository: githubRepository, status }),
    );

/** What GitHub holds, in the order of the names. */
export const heldTexts = (github: GitHubServer): string[] => github.deploymentRecords().map(toText);

/** The deployments in these requests, applied or not, in their order. */
export const sentTexts = (requests: readonly LoggedRequest[]): string[] => sentEntries(requests).map(toText);

/** The names of these deployments. */
export const sentNames = (requests: readonly LoggedRequest[]): string[] =>
    sentEntries(requests).map(({ deployment_name }) => deployment_name);

const sentEntries = (requests: readonly LoggedRequest[]): Entry[] =>
    requests.flatMap(({ method, body }) => (method === "POST" ? (body as { deployments: Entry[] }).deployments : []));

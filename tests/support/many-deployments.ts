import type { GitHubServer, LoggedRequest } from "../../tools/github";
import { setProgram } from "./records";

/** So many deployments take three calls: of 1,000, 1,000 and 500. */
export const MANY = 2_500;

interface Declaration {
    readonly name: string;
    readonly digest: string;
    readonly version: string;
    readonly githubRepository: string;
    readonly tags: Readonly<Record<string, string>>;
}

/** Deployments by name, in the order of their names, as a program declares them. */
export type Declared = Readonly<Record<string, Declaration>>;

const ARTIFACTS = 50;

/** Many deployments, no two alike. Each of them is another one in the next generation. */
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

/** The name of the n-th deployment: they sort as they count. */
export const nameOf = (n: number): string => `app-${String(n).padStart(4, "0")}`;

/** A program with one set of these deployments. */
export const manyProgram = (declared: Declared): string => setProgram(declared);

type Status = "deployed" | "decommissioned";

/** What was sent or is held of a deployment, as far as it is compared. */
interface Entry {
    readonly deployment_name: string;
    readonly name: string;
    readonly digest: string;
    readonly version?: string | null;
    readonly status?: string;
    readonly github_repository?: string;
    readonly tags?: Readonly<Record<string, string>>;
}

/** A deployment with all that is said of it, as one text to compare: `app-0007 deployed [...]`. */
const toText = ({ deployment_name, status, name, digest, version, github_repository, tags }: Entry): string =>
    `${deployment_name} ${status} ${JSON.stringify([name, digest, version, github_repository, tags])}`;

/** What GitHub is to hold of what is declared. */
export const declaredTexts = (declared: Declared, status: Status): string[] =>
    Object.entries(declared).map(([deployment_name, { githubRepository, ...rest }]) =>
        toText({ ...rest, deployment_name, github_repository: githubRepository, status }),
    );

/** What GitHub holds, in the order of the names. */
export const heldTexts = (github: GitHubServer): string[] => github.deploymentRecords().map(toText);

/** What was written in these requests, carried out or not, in their order. */
export const sentTexts = (requests: readonly LoggedRequest[]): string[] => sentEntries(requests).map(toText);

/** The names of the same. */
export const sentNames = (requests: readonly LoggedRequest[]): string[] =>
    sentEntries(requests).map(({ deployment_name }) => deployment_name);

const sentEntries = (requests: readonly LoggedRequest[]): Entry[] =>
    requests.flatMap(({ method, body }) => (method === "POST" ? (body as { deployments: Entry[] }).deployments : []));

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitHubOptions, GitHubServer, StoredDeploymentRecord, StoredStorageRecord } from "../../tools/github";
import type { ExportedResource } from "../../tools/pulumi/project";
import { CHECKOUT } from "./installation";

/** Has a folder for each layout of states, such as `schema-1`, and in it a folder for each state. */
export const KEPT = join(CHECKOUT, "tests/state");

/** What a GitHub holds, in the form of its option `records`. */
export interface Held {
    readonly deployments: readonly StoredDeploymentRecord[];
    readonly storage: readonly StoredStorageRecord[];
}

/** The GitHub of a kept state: its options, and what it held after each step with the version that wrote the state. */
export interface KeptGitHub {
    readonly options: GitHubOptions;
    readonly written: Held;
    /** After an `up` of `changed.js` instead of `program.js`. */
    readonly changed: Held;
    /** After a destroy of the written state. */
    readonly destroyed: Held;
}

/** A state that a version of the package wrote. Its files are in one folder, and never change. */
export interface KeptState {
    /** `schema-1/plain-record-set` */
    readonly name: string;
    /** The path of the output of `pulumi stack export`, for `pulumi stack import`. */
    readonly file: string;
    /** The resources of this package in it. */
    readonly resources: readonly ExportedResource[];
    readonly program: string;
    readonly changed: string;
    readonly github: KeptGitHub;
}

/** Every state that is kept. */
export function keptStates(): KeptState[] {
    const layouts = readdirSync(KEPT).filter((name) => /^schema-\d+$/.test(name));
    return layouts.flatMap((layout) =>
        readdirSync(join(KEPT, layout)).map((name) => readState(`${layout}/${name}`, join(KEPT, layout, name))),
    );
}

function readState(name: string, directory: string): KeptState {
    const read = (file: string): string => readFileSync(join(directory, file), "utf8");
    const { resources } = JSON.parse(read("state.json")).deployment as { resources: ExportedResource[] };
    return {
        name,
        file: join(directory, "state.json"),
        resources: resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/")),
        program: read("program.js"),
        changed: read("changed.js"),
        github: JSON.parse(read("github.json")),
    };
}

/** The directory for a state of this layout and name, and whether it exists. */
export function placeOf(schemaVersion: unknown, name: string): { directory: string; taken: boolean } {
    const directory = join(KEPT, `schema-${schemaVersion}`, name);
    return { directory, taken: existsSync(directory) };
}

/** The API in the kept states. Each test replaces it with its own GitHub. */
export const KEPT_API = "https://api.github.com";

/** The text of a state, with the records at one API as if they were at another. */
export const stateAt = (state: string, from: string, to: string): string =>
    state.replaceAll(JSON.stringify(from), JSON.stringify(to));

/** What a GitHub holds now. */
export const heldBy = (github: GitHubServer): Held => ({
    deployments: github.deploymentRecords(),
    storage: github.storageRecords(),
});

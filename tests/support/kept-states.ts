import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitHubOptions, GitHubServer, StoredDeploymentRecord, StoredStorageRecord } from "../../tools/github";
import type { ExportedResource } from "../../tools/pulumi/project";
import { CHECKOUT } from "./installation";

/** Holds a folder for each layout of states, `schema-1` and so on, with a folder for each state in it. */
export const KEPT = join(CHECKOUT, "tests/state");

/** What a GitHub holds, as its option `records` takes it. */
export interface Held {
    readonly deployments: readonly StoredDeploymentRecord[];
    readonly storage: readonly StoredStorageRecord[];
}

/** The GitHub of a kept state: how it was set up, and what it held after each step of the version that wrote the state. */
export interface KeptGitHub {
    readonly options: GitHubOptions;
    readonly written: Held;
    /** After `changed.js` in the place of `program.js`. */
    readonly changed: Held;
    /** After a destroy of what was written. */
    readonly destroyed: Held;
}

/** A state that some version of the package has left: files of one folder, never changed again. */
export interface KeptState {
    /** `schema-1/plain-record-set` */
    readonly name: string;
    /** The path of what `pulumi stack export` gave, as `pulumi stack import` takes it. */
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

/** Where a state of this layout and name is kept, or would be; and whether it is. */
export function placeOf(schemaVersion: unknown, name: string): { directory: string; taken: boolean } {
    const directory = join(KEPT, `schema-${schemaVersion}`, name);
    return { directory, taken: existsSync(directory) };
}

/** The API of the states that are kept: each test has a GitHub of its own in its place. */
export const KEPT_API = "https://api.github.com";

/** The text of a state, with the records at one API as if they were at another. */
export const stateAt = (state: string, from: string, to: string): string =>
    state.replaceAll(JSON.stringify(from), JSON.stringify(to));

/** What a GitHub holds now. */
export const heldBy = (github: GitHubServer): Held => ({
    deployments: github.deploymentRecords(),
    storage: github.storageRecords(),
});

import { shortDigest } from "../vocabulary";
import { namedDeployments } from "./model";
import type { SentChange } from "./plan";

/** A change that GitHub rejected, and the cause that it gave. */
export interface Rejection {
    readonly change: SentChange;
    readonly cause: string;
}

/** Most lines that tell of rejections. */
const MOST_LINES = 20;

/** Says what was rejected and why: a line for all that was rejected alike, and one for all that does not fit. */
export function explainRejections(rejections: readonly Rejection[]): readonly string[] {
    const alike = new Map<string, Rejection[]>();
    for (const rejection of rejections) {
        const { change, cause } = rejection;
        const key = JSON.stringify([change.kind, cause, change.after.githubRepository]);
        const group = alike.get(key) ?? [];
        group.push(rejection);
        alike.set(key, group);
    }
    const groups = [...alike.values()];
    const lines = groups.slice(0, MOST_LINES).map(explain);
    const rest = groups.slice(MOST_LINES).flat();
    return rest.length === 0
        ? lines
        : [...lines, `${named(rest)}: rejected as well, for other causes or in other repositories`];
}

const named = (rejections: readonly Rejection[]): string =>
    namedDeployments(rejections.map(({ change }) => change.name));

function explain(group: readonly Rejection[]): string {
    const [{ change, cause }] = group as [Rejection];
    const { kind, name, after } = change;
    const what =
        group.length === 1 ? `deployment ${JSON.stringify(name)} (${shortDigest(after.digest)})` : named(group);
    const them = group.length === 1 ? "it" : "them";
    const why = kind === "decommission" ? WHY_NOT_RETIRED : WHY_NOT_WRITTEN;
    const reason = (why.get(cause) ?? whyElse)(after.githubRepository);
    return `${what}, to ${kind}: GitHub rejected ${them} as ${cause}: ${reason}`;
}

type Why = (repository: string | undefined) => string;

const unauthorized: Why = (repository) =>
    "the credential may not write artifact metadata of the repository " +
    `${repository === undefined ? "that built it" : `"${repository}"`}: give it "artifact-metadata: write" there`;

const whyElse: Why = () =>
    "GitHub says no more than that. Run `pulumi up` again later; if it stays so, ask GitHub's support";

const WHY_NOT_WRITTEN: ReadonlyMap<string, Why> = new Map([
    ["unauthorized", unauthorized],
    [
        "not_found",
        (repository) =>
            repository === undefined
                ? "no provenance attestation exists for the digest, and no githubRepository is given: attest the build, or name the repository"
                : `no provenance attestation exists for the digest, and the repository "${repository}" was not found in the organization: check its name`,
    ],
]);

const WHY_NOT_RETIRED: ReadonlyMap<string, Why> = new Map([
    ["unauthorized", unauthorized],
    [
        "not_found",
        (repository) =>
            "it finds neither a provenance attestation nor " +
            `${repository === undefined ? "a repository that built it" : `the repository "${repository}"`}, so it stays recorded as ` +
            "deployed. Give the credential access to that repository, if it still exists, and run again. To drop it from the " +
            'state as it is, set onRejected to "warn", or run `pulumi state delete` with the URN of the resource',
    ],
]);

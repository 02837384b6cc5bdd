import type { Problem } from "../input/fields";
import { inLines } from "../text/printable";
import type { Access } from "./access";
import type { Artifact, Evidence, Finding } from "./evidence";
import { type Cause, ofAttestations, ofOrganization, ofRepository, ofScopes, type Verdict, WANTED } from "./verdicts";

/** What a program declares and is about to write. */
export interface Declared {
    /** The name of the resource for messages. */
    readonly label: string;
    readonly org: string;
    readonly artifacts: readonly DeclaredArtifact[];
}

/** An artifact that the program declares. */
export interface DeclaredArtifact extends Artifact {
    /** The start of its arguments' paths: `deployments["shop/api"].`, or empty. */
    readonly prefix: string;
}

/** What GitHub would reject, and what could not be verified. */
export interface Verified {
    readonly problems: readonly Problem[];
    readonly warnings: readonly string[];
}

/** A verdict, and the path of the argument that it is about. */
type Placed = readonly [path: string, verdict: Verdict];

/** Says what GitHub would reject in a declaration, as far as its responses show. If many problems are alike, it names the first. */
export function verify({ label, org, artifacts }: Declared, evidence: Evidence, access: Access): Verified {
    const unnamed = artifacts.filter(({ github_repository }) => github_repository === undefined);
    const isMissing = ({ digest }: Artifact): boolean => isFalse(evidence.attestations.get(digest));
    const verdicts: readonly Placed[] = [
        ...ofScopes({ ...evidence.headers, ...WANTED }, access).map((verdict): Placed => ["the credential", verdict]),
        ["org", ofOrganization(org, evidence.organization, access)],
        ...[...evidence.repositories].map(([name, finding]) => {
            const named = artifacts.filter(({ github_repository }) => github_repository === name);
            return [pathOf(named), ofRepository(org, name, finding, access)] satisfies Placed;
        }),
        ...ofAttestations(org, evidence.attestations, access).map(
            (verdict): Placed => [pathOf(verdict.is === "open" ? unnamed : unnamed.filter(isMissing)), verdict],
        ),
    ];
    return {
        problems: verdicts.flatMap(([path, verdict]) =>
            verdict.is === "cause" ? { path, reason: reasonOf(verdict) } : [],
        ),
        warnings: verdicts.flatMap(([path, verdict]) =>
            verdict.is === "open" ? `${label}: ${path} was not verified: ${verdict.why}` : [],
        ),
    };
}

const reasonOf = ({ says, seen, fix }: Cause): string =>
    inLines([`would be rejected: ${says}.`, `Evidence: ${seen}.`, `To fix it, ${fix}.`]);

const isFalse = (finding: Finding<boolean> | undefined): boolean =>
    finding !== undefined && "found" in finding && !finding.found;

/** `deployments["shop/api"].githubRepository (and 3 more)` */
function pathOf(artifacts: readonly DeclaredArtifact[]): string {
    const more = artifacts.length - 1;
    return `${artifacts[0]?.prefix ?? ""}githubRepository${more > 0 ? ` (and ${more} more)` : ""}`;
}

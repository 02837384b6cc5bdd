import { type Access, unusedLine } from "./access";
import { type Evidence, type Headers, repositoriesOf, type Subject } from "./evidence";
import {
    type Cause,
    ofAttestations,
    ofOrganization,
    ofPermission,
    ofRepository,
    ofScopes,
    ofSignOn,
    type Verdict,
    WANTED,
} from "./verdicts";

/** Something that GitHub refused. */
export interface Refusal extends Subject {
    /** How it was refused: `forbidden` or `not-found` for a whole call, or GitHub's cause for single deployments. */
    readonly as: string;
    /** The permission that the call needs. */
    readonly permission: "read" | "write";
    /** The headers of the response that refused a whole call. */
    readonly headers?: Headers;
}

/**
 * Explains why GitHub refused something. Returns lines: first the causes and what to do, then the other checks.
 *
 * | what GitHub answered                                      | cause                                 |
 * |-----------------------------------------------------------|---------------------------------------|
 * | `x-github-sso: required`                                  | the credential needs single sign-on   |
 * | `x-oauth-scopes` without any of `x-accepted-oauth-scopes` | the classic token lacks a scope       |
 * | `GET /users/{org}`: a user, or 404                        | not an organization                   |
 * | `GET /orgs/{org}`: 403 or 404                             | no access to the organization         |
 * | `GET /repos/{org}/{repo}`: 404                            | no such repository, or no access      |
 * | `GET /repos/{org}/{repo}`: another name                   | the repository was renamed or moved   |
 * | `GET /repos/{org}/{repo}`: pull without push              | the user cannot write there           |
 * | no attestation of a digest without a repository           | a repository must be named            |
 * | 403 or `unauthorized`, and no cause above explains it     | the permission                        |
 * | 404 or `not_found`, all of the above checked, no cause    | most likely the permission            |
 */
export function diagnose(refusal: Refusal, evidence: Evidence, access: Access): readonly string[] {
    const { org } = refusal;
    const checked = [
        ...ofScopes({ ...evidence.headers, ...WANTED }, access),
        ofOrganization(org, evidence.organization, access),
        ...[...evidence.repositories].map(([name, finding]) => ofRepository(org, name, finding, access)),
        ...ofAttestations(org, evidence.attestations, access),
    ];
    return [...linesOf([...ofWhatIsLeft(refusal, checked, access), ...checked]), ...unusedLine(access)];
}

/** The same, if the headers of the refusal show the cause. Then nothing has to be read. */
export function diagnoseHeaders({ org, headers = {} }: Refusal, access: Access): readonly string[] | undefined {
    const causes = [...ofSignOn(org, headers, access), ...ofScopes(headers, access)];
    return causes.length === 0 ? undefined : [...linesOf(causes), ...unusedLine(access)];
}

function ofWhatIsLeft(refusal: Refusal, checked: readonly Verdict[], access: Access): readonly Verdict[] {
    const isForbidden = refusal.as === "forbidden" || refusal.as === "unauthorized";
    const isMissing = refusal.as === "not-found" || refusal.as === "not_found";
    const isExplained = checked.some((one) => one.is === "cause" && (!isForbidden || one.explainsForbidden));
    if (isExplained || !(isForbidden || isMissing)) return [];
    const accepted = refusal.headers?.["x-accepted-github-permissions"];
    const isOpen = checked.some((one) => one.is === "open");
    const seen = isForbidden ? "GitHub forbids the call" : "everything else was checked";
    const cause = ofPermission({ ...refusal, repositories: repositoriesOf(refusal), seen, accepted }, access);
    if (isForbidden) return [cause];
    return isOpen
        ? [{ is: "open", says: cause.says, why: "no read can check it" }]
        : [{ ...cause, says: `most likely, ${cause.says}` }];
}

function linesOf(verdicts: readonly Verdict[]): readonly string[] {
    const causes = verdicts.flatMap((one) => (one.is === "cause" ? one : []));
    const fine = verdicts.flatMap((one) => (one.is === "fine" ? one.says : []));
    const open = verdicts.flatMap((one) => (one.is === "open" ? `${one.says} (${one.why})` : []));
    const checked = fine.length === 0 ? [] : [`Checked, and not the cause: ${fine.join("; ")}.`];
    if (causes.length === 0) {
        const maybe = open.length === 0 ? UNKNOWN_CAUSE : [ONE_OF_THESE, ...open.map((one) => `- ${one}`)];
        return [...maybe, ...checked];
    }
    return [
        ...tell(causes),
        ...(causes.some(({ isDeduced }) => isDeduced) ? checked : []),
        ...(open.length === 0 ? [] : [`Not checked: ${open.join("; ")}.`]),
    ];
}

function tell(causes: readonly Cause[]): readonly string[] {
    const [{ says, seen, fix }] = causes as [Cause];
    if (causes.length === 1) return [`${says}.`, `Evidence: ${seen}.`, `To fix it, ${fix}.`];
    return [
        `${causes.length} causes were found.`,
        ...causes.map((one, at) => `${at + 1}. ${one.says} (${one.seen}). To fix it, ${one.fix}.`),
    ];
}

const ONE_OF_THESE = "the cause was not found. It is one of these:";

const UNKNOWN_CAUSE = [
    "the cause was not found.",
    "Run `pulumi up` again later. If it fails again, contact GitHub Support.",
];

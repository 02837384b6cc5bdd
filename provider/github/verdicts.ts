import { sameOrganization } from "../vocabulary/artifacts";
import { firstOf, shortDigest } from "../vocabulary/order";
import type { Access } from "./access";
import type { Evidence, Finding, Headers, Organization, Repository } from "./evidence";

/** What one check says about why GitHub refuses something. No text ends with a period. */
export type Verdict = Cause | Fine | Open;

/** It is the cause. */
export interface Cause {
    readonly is: "cause";
    readonly says: string;
    /** The response of GitHub that shows it. */
    readonly seen: string;
    readonly fix: string;
    /** True if it explains why GitHub forbids a call. Then the permission may be there. */
    readonly explainsForbidden?: true;
    /** True if no response shows it, and everything else was checked. */
    readonly isDeduced?: true;
}

/** It is not the cause. */
interface Fine {
    readonly is: "fine";
    readonly says: string;
}

/** It may be the cause, but could not be checked. */
interface Open {
    readonly is: "open";
    readonly says: string;
    readonly why: string;
}

type Told = Pick<Cause, "says" | "seen" | "fix">;

const cause = (told: Told): Cause => ({ is: "cause", ...told });

const forbidding = (told: Told): Cause => ({ ...cause(told), explainsForbidden: true });

const fine = (says: string): Fine => ({ is: "fine", says });

const open = (says: string, why: string): Open => ({ is: "open", says, why });

/** https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#personal-access-tokens-and-saml-sso */
export function ofSignOn(org: string, headers: Headers, { says }: Access): readonly Cause[] {
    const header = headers["x-github-sso"];
    if (!header?.startsWith("required")) return [];
    const url = /url=(\S+)/.exec(header)?.[1];
    return [
        forbidding({
            says: `${says} is not authorized for the single sign-on of "${org}"`,
            seen: "the answer has the header x-github-sso: required",
            fix: `authorize it ${url === undefined ? "in the settings of your tokens" : `at ${url}`}`,
        }),
    ];
}

/** The scope that the artifact-metadata calls require of a classic token. https://docs.github.com/rest/orgs/artifact-metadata */
export const WANTED: Headers = { "x-accepted-oauth-scopes": "repo" };

/**
 * Only classic tokens have scopes. If the headers show none, the credential may be of another kind.
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#insufficient-permissions-errors
 */
export function ofScopes(headers: Headers, { says }: Access): readonly Cause[] {
    const [held = [], accepted = []] = ["x-oauth-scopes", "x-accepted-oauth-scopes"].map((name) =>
        headers[name]?.split(/[,\s]+/).filter((scope) => scope !== ""),
    );
    if (held.length === 0 || accepted.length === 0 || accepted.some((scope) => held.includes(scope))) return [];
    return [
        forbidding({
            says: `${says} is a classic token without the scope ${accepted.join(" or ")}`,
            seen: `the answer has the header x-oauth-scopes: ${held.join(", ")}`,
            fix: "give it that scope, or use a fine-grained token or a GitHub App",
        }),
    ];
}

/** Whether the organization exists, and the credential can access it. */
export function ofOrganization(org: string, finding: Finding<Organization>, access: Access): Verdict {
    const fix = "correct org, or github-artifacts:owner if org is not set";
    if ("unread" in finding) {
        return open(`"${org}" is not an organization, or ${access.says} cannot access it`, finding.unread);
    }
    switch (finding.found.is) {
        case "in reach":
            return fine(`"${org}" is an organization`);
        case "user":
            return forbidding({
                says: `"${org}" is a user account, and only organizations have artifact metadata`,
                seen: `GET /users/${org} says so`,
                fix,
            });
        case "nobody":
            return forbidding({
                says: `there is no organization "${org}"`,
                seen: `GET /users/${org} answered 404`,
                fix: `${fix}. If it is on another GitHub, set github-artifacts:baseUrl`,
            });
        case "out of reach": {
            const { how, headers } = finding.found;
            const [signOn] = ofSignOn(org, headers, access);
            const says = `${access.says} cannot access the organization "${org}"`;
            const approve = "ask an owner of the organization to approve the token, or install the GitHub App there";
            return signOn ?? forbidding({ says, seen: how, fix: approve });
        }
    }
}

/** Whether a named repository exists under that name. */
export function ofRepository(
    org: string,
    name: string,
    finding: Finding<Repository | undefined>,
    { says }: Access,
): Verdict {
    const asked = `${org}/${name}`;
    const read = `GET /repos/${asked}`;
    const missing = `the repository ${asked} does not exist, or ${says} cannot see it`;
    if ("unread" in finding) return open(missing, finding.unread);
    if (finding.found === undefined) {
        return cause({
            says: missing,
            seen: `${read} answered 404, which does not tell the two apart`,
            fix: "correct githubRepository, or give the credential access to that repository",
        });
    }
    const { fullName, isReadOnly } = finding.found;
    const [owner = "", now = ""] = fullName.split("/");
    if (!sameOrganization(owner, org)) {
        const fix = `record its artifacts in "${owner}", or name a repository of "${org}"`;
        return cause({
            says: `the repository ${asked} has moved to ${fullName}`,
            seen: `${read} redirects there`,
            fix,
        });
    }
    if (now.toLowerCase() !== name.toLowerCase()) {
        const fix = `set githubRepository to "${now}"`;
        return cause({ says: `the repository ${asked} is now ${fullName}`, seen: `${read} redirects there`, fix });
    }
    if (!isReadOnly) return fine(`${asked} exists`);
    return forbidding({
        says: `the user of ${says} can read ${asked} but cannot write to it`,
        seen: `${read} shows the permission pull, but not push`,
        fix: "give that user the role Write there, or use another credential",
    });
}

/** Whether artifacts without a repository have an attestation. There is one verdict for each group with the same result. */
export function ofAttestations(
    org: string,
    attestations: Evidence["attestations"],
    { says }: Access,
): readonly Verdict[] {
    const [attested, missing, unread]: [string[], string[], string[]] = [[], [], []];
    let why = "";
    for (const [digest, finding] of attestations) {
        if ("unread" in finding) {
            unread.push(shortDigest(digest));
            why = finding.unread;
        } else (finding.found ? attested : missing).push(shortDigest(digest));
    }
    const none = (digests: readonly string[]): string =>
        `${firstOf(digests, 3)} ${have(digests)} no provenance attestation that ${says} can see, and no githubRepository is given`;
    const seen = `POST /orgs/${org}/attestations/bulk-list lists none`;
    return [
        ...(missing.length > 0 ? [cause({ says: none(missing), seen, fix: NAME_IT })] : []),
        ...(attested.length > 0 ? [fine(`${firstOf(attested, 3)} ${have(attested)} an attestation`)] : []),
        ...(unread.length > 0 ? [open(none(unread), why)] : []),
    ];
}

const have = (some: readonly unknown[]): string => (some.length === 1 ? "has" : "have");

const NAME_IT =
    "set githubRepository to the repository that built it, or attest the build. An attestation is for one digest: an image index and " +
    "the image of a single platform have different digests";

/** What a call needs. */
interface Needs {
    readonly org: string;
    readonly permission: "read" | "write";
    readonly repositories: readonly string[];
    /** What shows that the permission is missing. */
    readonly seen: string;
    /** The header `x-accepted-github-permissions`, if there was one. */
    readonly accepted: string | undefined;
}

/** The cause if the permission is missing. No read shows that, so it is deduced from the other checks. */
export function ofPermission({ org, permission, repositories, seen, accepted }: Needs, { says }: Access): Cause {
    const names = firstOf(
        repositories.map((name) => `${org}/${name}`),
        3,
    );
    const where = repositories.length === 0 ? "the repositories that built the artifacts" : names;
    const asks =
        accepted === undefined
            ? ""
            : `, and the call needs ${accepted.split(/;\s*/).join(" or ").replaceAll(",", " and ")}`;
    const cause = forbidding({
        says: `${says} lacks "artifact-metadata: ${permission}" on ${where}`,
        seen: `${seen}${asks}`,
        fix: "give it that permission. A workflow's own token reaches only its own repository",
    });
    return { ...cause, isDeduced: true };
}

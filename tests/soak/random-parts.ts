import type { Dice } from "./dice";
import type { DeclaredRecord, DeclaredSet, Entry } from "./program";

/** Few values for everything, so that declarations often meet earlier ones, or those of another resource or stack. */
const ORGANIZATIONS = ["acme", "globex", "initech", "hooli"];
export const REPOSITORIES = ["api", "web", "worker"];
export const DEPLOYMENT_NAMES = ["api", "web", "shop/api", "a #b", "worker"];
const DIGESTS = ["1", "2", "3", "4", "5"].map((digit) => `sha256:${digit.repeat(64)}`);
/** The artifact that has a provenance attestation in every organization. */
export const ATTESTED = `sha256:${"1".repeat(64)}`;
const TAGS = ["team", "tier", "zone", "a b", "é", "cost"];
const RISKS = ["critical-resource", "internet-exposed", "lateral-movement", "sensitive-data"];

/** The organizations of an embedded GitHub that knows every name in these programs. */
export const organizations = Object.fromEntries(
    ORGANIZATIONS.map((name) => [name, { repositories: REPOSITORIES, attestations: { [ATTESTED]: "api" } }]),
);

/** The organizations of one stack. */
export const randomOrganizations = (dice: Dice): string[] => ORGANIZATIONS.slice(0, 1 + dice.below(4));

export function randomTarget(dice: Dice, orgs: readonly string[]): DeclaredSet["args"] {
    const target: DeclaredSet["args"] = {
        cluster: dice.pick(["east", "west"]),
        logicalEnvironment: dice.pick(["production", "staging / eu"]),
    };
    if (dice.chance(30)) target.physicalEnvironment = "eu-1";
    return Object.assign(target, randomOrganization(dice, orgs));
}

function randomOrganization(dice: Dice, orgs: readonly string[]): { org?: string } {
    const org = dice.pick(orgs);
    if (org === "acme" && dice.chance(50)) return {};
    return { org: dice.chance(20) ? org.toUpperCase() : org };
}

export function randomSet(dice: Dice, orgs: readonly string[], name: string): DeclaredSet {
    const args = randomTarget(dice, orgs);
    if (dice.chance(30)) args.onRejected = "warn";
    const names = dice.some(DEPLOYMENT_NAMES);
    const deployments = Object.fromEntries(names.map((one) => [one, randomEntry(dice)]));
    return { kind: "set", name, args, deployments };
}

export function randomEntry(dice: Dice): Entry {
    const entry: Entry = { ...randomArtifact(dice) };
    if (dice.chance(15)) entry.status = "decommissioned";
    if (dice.chance(60)) entry.tags = randomTags(dice);
    if (dice.chance(60)) entry.runtimeRisks = dice.some(RISKS);
    if (dice.chance(15)) entry.secret = dice.pick(["version", "tags"]);
    return entry;
}

/** What GitHub treats as one artifact: a digest and a repository. An attested digest has only one repository. */
export const artifactOf = ({ digest, githubRepository }: Entry): string =>
    digest === ATTESTED ? digest : `${digest} ${githubRepository}`;

/** The artifact of an entry. The same digest mostly has the same name. */
export function randomArtifact(dice: Dice): Pick<Entry, "name" | "digest" | "version" | "githubRepository"> {
    const digest = dice.pick(DIGESTS);
    const artifact: ReturnType<typeof randomArtifact> = { name: artifactName(dice, digest), digest };
    if (dice.chance(80)) artifact.version = dice.pick(["1", "1.1", "2"]);
    if (digest !== ATTESTED || dice.chance(50)) artifact.githubRepository = dice.pick(REPOSITORIES);
    return artifact;
}

const artifactName = (dice: Dice, digest: string): string => `${dice.chance(90) ? "app" : "other"}-${digest.at(-1)}`;

export const randomTags = (dice: Dice): Record<string, string> =>
    Object.fromEntries(dice.some(TAGS, 5).map((tag) => [tag, dice.pick(["", "x", "y z"])]));

export const randomRisks = (dice: Dice): string[] => dice.some(RISKS);

export function randomRecord(dice: Dice, orgs: readonly string[], name: string): DeclaredRecord {
    const args: DeclaredRecord["args"] = {
        ...randomArtifact(dice),
        registryUrl: dice.pick(["https://ghcr.io", "https://quay.io"]),
        ...randomOrganization(dice, orgs),
    };
    if (dice.chance(50)) args.repository = dice.pick(["acme/app", "mirror"]);
    if (dice.chance(30)) args.status = dice.pick(["active", "eol", "deleted"]);
    if (dice.chance(40)) args.removalStatus = dice.pick(["deleted", "eol"]);
    if (dice.chance(30)) args.artifactUrl = dice.pick(["https://ghcr.io/x", "https://ghcr.io/y"]);
    if (dice.chance(30)) args.path = dice.pick(["x", "y"]);
    return { kind: "record", name, args };
}

import type { ArtifactMetadataClient } from "../github/client";
import type { Refusal } from "../github/diagnosis";
import { inLines } from "../text/printable";
import { shortDigest } from "../vocabulary/order";
import { namedDeployments } from "./model";
import type { SentChange } from "./plan";

/** A change that GitHub rejected, and GitHub's cause. */
export interface Rejection {
    readonly change: SentChange;
    readonly cause: string;
    /** True if the deployment stays in the state, so that it is sent again. */
    readonly isStaying: boolean;
}

/** How a rejection is reported. */
export interface ToldRejection extends Pick<Rejection, "isStaying"> {
    readonly says: string;
}

/** Asks GitHub why it refused something. */
export type Explain = ArtifactMetadataClient["explain"];

/** The highest number of explanations. */
const MOST = 20;

/** Reports what was rejected and why: once for all equal rejections, and once for those beyond the limit. */
export async function explainRejections(
    rejections: readonly Rejection[],
    org: string,
    explain: Explain,
): Promise<readonly ToldRejection[]> {
    const alike = new Map<string, Rejection[]>();
    for (const rejection of rejections) {
        const { change, cause } = rejection;
        const key = JSON.stringify([change.kind, cause, change.after.githubRepository]);
        const group = alike.get(key) ?? [];
        group.push(rejection);
        alike.set(key, group);
    }
    const groups = [...alike.values()];
    const shown = groups.slice(0, MOST);
    const refusals = shown.map((group) => refusalOf(group, org));
    const whys = isSome(refusals) ? await explain(refusals) : [];
    const told = shown.map((group, index) => tell(group, whys[index] as readonly string[]));
    const rest = groups.slice(MOST).flat();
    if (rest.length === 0) return told;
    const says = `${named(rest)}: also rejected, for other causes or in other repositories`;
    return [...told, { says, isStaying: rest.some(({ isStaying }) => isStaying) }];
}

const isSome = <Item>(items: readonly Item[]): items is readonly [Item, ...Item[]] => items.length > 0;

const named = (rejections: readonly Rejection[]): string =>
    namedDeployments(rejections.map(({ change }) => change.name));

/** The rejected deployments in the form in which GitHub is asked about them. */
function refusalOf(group: readonly Rejection[], org: string): Refusal {
    const [{ cause }] = group as [Rejection];
    const artifacts = group.map(({ change: { after } }) => ({
        digest: after.digest,
        github_repository: after.githubRepository,
    }));
    return { org, artifacts, as: cause, permission: "write" };
}

function tell(group: readonly Rejection[], [why, ...rest]: readonly string[]): ToldRejection {
    const [{ change, cause, isStaying }] = group as [Rejection];
    const { kind, name, after } = change;
    const one = group.length === 1;
    const what = one ? `deployment ${JSON.stringify(name)} (${shortDigest(after.digest)})` : named(group);
    const first = `${what}, to ${kind}: GitHub rejected ${one ? "it" : "them"} as ${cause}: ${why}`;
    const last = kind === "decommission" && cause === "not_found" ? [isStaying ? STAYS : LEAVES] : [];
    return { says: inLines([first, ...rest, ...last]), isStaying };
}

const STAYS =
    'It is still recorded as deployed. To drop it from the state as it is, set onRejected to "warn", or run `pulumi state delete` ' +
    "with the URN of the resource.";

const LEAVES =
    "It is still recorded as deployed, but no longer in the state. To decommission it later, declare it again with the status " +
    '"decommissioned" and, if its repository was renamed, the new githubRepository.';

import { Refused } from "../text/refused";
import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import type { Found } from "./all-containers";
import type { Binding } from "./binding";
import type { Manifests } from "./manifests";
import { inNamespace, type Reason, type Target } from "./without-containers";

/** An object without containers. */
export interface WithoutContainers {
    readonly reason: Reason;
    /** True if the object comes from a group, and the program did not pass it itself. */
    readonly isMember: boolean;
}

/**
 * Reports objects without containers. The result depends on who passed them and on what is known about them:
 *
 * | the object                               | passed by the program | member of a group   |
 * |------------------------------------------|-----------------------|---------------------|
 * | is known to run nothing                  | skipped               | skipped             |
 * | refers to a workload that is passed, too | a line in a preview   | a line in a preview |
 * | refers to another workload               | refused               | a warning           |
 * | is of another kind                       | refused               | a warning           |
 *
 * If a preview does not know all workloads yet, the workload that is referred to may be one of them. Then nothing is reported.
 *
 * @throws Refused with everything that is refused.
 */
export async function tellOfPassedOver(
    without: readonly WithoutContainers[],
    { containers, open }: Found,
    binding: Binding,
): Promise<void> {
    const isAmong = ({ kind, name, namespace }: Target): boolean =>
        containers.some((one) => mayBe(one.kind, kind) && mayBe(one.workload, name) && mayBe(one.namespace, namespace));
    const isGiven = (target: Target): boolean => open.length > 0 || isAmong(target);
    const lines = (isMember: boolean): string[] =>
        linesOf(
            without.filter((one) => one.isMember === isMember),
            isGiven,
            binding.waysOut.workloads,
        );
    const refused = lines(false);
    if (refused.length > 0) throw new Refused(["deploymentsOf found:", ...refused].join("\n- "));
    for (const line of lines(true)) await binding.warn(`deploymentsOf: ${line}`);
    for (const { reason } of without) {
        if (reason.why !== "refers" || !binding.isPreview()) continue;
        if (isAmong(reason.to))
            await binding.say(`deploymentsOf: ${reference(reason)}. They are recorded under its name`);
    }
}

/** True if two values are the same, or may be: a preview may not know one of them yet. */
const mayBe = (one: string | KnownLater | undefined, other: string | KnownLater | undefined): boolean =>
    one === other || one === KNOWN_LATER || other === KNOWN_LATER;

/** The problems, one line for each cause. */
function linesOf(
    without: readonly WithoutContainers[],
    isGiven: (target: Target) => boolean,
    wayOut: string,
): string[] {
    const reasons = without.map(({ reason }) => reason);
    const unknown = reasons.flatMap((reason) => (reason.why === "unknown" ? [reason.title] : []));
    const references = reasons.flatMap((reason) =>
        reason.why === "refers" && !isGiven(reason.to)
            ? [`${reference(reason)}. Pass that workload as well, and they are recorded under its name`]
            : [],
    );
    const verb = unknown.length === 1 ? "has" : "have";
    return unknown.length === 0 ? references : [`${inWords(unknown)} ${verb} ${noContainers(wayOut)}`, ...references];
}

function reference({ title, to: { kind, name, namespace } }: Extract<Reason, { why: "refers" }>): string {
    const target =
        kind === KNOWN_LATER || name === KNOWN_LATER ? "the workload" : `${kind} ${inNamespace(name, namespace)},`;
    return `${title} runs the containers of ${target} which its spec.workloadRef names`;
}

const inWords = (titles: readonly string[]): string =>
    titles.length === 1 ? titles.join() : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;

const noContainers = (wayOut: string): string =>
    `no containers that can be found, so nothing can be recorded. ${wayOut}. What a controller runs for an object of its own kind ` +
    "can be recorded with the option also";

/** Warns if a group, or the whole argument `workloads`, has no container: the records from there will be decommissioned. */
export async function tellOfEmpty(
    { groups, objects }: Manifests,
    { containers, open }: Found,
    binding: Binding,
): Promise<void> {
    const holders = [...containers, ...open];
    const isEmpty = (group: string): boolean => !holders.some(({ place }) => place.startsWith(`${group}.`));
    const empty = groups.filter(isEmpty);
    const outermost = empty.filter((group) => !empty.some((other) => group.startsWith(`${other}.`)));
    const told = outermost.length === 0 && holders.length === 0 && objects.length > 0 ? ["workloads"] : outermost;
    if (told.length === 0) return;
    await binding.warn(
        `deploymentsOf: no containers in ${inWords(told)}, so no deployments come from there. \`pulumi up\` decommissions those ` +
            "that came from there before",
    );
}

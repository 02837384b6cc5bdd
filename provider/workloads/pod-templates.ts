import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import type { Reading } from "./reading";

/**
 * The paths of pod templates, starting at `spec`. A template has its own `spec`, in which the search continues: a CronJob's
 * `jobTemplate` leads to its `template`. Objects are recognized by their shape, so other kinds with these shapes are also read.
 *
 * | kind                                                          | from `spec` on                                               |
 * |---------------------------------------------------------------|--------------------------------------------------------------|
 * | Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, Argo Rollout, Knative Service | `template`                              |
 * | CronJob                                                       | `jobTemplate`, `template`                                    |
 * | KEDA ScaledJob                                                | `jobTargetRef.template`                                      |
 * | JobSet                                                        | `replicatedJobs[].template`, `template`                      |
 * | Volcano Job                                                   | `tasks[].template`                                           |
 * | LeaderWorkerSet                                               | `leaderWorkerTemplate.leaderTemplate` and `.workerTemplate`  |
 * | RayCluster                                                    | `headGroupSpec.template`, `workerGroupSpecs[].template`      |
 * | RayJob, RayService                                            | the same in `rayClusterSpec`, in `rayClusterConfig`          |
 */
const PATHS: readonly TemplatePath[] = [
    { steps: ["template"] },
    { steps: ["jobTemplate"] },
    { steps: ["jobTargetRef", "template"] },
    { steps: ["replicatedJobs[]", "template"] },
    { steps: ["tasks[]", "template"] },
    { steps: ["leaderWorkerTemplate", "leaderTemplate"] },
    { steps: ["leaderWorkerTemplate", "workerTemplate"], part: "worker" },
    ...[[], ["rayClusterSpec"], ["rayClusterConfig"]].flatMap((outer) => [
        { steps: [...outer, "headGroupSpec", "template"], part: "head" },
        { steps: [...outer, "workerGroupSpecs[]", "template"] },
    ]),
];

interface TemplatePath {
    /** The properties on the path. A property with `[]` is a list. */
    readonly steps: readonly string[];
    /** The name that distinguishes the pods, if an object has several templates. A member of a list has its own name. */
    readonly part?: string;
}

/** A template. If its object has several, `part` is the name of the part that it is for. */
export interface Template {
    readonly template: unknown;
    readonly part: string | KnownLater | undefined;
}

/** The pod templates in a `spec`. `KNOWN_LATER` if a preview does not know yet which templates there are. */
export async function templatesIn(reading: Reading, spec: unknown): Promise<readonly Template[] | KnownLater> {
    if (typeof spec !== "object" || spec === null) return [];
    const present = PATHS.filter(({ steps: [first = ""] }) => first.replace("[]", "") in spec);
    const found = await Promise.all(present.map(({ steps, part }) => follow(reading, spec, steps, part)));
    return allOf(found);
}

async function follow(
    reading: Reading,
    from: unknown,
    [step, ...rest]: readonly string[],
    part: Template["part"],
): Promise<readonly Template[] | KnownLater> {
    if (step === undefined) return [{ template: from, part }];
    const value = await reading.at(from, step.replace("[]", ""));
    if (value === KNOWN_LATER) return KNOWN_LATER;
    if (value === undefined) return [];
    if (!step.endsWith("[]")) return follow(reading, value, rest, part);
    const members = Array.isArray(value) ? value : [];
    return allOf(
        await Promise.all(members.map(async (member) => follow(reading, member, rest, await nameOf(reading, member)))),
    );
}

/** The name of a list's member. Ray names a group with `groupName`. */
async function nameOf(reading: Reading, member: unknown): Promise<string | KnownLater | undefined> {
    return (await reading.text(member, "name")) ?? (await reading.text(member, "groupName"));
}

/** All items, or `KNOWN_LATER` if some are not known. */
export function allOf<Item>(lists: readonly (readonly Item[] | KnownLater)[]): readonly Item[] | KnownLater {
    const known = lists.filter((list) => list !== KNOWN_LATER);
    return known.length < lists.length ? KNOWN_LATER : known.flat();
}

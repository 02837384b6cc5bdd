import { shown } from "../image-reference";
import { runsNothing } from "./kinds";
import type { Manifest } from "./manifests";
import { LATER, type Later, type Reading } from "./reading";

/** Why an object has no containers. */
export type Reason =
    /** It is known to run none: a Service, or what scales another object. */
    | { readonly why: "runs nothing" }
    /** It runs those of another object. */
    | { readonly why: "refers"; readonly title: string; readonly to: Target }
    /** Nobody knows. */
    | { readonly why: "unknown"; readonly title: string };

/** Another object, as it is referred to: in the same namespace. */
export interface Target {
    readonly kind: string;
    readonly name: string;
    readonly namespace: string | undefined;
}

/** Why an object has no containers; `LATER` where a preview cannot tell yet. */
export async function reasonOf({ object, reading, place }: Manifest): Promise<Reason | Later> {
    if (typeof object !== "object" || object === null)
        return { why: "unknown", title: `${place}, which is ${shown(object)},` };
    const kind = await reading.text(object, "kind");
    const apiVersion = await reading.text(object, "apiVersion");
    const namespace = await reading.text(object, "metadata", "namespace");
    const name = await reading.text(object, "metadata", "name");
    if (kind === LATER || apiVersion === LATER || namespace === LATER || name === LATER) return LATER;
    if (kind === undefined) return { why: "unknown", title: place };
    const title =
        name === undefined
            ? `${place} (${kind})`
            : `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
    if (runsNothing(kind, apiVersion) || (await reading.at(object, "spec", "scaleTargetRef")) !== undefined) {
        return { why: "runs nothing" };
    }
    const to = await targetOf(reading, object, namespace);
    return to === undefined ? { why: "unknown", title } : { why: "refers", title, to };
}

/** What an Argo Rollout runs where it has no template: https://argoproj.github.io/argo-rollouts/migrating/#reference-deployment-from-rollout */
async function targetOf(reading: Reading, object: unknown, namespace: string | undefined): Promise<Target | undefined> {
    const kind = await reading.text(object, "spec", "workloadRef", "kind");
    const name = await reading.text(object, "spec", "workloadRef", "name");
    return typeof kind === "string" && typeof name === "string" ? { kind, name, namespace } : undefined;
}

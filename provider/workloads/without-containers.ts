import { shown } from "../images/reference";
import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import { runsNothing } from "./kinds";
import type { Manifest } from "./manifests";
import type { Reading } from "./reading";

/** Why an object has no containers. */
export type Reason =
    /** It is known to run none: for example a Service, or an object that scales another one. */
    | { readonly why: "runs nothing" }
    /** It runs the containers of another object. */
    | { readonly why: "refers"; readonly title: string; readonly to: Target }
    /** The reason is not known. */
    | { readonly why: "unknown"; readonly title: string };

/** A reference to another object, in the same namespace. */
export interface Target {
    readonly kind: string | KnownLater;
    readonly name: string | KnownLater;
    readonly namespace: string | KnownLater | undefined;
}

/** Why an object has no containers. `KNOWN_LATER` if a preview does not know it yet. */
export async function reasonOf({ object, reading, place }: Manifest): Promise<Reason | KnownLater> {
    if (typeof object !== "object" || object === null) {
        return { why: "unknown", title: `${place}, which is ${shown(object)},` };
    }
    const kind = await reading.text(object, "kind");
    const apiVersion = await reading.text(object, "apiVersion");
    if (kind === KNOWN_LATER || apiVersion === KNOWN_LATER) return KNOWN_LATER;
    if (kind === undefined) return { why: "unknown", title: place };
    if (runsNothing(kind, apiVersion) || (await reading.at(object, "spec", "scaleTargetRef")) !== undefined) {
        return { why: "runs nothing" };
    }
    const namespace = await reading.text(object, "metadata", "namespace");
    const name = await reading.text(object, "metadata", "name");
    const title = typeof name === "string" ? `${kind} ${inNamespace(name, namespace)}` : `${place} (${kind})`;
    const target = await targetOf(reading, object);
    return target === undefined ? { why: "unknown", title } : { why: "refers", title, to: { ...target, namespace } };
}

/** The workload that an Argo Rollout without a template runs: https://argoproj.github.io/argo-rollouts/migrating/#reference-deployment-from-rollout */
async function targetOf(reading: Reading, object: object): Promise<Omit<Target, "namespace"> | undefined> {
    const kind = await reading.text(object, "spec", "workloadRef", "kind");
    const name = await reading.text(object, "spec", "workloadRef", "name");
    return kind === undefined || name === undefined ? undefined : { kind, name };
}

/** A name with its namespace, as far as that is known. */
export const inNamespace = (name: string, namespace: string | KnownLater | undefined): string =>
    typeof namespace === "string" ? `${namespace}/${name}` : name;

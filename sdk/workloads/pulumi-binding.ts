import { all, containsUnknowns, isUnknown, log, Output, Resource, runtime, unknown } from "@pulumi/pulumi";
import { KNOWN_LATER } from "../../provider/vocabulary/unknown";
import type { Binding } from "../../provider/workloads/binding";
import { type Look, Reading, type Trace } from "../../provider/workloads/reading";
import { type OutputParts, partsOf } from "../output-parts";
import { UnseenGroup } from "./unseen-group";

/** Looks through outputs and promises, and keeps the outputs. */
const look: Look = async (value, keep) => {
    if (isUnknown(value)) return KNOWN_LATER;
    if (!Output.isInstance(value)) return value instanceof Promise ? look(await value, keep) : value;
    const output = partsOf(value);
    keep(output);
    const [known, isKnown] = await Promise.all([output.promise(true), output.isKnown]);
    return !isKnown && !containsUnknowns(known) ? KNOWN_LATER : look(known, keep);
};

/** Reads the values of a program. */
export const newReading = (): Reading => new Reading(look);

/** An output that is secret if one of the outputs that were read is secret, and has the dependencies of all of them. */
function give(made: unknown, traces: readonly Trace[]): Output<unknown> {
    const read = (traces as readonly OutputParts[]).map((output) => output.apply(() => undefined, true));
    return partsOf(all(read)).apply(() => (made === KNOWN_LATER ? unknown : made), true);
}

/** The binding for values of a program in TypeScript. */
export const PULUMI: Binding = {
    look,
    give,
    // Two objects can stand for one resource: Pulumi reads the resource again for each one.
    identityOf: async (object) => (Resource.isInstance(object) ? newReading().at(object, "urn") : object),
    titleOf: (object) => (object instanceof UnseenGroup ? object.title : undefined),
    isHeld: (value) => Output.isInstance(value) || isUnknown(value),
    mayComplete: (traces) => runtime.isDryRun() && traces.length > 0,
    isPreview: () => runtime.isDryRun(),
    warn: (line) => log.warn(line),
    say: (line) => log.info(line),
    waysOut: {
        workloads:
            "Pass workloads, manifests of them, or what has them as `resources`: a ConfigFile, a ConfigGroup, a kustomize " +
            "Directory, a helm.v4.Chart. A helm.v3.Release does not tell what it installs",
        include: "a function or a list of prefixes",
        digest: "; or pass resolveDigest, which asks the registry",
        artifact: (argument) =>
            `set another one with the option artifact, such as ({ image }) => ({ ${argument}: "…" })`,
        sameArtifact: "with the option artifact, such as () => ({ name, version })",
    },
};

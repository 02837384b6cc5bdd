import { isPlainObject } from "../input/fields";
import type { Context } from "../resource/context";
import { isUnknown, KNOWN_LATER } from "../vocabulary/unknown";
import type { Binding } from "../workloads/binding";
import type { Look } from "../workloads/reading";

/**
 * Returns a value with names as manifests spell them. In Python, the outputs of a resource have names in Python's spelling
 * (`init_containers`), and a function gets them like that. No name that is read from a manifest has such a spelling: keys of
 * annotations contain a slash.
 */
const look: Look = async (value) => {
    if (isUnknown(value)) return KNOWN_LATER;
    if (!isPlainObject(value) || !Object.keys(value).some((name) => IN_PYTHON.test(name))) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [inManifests(name), part]));
};

const IN_PYTHON = /^[a-z]+(?:_[a-z]+)+$/;

const inManifests = (name: string): string =>
    IN_PYTHON.test(name) ? name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) : name;

/** The binding for values that a function of the plugin gets. They are plain, and it is not known where they come from. */
export const plainBinding = ({ say, warn }: Pick<Context, "say" | "warn">, isPreview: boolean): Binding => ({
    look,
    give: (made) => made,
    identityOf: async (object) => object,
    mayComplete: () => isPreview,
    isPreview: () => isPreview,
    warn,
    say,
    waysOut: {
        workloads:
            "Pass objects with kind, metadata and spec: manifests, or these outputs of a workload's resource. A function " +
            "cannot take a resource itself",
        include: "a list of prefixes",
        digest: "",
        artifact: (argument) =>
            `exclude the container with include, and declare its deployment in also, with another ${argument}`,
        sameArtifact: "by the same image reference in both",
    },
});

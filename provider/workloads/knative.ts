import type { KnownLater } from "../vocabulary/unknown";

/** The lists of a pod's containers, and the name that Knative gives a container without one. */
export const KNATIVE_NAMES = { initContainers: "init-container", containers: "user-container" } as const;

/** True for the API of Knative Serving. In its Service, Configuration and Revision, containers may have no names. */
export const isKnative = (apiVersion: unknown): boolean =>
    typeof apiVersion === "string" && apiVersion.startsWith("serving.knative.dev/");

/**
 * The names of containers, as Knative completes them. A container without a name gets the default name. A number is added if there
 * are several containers, or if another one has the default name.
 *
 * Source: https://github.com/knative/serving, pkg/apis/serving/v1/revision_defaults.go
 */
export function completed(
    names: readonly (string | KnownLater | undefined)[],
    taken: readonly unknown[],
    byDefault: string,
): (string | KnownLater)[] {
    let suffix = 0;
    const next = (): string => {
        let name = byDefault;
        while (names.length > 1 || taken.includes(name)) {
            name = `${byDefault}-${suffix++}`;
            if (!taken.includes(name)) break;
        }
        return name;
    };
    return names.map((name) => name ?? next());
}

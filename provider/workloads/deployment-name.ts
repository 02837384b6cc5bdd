import { Refused } from "../text/refused";
import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import type { FoundContainer } from "./containers";

/** The placeholders of a template, including the spellings of github/deployment-tracker. */
const PARTS = {
    namespace: "namespace",
    workload: "workload",
    container: "container",
    kind: "kind",
    deploymentName: "workload",
    containerName: "container",
} as const satisfies Readonly<Record<string, keyof FoundContainer>>;

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}|\{(\w+)\}/g;

/** How deployment names are made: `{namespace}/{workload}/{container}`. */
export interface NameTemplate {
    /** What is wrong with the container, in the parts that the template uses. */
    problemsOf(container: FoundContainer): string[];
    /** The name. `KNOWN_LATER` if a preview does not know a part yet. */
    fill(container: FoundContainer): string | KnownLater;
}

export function readTemplate(template: string): NameTemplate {
    const named = [...template.matchAll(PLACEHOLDER)].map(([, twice, once]) => (twice ?? once) as keyof typeof PARTS);
    const strange = named.find((name) => !Object.hasOwn(PARTS, name));
    if (strange !== undefined) throw new Refused(`deploymentName has an unknown placeholder, {${strange}}: ${KNOWN}`);
    const parts = [...new Set(named.map((name) => PARTS[name]))];
    return {
        problemsOf: (container) =>
            parts.filter((part) => container[part] === undefined).map((part) => `has no ${WHERE[part]}`),
        fill: (container) =>
            parts.some((part) => container[part] === KNOWN_LATER)
                ? KNOWN_LATER
                : template.replaceAll(PLACEHOLDER, (_, twice, once) =>
                      String(container[PARTS[(twice ?? once) as never]]),
                  ),
    };
}

const KNOWN = "a template can contain {namespace}, {workload}, {container} and {kind}";

/** The fields of Kubernetes with these parts. */
const WHERE = {
    namespace: "metadata.namespace",
    workload: "metadata.name",
    container: "name of its own",
    kind: "kind",
} as const;

import { MISSING_ORGANIZATION, organization } from "../input/artifact-fields";
import { type Field, isAbsent, oneOf, problemsOf, type Shape, text } from "../input/fields";
import type { Parsed } from "../resource/inputs";
import { ON_REJECTED, type OnRejected } from "../vocabulary/words";
import { deploymentsProblems, toDeployments } from "./deployment-inputs";
import type { DesiredSet, Target } from "./model";
import { sizeProblem } from "./size-of-inputs";

const environment: Field = text({ max: 128 });

const clusterName: Field = text({
    max: 128,
    pattern: /^(?!\.{1,2}$)[a-zA-Z0-9._-]+$/,
    shape: "1 to 128 letters, digits, dots, hyphens and underscores",
});

const RECORD_SET: Shape = {
    required: ["org", "cluster", "logicalEnvironment", "deployments"],
    fields: {
        org: organization,
        cluster: clusterName,
        logicalEnvironment: environment,
        physicalEnvironment: environment,
        deployments: deploymentsProblems,
        onRejected: oneOf(ON_REJECTED),
    },
    missing: { org: MISSING_ORGANIZATION },
    ignored: ["__provider"],
};

/**
 * Parses and normalizes the inputs from the engine. `owner` is the organization if the program names none. Nothing is coerced: invalid
 * values are among the problems, and then there is no `desired`.
 */
export function parseRecordSet(raw: Readonly<Record<string, unknown>>, owner: string | undefined): Parsed<DesiredSet> {
    const given = isAbsent(raw.org) ? { ...raw, org: owner } : raw;
    const problems = problemsOf(given, RECORD_SET);
    if (problems.length > 0) return { problems };
    const desired = {
        ...targetOf(given),
        ...toDeployments(given.deployments),
        onRejected: (given.onRejected ?? "fail") as OnRejected,
    };
    const tooLarge = sizeProblem(desired);
    return tooLarge === undefined
        ? { desired, problems: [] }
        : { problems: [{ path: "deployments", reason: tooLarge }] };
}

function targetOf(given: Readonly<Record<string, unknown>>): Target {
    const { org, cluster, logicalEnvironment, physicalEnvironment } = given as unknown as Target;
    return { org, cluster, logicalEnvironment, ...(isAbsent(physicalEnvironment) ? {} : { physicalEnvironment }) };
}

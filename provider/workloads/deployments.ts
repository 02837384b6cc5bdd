import { Refused } from "../text/refused";
import { KNOWN_LATER, STAND_IN_ENDING } from "../vocabulary/unknown";
import { containersOfAll } from "./all-containers";
import type { Binding } from "./binding";
import { conflictsIn } from "./conflicts";
import { readTemplate } from "./deployment-name";
import { entriesOf } from "./entries";
import { manifestsIn, type Open } from "./manifests";
import type { Options } from "./options";

/**
 * Returns the deployments of workloads by name, including those of the option `also`. An entry such as
 * `workloads[2] not known before up` stands for any number of deployments that a preview does not know.
 *
 * @throws Refused with everything that is wrong.
 */
export async function deploymentsIn(
    workloads: unknown,
    options: Options,
    binding: Binding,
): Promise<Record<string, unknown>> {
    const template = readTemplate(options.deploymentName ?? "{namespace}/{workload}/{container}");
    const { containers, open } = await containersOfAll(await manifestsIn(workloads, binding), binding);
    const entries = await entriesOf(containers, template, options, binding);
    const { also = {} } = options;
    const problems = [
        ...entries.flatMap(({ problems }) => problems),
        ...conflictsIn(entries, also, binding.waysOut.sameArtifact),
    ];
    if (problems.length > 0) throw new Refused(["deploymentsOf found:", ...problems].join("\n- "));
    // Such an entry stands for any number of deployments. The provider takes it out of the map, and says what is not known.
    const unknownOf = ({ place, reading }: Open): [string, unknown] => [
        `${place}${STAND_IN_ENDING}`,
        binding.give(KNOWN_LATER, reading.traces),
    ];
    const named = entries.map((entry): [string, unknown] =>
        entry.deploymentName === KNOWN_LATER ? unknownOf(entry) : [entry.deploymentName, entry.args],
    );
    return { ...Object.fromEntries([...named, ...open.map(unknownOf)]), ...also };
}

import { createRecordSetHandler } from "../record-set/handler";
import { importRecordSet } from "../record-set/import";
import type { Context, Import } from "../resource/context";
import type { Properties, ResourceHandler } from "../resource/resource-handler";
import { createStorageRecordHandler } from "../storage-record/handler";
import { importStorageRecord } from "../storage-record/import";
import { UNKNOWN } from "../vocabulary/unknown";

/** One resource of the package: its handler, its import, and the outputs that only GitHub knows. */
export interface PluginResource {
    readonly handler: ResourceHandler;
    readonly import: Import;
    readonly computed: readonly string[];
}

/** The resources of the package, by token. */
export type Resources = ReadonlyMap<string, PluginResource>;

/** Creates the resources of one process. */
export const createResources = (context: Context): Resources =>
    new Map([
        [
            "github-artifacts:index:ClusterDeploymentRecordSet",
            {
                handler: createRecordSetHandler(context),
                import: importRecordSet,
                computed: ["recordIds", "rejected"],
            },
        ],
        [
            "github-artifacts:index:ArtifactStorageRecord",
            { handler: createStorageRecordHandler(context), import: importStorageRecord, computed: ["recordIds"] },
        ],
    ]);

/** The outputs of a resource in a preview of a write: the inputs, and outputs that are not known before `up`. */
export const previewed = ({ computed }: PluginResource, inputs: Properties): Properties => ({
    ...inputs,
    ...Object.fromEntries(computed.map((name) => [name, UNKNOWN])),
});

/** Returns the resource that a URN names: `urn:pulumi:stack::project::parents$token::name`. */
export function resourceOf(resources: Resources, urn: string): PluginResource {
    const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const resource = resources.get(token);
    if (resource === undefined) throw new Error(`there is no resource ${JSON.stringify(token)} in github-artifacts`);
    return resource;
}

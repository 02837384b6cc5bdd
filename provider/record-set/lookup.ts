import type { ArtifactMetadataClient, DeploymentReply } from "../github/client";
import type { HeldSet, Target } from "./model";
import { isOf, latestByName } from "./wire";

/**
 * Finds what GitHub holds for a set under a digest, by deployment name. It does not find a record that now points to another digest. If
 * GitHub ignores case and spells a name differently, the record is found by its id.
 */
export function lookUp(
    set: Target & HeldSet,
    client: () => Promise<ArtifactMetadataClient>,
): (digest: string) => Promise<ReadonlyMap<string, DeploymentReply>> {
    const names = new Map([...set.records].map(([name, { id }]) => [id, name]));
    return async (digest) => {
        const replies = await (await client()).listDeploymentRecords(set.org, digest);
        const found = replies.flatMap((reply) => {
            const name = names.get(reply.id) ?? (isOf(set, reply) ? reply.deployment_name : undefined);
            return name === undefined || set.deployments.get(name)?.digest !== reply.digest ? [] : [{ name, reply }];
        });
        return latestByName(found);
    };
}

/** The distinct digests of a set's deployments. */
export const digestsOf = ({ deployments }: HeldSet): string[] => [
    ...new Set([...deployments.values()].map(({ digest }) => digest)),
];

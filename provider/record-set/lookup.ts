import type { ArtifactMetadataClient, DeploymentReply } from "../github/client";
import type { HeldSet, Target } from "./model";
import { isOf, latestByName } from "./wire";

/**
 * Finds what GitHub holds of a set under a digest, by deployment name. A record that was pointed to another digest is not
 * found. One that GitHub spells otherwise, should it ignore case, is known by its number.
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

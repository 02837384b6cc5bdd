import { type Input, Output, output, RunError, runtime, unknown } from "@pulumi/pulumi";
import type { ArtifactStorageRecordArgs } from "./artifact-storage-record";
import { DOCKER_HUB, type ImageReference, parseImageReference, warnOfNoDigest, withoutDigest } from "./image-reference";

/**
 * The arguments of a storage record, made of an image reference with a digest: `ghcr.io/acme/api:1.4.2@sha256:…`. The
 * `ref` of a docker-build Image is one; else put one together of a repository's URL and a digest.
 *
 * | argument      | of `ghcr.io/acme/api:1.4.2@sha256:…`                                             |
 * |---------------|----------------------------------------------------------------------------------|
 * | `name`        | `ghcr.io/acme/api`                                                               |
 * | `digest`      | `sha256:…`                                                                       |
 * | `version`     | `1.4.2`, or none                                                                 |
 * | `registryUrl` | `https://ghcr.io`                                                                |
 * | `repository`  | `acme/api`                                                                       |
 * | `artifactUrl` | `https://ghcr.io/acme/api`; of an image on Docker Hub, the page that shows it     |
 *
 * What a preview does not know yet is unknown there; a secret reference makes secret arguments.
 *
 * @param image The image reference.
 * @param options Further arguments, and others in the place of these.
 * @throws RunError (as the record is registered) where it is no reference, or has no digest and none is given.
 *
 * @example
 * ```ts
 * new ArtifactStorageRecord("api-image", storageRecordOf(image.ref, { githubRepository: "api" }));
 * ```
 */
export function storageRecordOf(
    image: Input<string>,
    options: Partial<ArtifactStorageRecordArgs> = {},
): ArtifactStorageRecordArgs {
    const reference = output(image).apply(parseImageReference);
    return {
        name: reference.name,
        digest: options.digest ?? reference.apply(digestOf(Output.isInstance(image) || image instanceof Promise)),
        version: reference.apply(({ tag }) => tag),
        registryUrl: reference.apply(({ registry }) => `https://${registry}`),
        repository: reference.repository,
        artifactUrl: reference.apply(pageOf),
        ...options,
    };
}

/** Of an image that is made in this run, a preview need not know the digest yet. */
const digestOf =
    (isLater: boolean) =>
    async (image: ImageReference): Promise<string> => {
        if (image.digest !== undefined) return image.digest;
        if (isLater && runtime.isDryRun()) {
            await warnOfNoDigest("the image ", image);
            return unknown as never;
        }
        const written = withoutDigest(image);
        throw new RunError(
            `the image "${written}" has no digest: pass "${written}@sha256:…", such as the \`ref\` of a docker-build Image, or ` +
                "the option digest",
        );
    };

function pageOf({ registry, repository }: ImageReference): string {
    if (registry !== DOCKER_HUB) return `https://${registry}/${repository}`;
    return `https://hub.docker.com/${repository.startsWith("library/") ? `_/${repository.slice(8)}` : `r/${repository}`}`;
}

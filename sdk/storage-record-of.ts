import { type Input, Output, output, RunError, runtime, unknown } from "@pulumi/pulumi";
import type { ArtifactStorageRecordArgs } from "./artifact-storage-record";
import { DOCKER_HUB, pageOnDockerHub } from "./docker-hub";
import { fits, tooLong } from "./github-limits";
import { warnOfNoDigest, withoutDigest, writtenDigest } from "./image-digest";
import { type ImageReference, parseImageReference, shown } from "./image-reference";
import { sourceOf } from "./value-source";

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
 * | `repository`  | `acme/api`; left out where it has more than 128 characters                       |
 * | `artifactUrl` | `https://ghcr.io/acme/api`; of an image on Docker Hub, the page that shows it; left out where it has more than 152 characters |
 *
 * What a preview does not know yet is unknown there; a secret reference makes secret arguments.
 *
 * @param image The image reference.
 * @param options Further arguments, and others in the place of these. An optional argument that is `undefined` is left out of the
 * record: with `repository: undefined` it is the one that actions/attest writes, which names the registry alone.
 * @throws RunError (as the record is registered) where it is no text or no reference, has no digest and none is given, has a
 * digest of another algorithm than SHA-256, or has a name, tag or registry that is too long for GitHub and not replaced.
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
    const isGiven = ([argument, value]: [string, unknown]): boolean => value !== undefined || !REQUIRED.has(argument);
    const given = Object.fromEntries(Object.entries(options).filter(isGiven));
    const reference = output(image).apply((text) => referenceOf(text, image));
    const made = (argument: string, of: (image: ImageReference) => Input<string | undefined>) =>
        argument in given ? {} : { [argument]: reference.apply(of) };
    return {
        ...made("name", (image) => required("name", "name", image.name, image)),
        ...made("digest", digestOf(Output.isInstance(image) || image instanceof Promise)),
        ...made("version", (image) => image.tag && required("version", "tag", image.tag, image)),
        ...made("registryUrl", (image) =>
            required("registryUrl", "registry's URL", `https://${image.registry}`, image),
        ),
        ...made("repository", ({ repository }) => (fits("repository", repository) ? repository : undefined)),
        ...made("artifactUrl", (image) => (fits("artifactUrl", pageOf(image)) ? pageOf(image) : undefined)),
        ...given,
    } as unknown as ArtifactStorageRecordArgs;
}

/** What a record cannot do without: `undefined` says nothing of these. */
const REQUIRED: ReadonlySet<string> = new Set(["name", "digest", "registryUrl"]);

async function referenceOf(text: unknown, image: Input<string>): Promise<ImageReference> {
    if (typeof text === "string") return parseImageReference(text);
    throw new RunError(
        `storageRecordOf: the image is ${shown(text)}${await sourceOf(image)}. It must be an image reference, such as ` +
            '"ghcr.io/acme/api:1.4.2@sha256:…", or an output of one',
    );
}

/** Refuses what is too long for GitHub, where the record cannot do without it. */
function required(
    argument: "name" | "version" | "registryUrl",
    what: string,
    value: string,
    image: ImageReference,
): string {
    if (fits(argument, value)) return value;
    const wayOut = `set another one with the option ${argument}, as in storageRecordOf(image, { ${argument}: "…" })`;
    throw new RunError(`the image "${withoutDigest(image)}": its ${tooLong(what, argument, value, wayOut)}`);
}

/** Of an image that is made in this run, a preview need not know the digest yet. */
const digestOf =
    (isLater: boolean) =>
    async (image: ImageReference): Promise<string> => {
        const digest = writtenDigest(image);
        if (digest !== undefined) return digest;
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

const pageOf = ({ registry, repository }: ImageReference): string =>
    registry === DOCKER_HUB ? pageOnDockerHub(repository) : `https://${registry}/${repository}`;

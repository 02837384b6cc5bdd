import { type Input, log, Output, output, RunError, runtime, unknown } from "@pulumi/pulumi";
import { type ImageReference, shown } from "../provider/images/reference";
import { STORAGE_ARGUMENTS, storageDigest } from "../provider/images/storage-arguments";
import { KNOWN_LATER } from "../provider/vocabulary/unknown";
import type { ArtifactStorageRecordArgs } from "./artifact-storage-record";
import { parseImageReference } from "./image-reference";
import { orRunError } from "./run-error";
import { sourceOf } from "./value-source";

/**
 * Makes the arguments of a storage record from an image reference with a digest: `ghcr.io/acme/api:1.4.2@sha256:…`. The
 * `ref` of a docker-build Image is such a reference. For other images, combine the repository's URL and a digest.
 *
 * | argument      | of `ghcr.io/acme/api:1.4.2@sha256:…`                                             |
 * |---------------|----------------------------------------------------------------------------------|
 * | `name`        | `ghcr.io/acme/api`                                                               |
 * | `digest`      | `sha256:…`                                                                       |
 * | `version`     | `1.4.2`, or none                                                                 |
 * | `registryUrl` | `https://ghcr.io`                                                                |
 * | `repository`  | `acme/api`; left out if it has more than 128 characters                          |
 * | `artifactUrl` | `https://ghcr.io/acme/api`; of an image on Docker Hub, the page that shows it; left out if it has more than 152 characters |
 *
 * A value that is unknown in a preview stays unknown. A secret reference makes secret arguments.
 *
 * @param image The image reference.
 * @param options More arguments, and replacements for the ones above. An optional argument that is `undefined` is left
 * out of the record. For example, `repository: undefined` makes the record that actions/attest creates, which names
 * only the registry.
 * @throws RunError when the record is registered, if the image is not text or not a reference, has no digest and no
 * `digest` option, has a digest of another algorithm than SHA-256, or has a name, tag or registry that is too long for
 * GitHub and not replaced by an option.
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
    const { name, ...others } = STORAGE_ARGUMENTS;
    const made = Object.entries({ name, digest: digestOf(image), ...others })
        .filter(([argument]) => !(argument in given))
        .map(([argument, make]) => [argument, reference.apply((found) => orRunError(() => make(found, wayOut)))]);
    return { ...Object.fromEntries(made), ...given };
}

/** The arguments that a record requires. For these, `undefined` does not leave the argument out. */
const REQUIRED: ReadonlySet<string> = new Set(["name", "digest", "registryUrl"]);

async function referenceOf(text: unknown, image: Input<string>): Promise<ImageReference> {
    if (typeof text === "string") return parseImageReference(text);
    throw new RunError(
        `storageRecordOf: the image is ${shown(text)}${await sourceOf(image)}. It must be an image reference, such as ` +
            '"ghcr.io/acme/api:1.4.2@sha256:…", or an output of one',
    );
}

type Make = (image: ImageReference, wayOut: (argument: string) => string) => unknown;

/** Makes the digest. If this run may still create the image, a preview accepts a reference without a digest. */
const digestOf =
    (given: Input<string>): Make =>
    async (image) => {
        const isLater = Output.isInstance(given) || given instanceof Promise;
        const digest = await storageDigest(image, isLater && runtime.isDryRun(), (line) => log.warn(line));
        return digest === KNOWN_LATER ? unknown : digest;
    };

const wayOut = (argument: string): string =>
    `set another one with the option ${argument}, as in storageRecordOf(image, { ${argument}: "…" })`;

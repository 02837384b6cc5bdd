import { type ImageReference, parseImageReference as parse } from "../provider/images/reference";
import { toRunError } from "./run-error";

export type { ImageReference } from "../provider/images/reference";

/**
 * Parses an image reference: `[registry[:port]/]path[:tag][@algorithm:digest]`. The part before the first slash is a
 * registry if it is `localhost`, or if it contains a dot, a colon or a capital letter. Otherwise it is part of the path
 * on Docker Hub. The hosts `index.docker.io`, `registry-1.docker.io` and `registry.hub.docker.com` are Docker Hub, too.
 *
 * Grammar: https://github.com/distribution/reference. The path has at most 255 characters. A digest alone, or 64
 * hexadecimal digits alone, is not a reference.
 *
 * @param text The reference, as a manifest contains it or a build prints it. Nothing is trimmed.
 * @returns The parts of the reference as they are written. The function does not look up a digest or add a tag.
 * @throws RunError if the argument is not text or not a reference.
 *
 * @example
 * ```ts
 * const { name, tag } = parseImageReference("ghcr.io/acme/api:1.4.2"); // "ghcr.io/acme/api", "1.4.2"
 * ```
 */
export function parseImageReference(text: string): ImageReference {
    try {
        return parse(text);
    } catch (error) {
        throw toRunError(error);
    }
}

import { type ImageReference, parseImageReference as parse } from "../provider/images/reference";
import { toRunError } from "./run-error";

export type { ImageReference } from "../provider/images/reference";

/**
 * Reads an image reference: `[registry[:port]/]path[:tag][@algorithm:digest]`. What stands before the first slash is a
 * registry if it is `localhost` or holds a dot, a colon or a capital; else it is a part of the path on Docker Hub. The hosts
 * `index.docker.io`, `registry-1.docker.io` and `registry.hub.docker.com` are Docker Hub, too.
 *
 * Grammar: https://github.com/distribution/reference. The path has at most 255 characters. A digest alone, or 64 hexadecimal
 * digits alone, is no reference.
 *
 * @param text The reference as it is written in a manifest or printed by a build. Nothing is trimmed.
 * @returns Its parts, as they are written: no digest is looked up, no tag made up.
 * @throws RunError where it is not text, or no reference.
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

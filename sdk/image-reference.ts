import { log, RunError } from "@pulumi/pulumi";

/** An image reference in its parts. */
export interface ImageReference {
    /** The reference as it was written, without tag and digest: `ghcr.io/acme/api`. */
    readonly name: string;
    /** The registry's host, and its port if one is written: `ghcr.io`, `localhost:5000`. Docker Hub's, `docker.io`, where none is. */
    readonly registry: string;
    /** The path in the registry: `acme/api`. Docker Hub's official images are in `library`. */
    readonly repository: string;
    /** The tag, if one is written: `1.4.2`. */
    readonly tag?: string;
    /** The digest with its algorithm, if one is written: `sha256:…`. */
    readonly digest?: string;
}

/**
 * Reads an image reference: `[registry[:port]/]path[:tag][@algorithm:digest]`. What stands before the first slash is a
 * registry if it is `localhost` or holds a dot, a colon or a capital; else it is a part of the path on Docker Hub.
 *
 * Grammar: https://github.com/distribution/reference, a name has at most 255 characters.
 *
 * @param text The reference as it is written in a manifest or printed by a build. Nothing is trimmed.
 * @returns Its parts, as they are written: no digest is looked up, no tag made up.
 * @throws RunError where the text is no reference.
 *
 * @example
 * ```ts
 * const { name, tag } = parseImageReference("ghcr.io/acme/api:1.4.2"); // "ghcr.io/acme/api", "1.4.2"
 * ```
 */
export function parseImageReference(text: string): ImageReference {
    const { registry, path, tag, digest } = REFERENCE.exec(text)?.groups ?? {};
    const name = registry === undefined ? path : `${registry}/${path}`;
    if (path === undefined || name === undefined || name.length > 255) throw new RunError(notOne(text));
    return {
        name,
        registry: registry ?? DOCKER_HUB,
        repository: (registry ?? DOCKER_HUB) === DOCKER_HUB && !path.includes("/") ? `library/${path}` : path,
        ...(tag !== undefined && { tag }),
        ...(digest !== undefined && { digest }),
    };
}

/** The registry of a reference that names none. */
export const DOCKER_HUB = "docker.io";

const HOST =
    /(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])/;
const COMPONENT = /[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*/;
const ALGORITHM = /[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*/;
const REFERENCE = new RegExp(
    `^(?:(?<registry>(?=localhost[:/]|[^/]*[.:A-Z])${HOST.source}(?::\\d+)?)/)?` +
        `(?<path>${COMPONENT.source}(?:/${COMPONENT.source})*)` +
        `(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>${ALGORITHM.source}:[0-9a-fA-F]{32,}))?$`,
);

const notOne = (text: string): string =>
    `${JSON.stringify(text)} is no image reference: it must be [registry[:port]/]path[:tag][@sha256:…], the path in ` +
    "lower case and the name of at most 255 characters";

/** The reference as a person writes it, without its digest. */
export const withoutDigest = ({ name, tag }: ImageReference): string => (tag === undefined ? name : `${name}:${tag}`);

/**
 * Says that an image has no digest in a preview. A docker-build Image that is to be built anew has none in its `ref` then; it
 * gets one when it is built, and `up` refuses what has none.
 */
export const warnOfNoDigest = (where: string, image: ImageReference): Promise<void> =>
    log.warn(
        `${where}"${withoutDigest(image)}" has no digest yet. One that this run builds gets it; of any other, \`pulumi up\` will ` +
            "refuse the record",
    );

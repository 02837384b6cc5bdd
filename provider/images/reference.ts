import { Refused } from "../text/refused";
import { DOCKER_HUB, isDockerHub, pathOnDockerHub } from "./docker-hub";

/** An image reference in its parts. */
export interface ImageReference {
    /**
     * The reference as it was written, without tag and digest: `ghcr.io/acme/api`. Other hosts of Docker Hub, such as
     * `index.docker.io`, become `docker.io`.
     */
    readonly name: string;
    /**
     * The registry's host, with its port if there is one: `ghcr.io`, `localhost:5000`. Without a host, it is Docker
     * Hub's: `docker.io`.
     */
    readonly registry: string;
    /** The path in the registry: `acme/api`. Docker Hub's official images are in `library`. */
    readonly repository: string;
    /** The tag, if there is one: `1.4.2`. */
    readonly tag?: string;
    /** The digest with its algorithm, if there is one: `sha256:…`. GitHub's records accept only `sha256`. */
    readonly digest?: string;
}

/**
 * Reads an image reference, as the documentation of the package's function of this name describes.
 *
 * @throws Refused if it is not text, or not a reference.
 */
export function parseImageReference(text: string): ImageReference {
    const { host, path, tag, digest } = partsOf(text) ?? refuse(text);
    if (digest !== undefined && !isWhole(digest)) throw new Refused(`${JSON.stringify(text)} ${DIGEST_RULE}`);
    const onDockerHub = host === undefined || isDockerHub(host);
    const registry = onDockerHub ? DOCKER_HUB : host;
    return {
        name: host === undefined ? path : `${registry}/${path}`,
        registry,
        repository: onDockerHub ? pathOnDockerHub(path) : path,
        ...(tag !== undefined && { tag }),
        ...(digest !== undefined && { digest }),
    };
}

interface Parts {
    readonly host?: string;
    readonly path: string;
    readonly tag?: string;
    readonly digest?: string;
}

function partsOf(text: unknown): Parts | undefined {
    if (typeof text !== "string" || DIGEST_ALONE.test(text)) return undefined;
    const parts = REFERENCE.exec(text)?.groups as Parts | undefined;
    return parts === undefined || parts.path.length > 255 ? undefined : parts;
}

/** The host at the start of a reference, with or without a port. */
export const HOST =
    /(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?)/;
/** One part of a path, between slashes. */
export const COMPONENT = /(?:[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)/;
const ALGORITHM = /[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*/;
const REFERENCE = new RegExp(
    `^(?:(?<host>(?=localhost[:/]|[^/]*[.:A-Z])${HOST.source})/)?` +
        `(?<path>${COMPONENT.source}(?:/${COMPONENT.source})*)` +
        `(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>${ALGORITHM.source}:[0-9a-fA-F]{32,}))?$`,
);

/** The grammar would read this as a name, or as a name and a tag. Docker reads it as an image's id. */
const DIGEST_ALONE = /^(?:[0-9a-f]{64}|@?(?:sha256|sha384|sha512)[:@][0-9a-f]{32,})$/i;

/** The number of hexadecimal digits of a digest, for the algorithms that registries know. Others may have any number. */
const DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function isWhole(digest: string): boolean {
    const [algorithm, digits] = digest.split(":") as [string, string];
    const count = Object.hasOwn(DIGITS, algorithm) ? DIGITS[algorithm] : digits.length;
    return digits.length === count && digits === digits.toLowerCase();
}

const DIGEST_RULE =
    "is not an image reference: its digest must be in lower case, with 64 hexadecimal digits after sha256 (96 after " +
    "sha384, 128 after sha512)";

function refuse(text: unknown): never {
    if (typeof text !== "string") {
        throw new Refused(
            `an image reference must be text, such as "ghcr.io/acme/api:1.4.2"; this one is ${shown(text)}`,
        );
    }
    if (DIGEST_ALONE.test(text)) {
        const digest = text.length === 64 ? `sha256:${text}` : text.replace(/^@/, "").replace("@", ":");
        throw new Refused(
            `${JSON.stringify(text)} is only a digest, not an image reference: put the image's name before it, as NAME@${digest}`,
        );
    }
    throw new Refused(
        `${JSON.stringify(text)} is not an image reference: it must be [registry[:port]/]path[:tag][@sha256:…], with a path in ` +
            `lower case of at most 255 characters${offer(text)}`,
    );
}

/** A value as a message shows it, if it was given instead of a reference. */
export function shown(value: unknown): string {
    if (typeof value === "string") return JSON.stringify(value);
    return typeof value === "object" && value !== null ? "an object" : String(value);
}

/** Many tools print a reference with a scheme (`docker://`, `oci://`, `docker-pullable://`) or a line break. */
function offer(text: string): string {
    const meant = text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
    return partsOf(meant) === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`;
}

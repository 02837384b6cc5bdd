import { Refused } from "../text/refused";
import type { ImageReference } from "./reference";

/** The reference as a person writes it, without its digest. */
export const withoutDigest = ({ name, tag }: ImageReference): string => (tag === undefined ? name : `${name}:${tag}`);

/**
 * The digest in a reference, if it has one.
 *
 * @throws Refused if it is not a SHA-256 digest, the only kind that GitHub accepts.
 */
export function writtenDigest(image: ImageReference): string | undefined {
    const { digest } = image;
    if (digest === undefined || digest.startsWith("sha256:")) return digest;
    const written = withoutDigest(image);
    const algorithm = digest.slice(0, digest.indexOf(":"));
    throw new Refused(
        `the image "${written}" is pinned by a ${algorithm} digest, but GitHub accepts only sha256. Pin it as ` +
            `"${written}@sha256:…"; ${howToAsk(written)}`,
    );
}

/** The advice on how to get the digest of an image. */
export const howToAsk = (written: string): string =>
    `\`docker buildx imagetools inspect ${written}\` prints the digest`;

/**
 * The warning for an image without a digest in a preview. If a docker-build Image has to be built again, its `ref` has no
 * digest in a preview. It gets one when it is built, and `up` refuses an image without one.
 */
export const noDigestYet = (where: string, image: ImageReference): string =>
    `${where}"${withoutDigest(image)}" has no digest yet. If this run builds the image, it gets one; otherwise \`pulumi up\` ` +
    "refuses the record";

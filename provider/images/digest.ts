import { Refused } from "../text/refused";
import type { ImageReference } from "./reference";

/** The reference as a person writes it, without its digest. */
export const withoutDigest = ({ name, tag }: ImageReference): string => (tag === undefined ? name : `${name}:${tag}`);

/**
 * The digest that is written in a reference, if one is.
 *
 * @throws Refused where it is not one of SHA-256, which is all that GitHub takes.
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

/** How a person gets the digest of an image. */
export const howToAsk = (written: string): string =>
    `\`docker buildx imagetools inspect ${written}\` prints the digest`;

/**
 * What is said of an image that has no digest in a preview. A docker-build Image that is to be built anew has none in its `ref` then; it
 * gets one when it is built, and `up` refuses what has none.
 */
export const noDigestYet = (where: string, image: ImageReference): string =>
    `${where}"${withoutDigest(image)}" has no digest yet. If this run builds the image, it gets one; otherwise \`pulumi up\` ` +
    "refuses the record";

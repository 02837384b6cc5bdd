import { Refused } from "../text/refused";
import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import { noDigestYet, withoutDigest, writtenDigest } from "./digest";
import { DOCKER_HUB, pageOnDockerHub } from "./docker-hub";
import { fits, type Limited, tooLong } from "./limits";
import type { ImageReference } from "./reference";

/** What to do about an argument that is too long: how to set another one. */
export type WayOut = (argument: Limited) => string;

/** Makes one argument from an image. `undefined` leaves the argument out. */
type Make = (image: ImageReference, wayOut: WayOut) => string | undefined;

/** The arguments of a storage record that are made from an image reference, except the digest. Each may throw `Refused`. */
export const STORAGE_ARGUMENTS: Readonly<Record<Limited, Make>> = {
    name: (image, wayOut) => required("name", "name", image.name, image, wayOut),
    version: (image, wayOut) => image.tag && required("version", "tag", image.tag, image, wayOut),
    registryUrl: (image, wayOut) =>
        required("registryUrl", "registry's URL", `https://${image.registry}`, image, wayOut),
    repository: ({ repository }) => (fits("repository", repository) ? repository : undefined),
    artifactUrl: (image) => (fits("artifactUrl", pageOf(image)) ? pageOf(image) : undefined),
};

/** Refuses a value that is too long for GitHub, if the record requires it. */
function required(argument: Limited, what: string, value: string, image: ImageReference, wayOut: WayOut): string {
    if (fits(argument, value)) return value;
    throw new Refused(`the image "${withoutDigest(image)}": its ${tooLong(what, argument, value, wayOut(argument))}`);
}

const pageOf = ({ registry, repository }: ImageReference): string =>
    registry === DOCKER_HUB ? pageOnDockerHub(repository) : `https://${registry}/${repository}`;

/**
 * The digest of a storage record: the one in the reference.
 *
 * @param mayComplete Whether a preview may accept a reference without a digest.
 * @param warn Shows the warning about a digest that is not known.
 * @throws Refused if the reference has no digest, or one that GitHub does not accept.
 */
export async function storageDigest(
    image: ImageReference,
    mayComplete: boolean,
    warn: (line: string) => Promise<void> | void,
): Promise<string | KnownLater> {
    const digest = writtenDigest(image);
    if (digest !== undefined) return digest;
    if (mayComplete) {
        await warn(noDigestYet("the image ", image));
        return KNOWN_LATER;
    }
    const written = withoutDigest(image);
    throw new Refused(
        `the image "${written}" has no digest: pass "${written}@sha256:…", such as the \`ref\` of a docker-build Image, or ` +
            "the option digest",
    );
}

import { Refused } from "../text/refused";
import { KNOWN_LATER, type KnownLater } from "../vocabulary";
import { noDigestYet, withoutDigest, writtenDigest } from "./digest";
import { DOCKER_HUB, pageOnDockerHub } from "./docker-hub";
import { fits, type Limited, tooLong } from "./limits";
import type { ImageReference } from "./reference";

/** What a person can do about an argument that is too long: how another one is given. */
export type WayOut = (argument: Limited) => string;

/** Makes one argument of an image. `undefined` leaves it out. */
type Make = (image: ImageReference, wayOut: WayOut) => string | undefined;

/** The arguments of a storage record that are made of an image reference, but for the digest. Each throws `Refused` by itself. */
export const STORAGE_ARGUMENTS: Readonly<Record<Limited, Make>> = {
    name: (image, wayOut) => required("name", "name", image.name, image, wayOut),
    version: (image, wayOut) => image.tag && required("version", "tag", image.tag, image, wayOut),
    registryUrl: (image, wayOut) =>
        required("registryUrl", "registry's URL", `https://${image.registry}`, image, wayOut),
    repository: ({ repository }) => (fits("repository", repository) ? repository : undefined),
    artifactUrl: (image) => (fits("artifactUrl", pageOf(image)) ? pageOf(image) : undefined),
};

/** Refuses what is too long for GitHub, where the record cannot do without it. */
function required(argument: Limited, what: string, value: string, image: ImageReference, wayOut: WayOut): string {
    if (fits(argument, value)) return value;
    throw new Refused(`the image "${withoutDigest(image)}": its ${tooLong(what, argument, value, wayOut(argument))}`);
}

const pageOf = ({ registry, repository }: ImageReference): string =>
    registry === DOCKER_HUB ? pageOnDockerHub(repository) : `https://${registry}/${repository}`;

/**
 * The digest of a storage record: the one that is written in the reference.
 *
 * @param mayComplete Whether a preview need not know it yet.
 * @param warn Shows what is said of one that is not known.
 * @throws Refused where none is written, or one that GitHub does not take.
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

import { howToAsk, noDigestYet, withoutDigest, writtenDigest } from "../images/digest";
import { fits, tooLong } from "../images/limits";
import { type ImageReference, shown } from "../images/reference";
import { Refused } from "../text/refused";
import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import { DIGEST } from "../vocabulary/words";
import type { Binding } from "./binding";
import type { Options, WorkloadContainer } from "./options";
import type { Reading } from "./reading";

/** An artifact that is made from an image. If the image is not known, the artifact is not known either. */
export interface Made {
    readonly name: string | KnownLater;
    readonly version: string | KnownLater | undefined;
    /** Text, `KNOWN_LATER`, or a value that yields the digest later. */
    readonly digest: unknown;
}

export const MADE_LATER: Made = { name: KNOWN_LATER, version: KNOWN_LATER, digest: KNOWN_LATER };

/**
 * The name, version and digest of the image that a container runs, or what the options return instead.
 *
 * @param where The name of the container for messages.
 * @param reading How the container was read. It decides whether a preview may accept an image without a digest.
 * @throws Refused if there is no digest, or if GitHub would not accept what is read from the image.
 */
export async function artifactOf(
    container: WorkloadContainer,
    where: string,
    reading: Reading,
    options: Options,
    binding: Binding,
): Promise<Made> {
    const { image } = container;
    const { name, version } = options.artifact?.(container) ?? {};
    return {
        name: name ?? fitting("name", "name", image.name, binding),
        version: version ?? (image.tag && fitting("version", "tag", image.tag, binding)),
        digest:
            writtenDigest(image) ??
            (await resolvedDigest(container, options, binding)) ??
            (await noDigest(image, where, reading, binding)),
    };
}

function fitting(argument: "name" | "version", what: string, value: string, { waysOut }: Binding): string {
    if (fits(argument, value)) return value;
    throw new Refused(tooLong(`its image's ${what}`, argument, value, waysOut.artifact(argument)));
}

/** What the option returns for an image without a digest. A value that is not known yet is checked with the record. */
async function resolvedDigest(
    container: WorkloadContainer,
    { resolveDigest }: Options,
    binding: Binding,
): Promise<unknown> {
    if (resolveDigest === undefined) return undefined;
    const given: unknown = await resolveDigest(container.image, container);
    if (binding.isHeld?.(given)) return given;
    if (typeof given === "string" && DIGEST.test(given)) return given;
    throw new Refused(
        `resolveDigest returned ${shown(given)} for its image "${withoutDigest(container.image)}": it must return "sha256:" and 64 ` +
            "hexadecimal digits in lower case",
    );
}

/** Accepts an image without a digest if this run may still create it and this is a preview. Refuses it otherwise. */
async function noDigest(
    image: ImageReference,
    where: string,
    { traces }: Reading,
    { mayComplete, warn, waysOut }: Binding,
): Promise<KnownLater> {
    const written = withoutDigest(image);
    if (!mayComplete(traces)) {
        throw new Refused(
            `its image "${written}" has no digest. Pin it as "${written}@sha256:…": ${howToAsk(written)}${waysOut.digest}`,
        );
    }
    await warn(noDigestYet(`${where}: its image `, image));
    return KNOWN_LATER;
}

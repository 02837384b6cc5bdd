import { type Input, isUnknown, Output, RunError, runtime } from "@pulumi/pulumi";
import { fits, tooLong } from "../github-limits";
import { howToAsk, warnOfNoDigest, withoutDigest, writtenDigest } from "../image-digest";
import { type ImageReference, shown } from "../image-reference";
import type { DeploymentsOfOptions, WorkloadContainer } from "./options";
import { LATER, type Later } from "./reading";

/** An artifact as it is made of an image. Of one that is not known, neither is it. */
export interface Made {
    readonly name: string | Later;
    readonly version: string | Later | undefined;
    readonly digest: Input<string> | Later;
}

export const NOT_YET: Made = { name: LATER, version: LATER, digest: LATER };

/**
 * Name, version and digest of the image that a container runs, or what the options give instead.
 *
 * @param mayComeLater Whether a preview need not know the digest yet.
 * @param where The container, as a person knows it.
 * @throws RunError where there is no digest, or GitHub would not take what is read of the image.
 */
export async function artifactOf(
    container: WorkloadContainer,
    where: string,
    mayComeLater: boolean,
    options: DeploymentsOfOptions,
): Promise<Made> {
    const { image } = container;
    const { name, version } = options.artifact?.(container) ?? {};
    return {
        name: name ?? fitting("name", "name", image.name),
        version: version ?? (image.tag && fitting("version", "tag", image.tag)),
        digest:
            writtenDigest(image) ??
            (await resolvedDigest(container, options)) ??
            (await noDigest(image, where, mayComeLater)),
    };
}

function fitting(argument: "name" | "version", what: string, value: string): string {
    if (fits(argument, value)) return value;
    const wayOut = `set another one with the option artifact, such as ({ image }) => ({ ${argument}: "…" })`;
    throw new RunError(tooLong(`its image's ${what}`, argument, value, wayOut));
}

/** What the option gives for an image without a digest. What comes later is checked with the record. */
async function resolvedDigest(
    container: WorkloadContainer,
    { resolveDigest }: DeploymentsOfOptions,
): Promise<Input<string> | undefined> {
    if (resolveDigest === undefined) return undefined;
    const given: unknown = await resolveDigest(container.image, container);
    if (Output.isInstance(given) || isUnknown(given)) return given as Input<string>;
    if (typeof given === "string" && /^sha256:[0-9a-f]{64}$/.test(given)) return given;
    throw new RunError(
        `resolveDigest gave ${shown(given)} for its image "${withoutDigest(container.image)}": it must give "sha256:" and 64 ` +
            "hexadecimal digits in lower case",
    );
}

/** Of an image of an output, a preview need not know the digest yet. */
async function noDigest(image: ImageReference, where: string, mayComeLater: boolean): Promise<Later> {
    const written = withoutDigest(image);
    if (!(runtime.isDryRun() && mayComeLater)) {
        throw new RunError(
            `its image "${written}" has no digest. Pin it as "${written}@sha256:…": ${howToAsk(written)}; or pass ` +
                "resolveDigest, which asks the registry",
        );
    }
    await warnOfNoDigest(`${where}: its image `, image);
    return LATER;
}

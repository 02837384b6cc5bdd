import type { Binding } from "../../../../provider/workloads/binding";
import { deploymentsIn } from "../../../../provider/workloads/deployments";
import type { Options } from "../../../../provider/workloads/options";

/** The core's ways out, which each binding words in its own terms. */
export const WAYS_OUT: Binding["waysOut"] = {
    workloads: "(workloads)",
    include: "(include)",
    digest: " (digest)",
    artifact: (argument) => `(artifact: ${argument})`,
    sameArtifact: "(same artifact)",
};

/** The resulting deployments, and the lines that were shown. */
export interface Made {
    readonly deployments: Readonly<Record<string, object>>;
    readonly lines: readonly string[];
}

/**
 * What the core makes of workloads without a Pulumi binding: values are plain, and `KNOWN_LATER` stands for a value that is unknown in a
 * preview.
 */
export async function madeIn(
    workloads: unknown,
    options: object = {},
    operation: "up" | "preview" = "up",
): Promise<Made> {
    const lines: string[] = [];
    const isPreview = (): boolean => operation === "preview";
    const deployments = await deploymentsIn(workloads, options as Options, {
        look: async (value) => value,
        give: (made) => made,
        identityOf: async (object) => object,
        mayComplete: isPreview,
        isPreview,
        warn: (line) => void lines.push(`warning: ${line}`),
        say: (line) => void lines.push(`info: ${line}`),
        waysOut: WAYS_OUT,
    });
    return { deployments: deployments as Record<string, object>, lines };
}

/** The deployments by name. */
export const made = async (...given: Parameters<typeof madeIn>): Promise<Made["deployments"]> =>
    (await madeIn(...given)).deployments;

/** The names of the deployments. */
export const names = async (...given: Parameters<typeof madeIn>): Promise<string[]> =>
    Object.keys(await made(...given));

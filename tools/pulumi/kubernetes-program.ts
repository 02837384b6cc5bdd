import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { isExecutable } from "./engine-files";

/** The file in a plugin path that the engine starts. */
export function programIn({ platform }: Pick<EngineEffects, "platform">, directory: string): string {
    return join(directory, `pulumi-resource-kubernetes${platform === "win32" ? ".exe" : ""}`);
}

/** Why a directory is not a plugin path of the Kubernetes plugin. Undefined if it is one. */
export async function problemWithKubernetesPlugin(
    effects: EngineEffects,
    directory: string,
): Promise<string | undefined> {
    const program = programIn(effects, directory);
    return (await isExecutable(program)) ? undefined : `${program} is missing`;
}

import { type EngineEffects, engineEffects } from "./effects";
import { keptTool, toolIfKept } from "./kept-tool";
import { KUBERNETES_BUILD } from "./kubernetes-build";
import { downloadRelease, installedRelease } from "./kubernetes-release";

/** A plugin path of the Kubernetes plugin, or one sentence for the user that says why there is none. */
export type PluginAtHand = { readonly directory: string } | { readonly why: string };

/**
 * The Kubernetes plugin, if it is available within seconds: a release that is installed for this user, an earlier build, or a release
 * that Pulumi downloads.
 */
export async function kubernetesPluginAtHand(
    engineRoot: string,
    options: Partial<EngineEffects> = {},
): Promise<PluginAtHand> {
    const effects = engineEffects(options);
    const directory = (await installedRelease(effects)) ?? (await toolIfKept(effects, KUBERNETES_BUILD));
    return directory === undefined ? downloadRelease(effects, engineRoot) : { directory };
}

/**
 * The Kubernetes plugin. If it is not available within seconds, it is built from its Go module. If that fails as well, rejects with a
 * message that says what was tried.
 */
export async function findKubernetesPlugin(engineRoot: string, options: Partial<EngineEffects> = {}): Promise<string> {
    const effects = engineEffects(options);
    const atHand = await kubernetesPluginAtHand(engineRoot, effects);
    if ("directory" in atHand) return atHand.directory;
    effects.say(`Not downloading the Kubernetes plugin: ${atHand.why}.`);
    try {
        return await keptTool(effects, KUBERNETES_BUILD);
    } catch (error) {
        throw new Error(
            `There is no Kubernetes plugin: none is installed, none can be downloaded (${atHand.why}), and none can be built: ` +
                `${(error as Error).message}.\nInstall one (\`pulumi plugin install resource kubernetes\`), or Go, and try again.`,
        );
    }
}

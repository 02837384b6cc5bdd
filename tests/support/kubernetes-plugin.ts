import { kubernetesPluginAtHand } from "../../tools/pulumi/kubernetes-plugin";

/** The SDK of the plugin, for programs. */
export const KUBERNETES_SDK = "@pulumi/kubernetes";

const HANDED_ON = "TESTED_KUBERNETES_PLUGIN";

/** The path of the Kubernetes plugin for tests. Undefined if there is none. */
export const kubernetesPlugin = (): string | undefined => process.env[HANDED_ON];

/**
 * Finds the Kubernetes plugin for this process and its child processes, if that takes only seconds. Returns whether it is there. If it
 * is not, says how to get it.
 */
export async function kubernetesPluginForAll(engineRoot: string): Promise<boolean> {
    const plugin = await kubernetesPluginAtHand(engineRoot);
    if ("directory" in plugin) {
        process.env[HANDED_ON] = plugin.directory;
        return true;
    }
    process.stderr.write(
        `Skipping the tests on the Kubernetes plugin: none is installed, and ${plugin.why}.\n` +
            "`npm run kubernetes-plugin` builds it, once, in some 20 minutes.\n",
    );
    return false;
}

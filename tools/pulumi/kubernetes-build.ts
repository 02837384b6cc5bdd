import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { goBuildCommand, goSourceDirectory, moduleDirectory, problemWithGo } from "./go-command";
import type { Tool } from "./kept-tool";
import { problemWithKubernetesPlugin, programIn } from "./kubernetes-program";

const MODULE = "kubernetes";

/** The package that the plugin's command consists of. The command itself cannot be listed, since it lacks the files that it embeds. */
const PACKAGE = "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider";

/** The files that `kubernetes/main.go` embeds. */
const EMBEDDED = ["schema.json", "terraform-mapping.json"] as const;

/** The Kubernetes plugin, built from its Go module, for machines that can download Go modules but not Pulumi's releases. */
export const KUBERNETES_BUILD: Tool = {
    name: "pulumi-resource-kubernetes",
    making: "Building the Kubernetes plugin from Go modules",
    takes: "20 minutes on 2 cores",
    sources: [`${MODULE}/go.mod`, `${MODULE}/go.sum`, `${MODULE}/main.go`],
    make: build,
    problemWith: problemWithKubernetesPlugin,
};

async function build(effects: EngineEffects, directory: string): Promise<void> {
    const noGo = await problemWithGo(effects);
    if (noGo !== undefined) throw new Error(noGo);
    await mkdir(directory, { recursive: true });
    const overlay = join(directory, "overlay.json");
    await writeFile(overlay, JSON.stringify({ Replace: await embeddedFiles(effects) }));
    await goBuildCommand(effects, MODULE, ".", programIn(effects, directory), ["-overlay", overlay]);
    await rm(overlay);
}

/** The path where the build sees each file, and its real path. */
async function embeddedFiles(effects: EngineEffects): Promise<Record<string, string>> {
    const source = await goSourceDirectory(effects, MODULE, PACKAGE);
    const command = join(source, "..", "..", "cmd", "pulumi-resource-kubernetes");
    const module = moduleDirectory(effects, MODULE);
    return Object.fromEntries(EMBEDDED.map((file) => [join(module, file), join(command, file)]));
}

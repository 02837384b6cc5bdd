import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type EngineEffects, engineEffects } from "./effects";
import { isExecutable } from "./engine-files";
import { goBuildCommand, problemWithGo } from "./go-command";
import { keptTool, type Tool } from "./kept-tool";

/** The program that writes SDKs (`cli/sdkgen`), kept from an earlier run or built. Rejects if it cannot be built. */
export async function findSdkGenerator(options: Partial<EngineEffects> = {}): Promise<string> {
    const effects = engineEffects(options);
    return programIn(effects, await keptTool(effects, SDK_GENERATOR));
}

/** How it is made. */
export const SDK_GENERATOR: Tool = {
    name: "sdkgen",
    making: "Building the generator of SDKs from Go modules",
    takes: "2 minutes on 2 cores, less where the engine was built",
    sources: ["cli/go.mod", "cli/go.sum", "cli/sdkgen/main.go", "cli/sdkgen/no_packages.go"],
    make: async (effects, directory) => {
        const noGo = await problemWithGo(effects);
        if (noGo !== undefined) {
            throw new Error(`There is no generator of SDKs: ${noGo}. Install Go, and try again.`);
        }
        await mkdir(directory, { recursive: true });
        await goBuildCommand(effects, "cli", "./sdkgen", programIn(effects, directory));
    },
    problemWith: async (effects, directory) => {
        const program = programIn(effects, directory);
        return (await isExecutable(program)) ? undefined : `${program} is missing`;
    },
};

function programIn({ platform }: EngineEffects, directory: string): string {
    return join(directory, platform === "win32" ? "sdkgen.exe" : "sdkgen");
}

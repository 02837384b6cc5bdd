import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PulumiProject } from "../../tools/pulumi/project";
import { pluginSdk, pulumiYaml } from "./bindings/plugin";
import { exampleFolder } from "./example-source";
import { makeGoModule, readSchema } from "./generated-sdk";
import { CHECKOUT } from "./installation";
import type { Files } from "./program";
import { programIn } from "./program-in";

const SCHEMA = join(CHECKOUT, "provider/plugin/schema.json");

/** The tests build other Go programs with -trimpath, too, so Go does not have to compile Pulumi's SDK again. */
export const GO_ENVIRONMENT = { GOWORK: "off", GOFLAGS: "-trimpath" } as const;

/** Puts the plugin's SDK for Go where `pulumi package add` writes it, below the folder of a program. */
export async function addGoSdk(folder: string): Promise<void> {
    const sdk = join(folder, "sdks/github-artifacts");
    await cp(await pluginSdk("go"), sdk, { recursive: true });
    await makeGoModule(sdk, (await readSchema(SCHEMA)).language.go.modulePath);
}

/** A Go program with the plugin and its SDK. `files` are its sources, and a Pulumi.yaml if it needs more than the plugin. */
export async function goProgram(files: Files, environment: NodeJS.ProcessEnv): Promise<PulumiProject> {
    const module = async (file: string): Promise<string> => readFile(join(exampleFolder("go"), file), "utf8");
    const all = {
        "Pulumi.yaml": await pulumiYaml("go"),
        "go.mod": await module("go.mod"),
        "go.sum": await module("go.sum"),
        ...files,
    };
    const project = await programIn("go", all, { ...environment, ...GO_ENVIRONMENT });
    await addGoSdk(project.directory);
    return project;
}

import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { typeCheck } from "../../tools/examples/type-check";
import { type GitHubOptions, startGitHub } from "../../tools/github";
import { compiledSdk, pluginSdk } from "../support/bindings/plugin";
import { startAsPlugin } from "../support/component-folder";
import { exampleProject, liveAsItsReadmeTells, type Running } from "../support/example-life";
import { PLUGIN_LIVES } from "../support/example-lives";
import { installPythonSdk } from "../support/generated-sdk";
import { addGoSdk, GO_ENVIRONMENT } from "../support/go-program";
import { kubernetesPlugin } from "../support/kubernetes-plugin";
import { engine, reaching, TRANSPILE_ONLY } from "../support/program";
import { running } from "../support/program-in";

type Preparation = (folder: string, environment: NodeJS.ProcessEnv) => Promise<Running>;

/** Puts the SDK where the example looks for it, and returns what to run the example with. */
const PREPARATIONS: Readonly<Record<string, Preparation>> = {
    yaml: (_, environment) => running("yaml", environment),

    async python(_, environment) {
        const path = await installPythonSdk({ directory: await pluginSdk("python") });
        return running("python", { ...environment, PYTHONPATH: path });
    },

    async go(folder, environment) {
        await addGoSdk(folder);
        return running("go", { ...environment, ...GO_ENVIRONMENT });
    },

    async "kubernetes-yaml"(folder, environment) {
        await addKubernetes(folder);
        return running("yaml", environment);
    },

    async "kubernetes-python"(folder, environment) {
        await addKubernetes(folder);
        const path = await installPythonSdk({ directory: await pluginSdk("python") });
        return running("python", { ...environment, PYTHONPATH: path });
    },

    async "kubernetes-go"(folder, environment) {
        await addKubernetes(folder);
        await addGoSdk(folder);
        return running("go", { ...environment, ...GO_ENVIRONMENT });
    },

    async component(folder, environment) {
        const service = join(folder, "service");
        await cp(await compiledSdk(), join(service, "node_modules/pulumi-github-artifacts-plugin"), {
            recursive: true,
        });
        assert.equal(typeCheck([service]), "");
        await startAsPlugin(service, "recorded-service");
        return running("yaml", { ...environment, ...TRANSPILE_ONLY });
    },

    async "typescript-plugin"(folder, environment) {
        await cp(await compiledSdk(), join(folder, "node_modules/pulumi-github-artifacts-plugin"), { recursive: true });
        assert.equal(typeCheck([folder]), "");
        return { engineRoot: await engine(), environment: { ...environment, ...TRANSPILE_ONLY } };
    },
};

/** Adds the path of the Kubernetes plugin. Users have theirs installed. */
async function addKubernetes(folder: string): Promise<void> {
    const file = join(folder, "Pulumi.yaml");
    const plugin = `        - { name: kubernetes, path: ${JSON.stringify(kubernetesPlugin())} }\n`;
    await writeFile(
        file,
        (await readFile(file, "utf8")).replace("    providers:\n", (line) => line + plugin),
    );
}

/** The script that provides what an example lacks. Undefined if nothing is missing. */
function lacking(example: string): string | undefined {
    if (!example.startsWith("kubernetes-")) return undefined;
    if (kubernetesPlugin() === undefined) return "npm run kubernetes-plugin";
    const isAsked = process.env.TESTED_KUBERNETES_GO !== undefined;
    return example === "kubernetes-go" && !isAsked ? "npm run test:kubernetes-go" : undefined;
}

const ORGANIZATIONS: GitHubOptions = {
    organizations: { acme: { repositories: ["api"] }, globex: { repositories: ["api"] } },
    tokens: { ghs_embedded: "write", "ghs_of-acme": "write", "ghs_of-globex": "write" },
};

describe("With the packed package two folders up,", () => {
    for (const [example, life] of Object.entries(PLUGIN_LIVES)) {
        const lacks = lacking(example);
        it(`examples/${example} runs as its README says${lacks ? ` (\`${lacks}\`)` : ""}`, async function () {
            if (lacks !== undefined) this.skip();
            const github = await startGitHub(ORGANIZATIONS);
            try {
                const prepare = PREPARATIONS[example] as Preparation;
                const project = await exampleProject(example, (folder) => prepare(folder, reaching(github)));
                await liveAsItsReadmeTells(example, life, project, github);
            } finally {
                await github.close();
            }
        });
    }
});

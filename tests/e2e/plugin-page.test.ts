import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { anotherTool } from "../support/another-tool";
import { dynamicResources, pluginInYaml } from "../support/bindings/bindings";
import type { Declared } from "../support/bindings/declared";
import { pulumiYaml } from "../support/bindings/plugin";
import { succeeded } from "../support/finished";
import { CHECKOUT } from "../support/installation";
import { reaching } from "../support/program";
import { programIn } from "../support/program-in";
import { deploymentOf, digestOf } from "../support/records";
import { type Snippet, snippetsOf } from "../support/snippets";
import { ticking } from "../support/ticking";

/** What docs/plugin.md says about moves and no other test covers. */
describe("A move that docs/plugin.md describes", () => {
    let github: GitHubServer;
    beforeEach(async () => {
        github = await startGitHub({ now: ticking() });
    });
    afterEach(() => github.close());

    /** Two providers of one organization, each with a set of the deployments with these names. */
    const program = async (one: readonly string[], two: readonly string[], providerOfOne = "one"): Promise<string> =>
        `${await pulumiYaml("yaml")}resources:${["one", "two"].map(provider).join("")}` +
        `${set("s1", one, providerOfOne)}${set("s2", two, "two")}\n`;

    const statuses = (): Record<string, string> =>
        Object.fromEntries(github.deploymentRecords().map(({ deployment_name, status }) => [deployment_name, status]));

    it("gives a record to another provider of the organization in one run, and a whole resource without a request", async () => {
        const project = await programIn("yaml", { "Pulumi.yaml": await program(["a", "b"], []) }, reaching(github));
        const up = async (text: Promise<string>): Promise<string[]> => {
            await writeFile(join(project.directory, "Pulumi.yaml"), await text);
            github.takeRequests();
            succeeded(await project.up());
            return github.takeRequests().map(({ method }) => method);
        };
        succeeded(await project.up());
        assert.notDeepEqual(await up(program(["a"], ["b"])), []);
        assert.deepEqual(statuses(), { a: "deployed", b: "deployed" });
        assert.deepEqual(await up(program(["a"], ["b"], "two")), []);
        assert.deepEqual(statuses(), { a: "deployed", b: "deployed" });
    });

    it("changes a stack from dynamic resources to YAML without a request", async () => {
        const args = { cluster: "prod-eu-1", logicalEnvironment: "production" };
        const deployments = { "shop/api": deploymentOf("a") } as never;
        const declared: readonly Declared[] = [
            { type: "ClusterDeploymentRecordSet", name: "prod", args: { ...args, deployments } },
        ];
        const before = await dynamicResources.start(github, declared);
        succeeded(await before.up());
        assert.equal(github.takeRequests().length, 1);
        const state = join(before.directory, "state.json");
        succeeded(await before.run("stack", "export", "--file", state));
        const project = await pluginInYaml.start(github, declared);
        succeeded(await project.run("stack", "import", "--file", state));
        assert.match(succeeded(await project.up()).output, /~ 1 updated/);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        assert.equal((await project.resources("github-artifacts:index")).length, 1);
    });
});

describe("The YAML program in docs/languages.md", () => {
    it("records everything that it declares, and imports the record that exists already", async () => {
        const github = await startGitHub({ organizations: { acme: { repositories: ["api", "legacy"] } } });
        try {
            const digest = `sha256:${LEGACY}`;
            const there = { name: "ghcr.io/acme/legacy", digest, registry_url: "https://ghcr.io" };
            await anotherTool(github).stores({ ...there, repository: "acme/legacy", github_repository: "legacy" });
            const shown = snippetsOf(PAGE, await readFile(join(CHECKOUT, PAGE), "utf8"));
            const { code } = shown.find(({ language }) => language === "yaml") as Snippet;
            const text = `${await pulumiYaml("yaml")}${code.replace("variables:\n", `variables:\n${WORKLOAD}`)}\n`;
            // Its provider has its own token.
            const project = await programIn("yaml", { "Pulumi.yaml": text }, { ...reaching(github), GITHUB_TOKEN: "" });
            succeeded(await project.run("config", "set", "--secret", "acmeToken", "ghs_embedded"));
            assert.match(succeeded(await project.up()).output, /= 1 imported/);
            assert.equal(github.deploymentRecords().length, 2);
            assert.equal(github.storageRecords().length, 2);
            await project.edit("Pulumi.yaml", /^ +import: .*$/m, "");
            github.takeRequests();
            succeeded(await project.up("--expect-no-changes"));
            assert.deepEqual(github.takeRequests(), []);
        } finally {
            await github.close();
        }
    });
});

const LEGACY = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const PAGE = "docs/languages.md";

/** What the page leaves to the reader: a workload named `api`. */
const WORKLOAD = `    api:
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec: { template: { spec: { containers: [{ name: server, image: "ghcr.io/acme/api:1.4.2@${digestOf("a")}" }] } } }
`;

const provider = (name: string): string => `
    ${name}:
        type: pulumi:providers:github-artifacts
        properties: { owner: acme }`;

const set = (name: string, deployments: readonly string[], of: string): string => `
    ${name}:
        type: github-artifacts:ClusterDeploymentRecordSet
        properties:
            cluster: prod-eu-1
            logicalEnvironment: production
            deployments: ${JSON.stringify(Object.fromEntries(deployments.map((one) => [one, deploymentOf("a")])))}
        options: { provider: "\${${of}}" }`;

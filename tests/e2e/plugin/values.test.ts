import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { pulumiYaml } from "../../support/bindings/plugin";
import { failed, succeeded } from "../../support/finished";
import { reaching } from "../../support/program";
import { programIn } from "../../support/program-in";
import { digestOf } from "../../support/records";

const set = (deployments: string): string => `
  prod:
    type: github-artifacts:ClusterDeploymentRecordSet
    properties:
      cluster: prod-eu-1
      logicalEnvironment: production
      deployments: ${deployments}`;

const deployment = (more = ""): string =>
    `{ name: ghcr.io/acme/a, digest: "${digestOf("a")}", githubRepository: api${more} }`;

describe("Values that a program passes to the plugin", () => {
    let github: GitHubServer;

    const inYaml = async (...parts: string[]) =>
        programIn("yaml", { "Pulumi.yaml": `${await pulumiYaml("yaml")}${parts.join("\n")}\n` }, reaching(github));

    before(async () => {
        github = await startGitHub();
    });
    beforeEach(() => {
        github.takeRequests();
    });
    after(() => github.close());

    it("stay secret one by one, in what is shown and in the state", async () => {
        const tagged = deployment(', tags: { team: { "fn::secret": hush-hush }, tier: "1" }');
        const project = await inYaml(`resources:${set(`{ shop/api: ${tagged} }`)}`);
        const { output } = succeeded(await project.up("--diff"));
        const exported = await project.run("stack", "export");
        assert.doesNotMatch(output + exported.output, /hush-hush/);
        assert.match(output, /team: \[secret\]/);
        assert.match(output, /tier: "1"/);
        const [request] = github.takeRequests();
        assert.match(JSON.stringify(request?.body), /"tags":\{"team":"hush-hush","tier":"1"\}/);
        const refreshed = succeeded(await project.refresh("--diff"));
        assert.doesNotMatch(refreshed.output + (await project.run("stack", "export")).output, /hush-hush/);
        succeeded(await project.up("--expect-no-changes"));
    });

    it("are refused all at once, each with its path, and without the text of a secret", async () => {
        const wrong = `{ name: ghcr.io/acme/a, digst: x, digest: { "fn::secret": hush-hush } }`;
        const project = await inYaml(
            `resources:${set(`{ shop/api: { name: "" , digest: x }, shop/web: ${wrong.replace("digst: x, ", "")} }`)}`,
        );
        const { output } = failed(await project.preview());
        assert.match(
            output,
            /deployments\["shop\/api"\]\.name is a secret that is not shown here, but must be text of 1 to 256 characters/,
        );
        assert.match(
            output,
            /deployments\["shop\/web"\]\.digest is a secret that is not shown here, but must be "sha256:" and 64 hexadecimal digits/,
        );
        assert.doesNotMatch(output, /hush-hush/);
        assert.deepEqual(github.takeRequests(), []);
    });

    it("are refused if Pulumi's protocol would lose one", async () => {
        const project = await inYaml(`resources:${set(`{ shop/api: ${deployment()}, __proto__: ${deployment()} }`)}`);
        const { output } = failed(await project.preview());
        assert.match(output, /an entry called __proto__ cannot be transported by Pulumi/);
        assert.deepEqual(github.takeRequests(), []);
    });

    it("are returned by the functions as GitHub holds them", async () => {
        const project = await inYaml(
            `resources:${set(`{ shop/api: ${deployment(", runtimeRisks: [internet-exposed]")} }`)}`,
        );
        succeeded(await project.up());
        const read = (of: string): string =>
            `{ "fn::invoke": { function: "github-artifacts:get${of}Records", arguments: { digest: "${digestOf("a")}" } } }`;
        const outputs = `outputs:\n  deployments: ${read("Deployment")}\n  storage: ${read("Storage")}`;
        await writeFile(
            join(project.directory, "Pulumi.yaml"),
            `${await pulumiYaml("yaml")}resources:${set(`{ shop/api: ${deployment(", runtimeRisks: [internet-exposed]")} }`)}\n${outputs}\n`,
        );
        github.takeRequests();
        succeeded(await project.up());
        const { deployments, storage } = (await project.outputs()) as Record<
            string,
            { org: string; records: Record<string, unknown>[] }
        >;
        assert.equal(deployments?.org, "acme");
        const [record] = deployments?.records.filter(({ deploymentName }) => deploymentName === "shop/api") ?? [];
        assert.equal(record?.cluster, "prod-eu-1");
        assert.deepEqual(record?.runtimeRisks, ["internet-exposed"]);
        assert.deepEqual(storage?.records, []);
        assert.ok(github.takeRequests().every(({ method }) => method === "GET"));
    });

    it("are refused as arguments of a function in the same way as in a resource", async () => {
        const project = await inYaml(
            `resources: {}\noutputs:\n  found: { "fn::invoke": { function: "github-artifacts:getStorageRecords", arguments: { digest: "a:b" } } }`,
        );
        const { output } = failed(await project.preview());
        assert.match(output, /digest is "a:b", but must be "sha256:" and 64 hexadecimal digits/);
    });
});

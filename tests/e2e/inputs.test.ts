import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { succeeded } from "../support/finished";
import { program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram } from "../support/records";

const target = 'cluster: "prod-eu-1", logicalEnvironment: "production"';
const pulumi = 'const pulumi = require("@pulumi/pulumi");';

describe("What a program may declare, on the real engine", () => {
    let github: GitHubServer;

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    it("no deployment at all: nothing is sent, read or asked for, not even a token", async () => {
        const project = (await program(github, setProgram({}))).with({ GITHUB_TOKEN: "" });
        succeeded(await project.up());
        succeeded(await project.refresh("--expect-no-changes"));
        await rewrite(project, setProgram([]));
        succeeded(await project.up("--expect-no-changes"));
        succeeded(await project.destroy());
        assert.deepEqual(github.takeRequests(), []);
    });

    it("deployments that are an output as a whole, with names that are", async () => {
        const source = `${pulumi}
            const named = pulumi.output("shop/late");
            const list = pulumi.output([{ deploymentName: named, ...${JSON.stringify(deploymentOf("a"))} }]);
            new artifacts.ClusterDeploymentRecordSet("prod", { ${target}, deployments: list });`;
        const project = await program(github, source);
        succeeded(await project.up());
        assert.deepEqual(
            github.deploymentRecords().map(({ deployment_name }) => deployment_name),
            ["shop/late"],
        );
        succeeded(await project.up("--expect-no-changes"));
    });

    it("secrets: they reach GitHub, and stay encrypted in the state and masked on screen", async () => {
        const source = (value: string): string => `${pulumi}
            new artifacts.ClusterDeploymentRecordSet("prod", { ${target}, deployments: {
                "shop/api": { ...${JSON.stringify(deploymentOf("a"))}, tags: { owner: pulumi.secret("${value}") } },
            } });`;
        const project = await program(github, source("hush-one"));
        succeeded(await project.up());
        assert.deepEqual(github.deploymentRecords()[0]?.tags, { owner: "hush-one" });
        await rewrite(project, source("hush-two"));
        const { output } = succeeded(await project.up("--diff"));
        const exported = JSON.stringify(await project.resources());
        assert.doesNotMatch(output + exported, /hush-/);
        assert.deepEqual(github.deploymentRecords()[0]?.tags, { owner: "hush-two" });
        succeeded(await project.up("--refresh", "--expect-no-changes"));
    });

    it("names in any script, with every sign that is not a path's", async () => {
        const names = ["größe/日本/🚀", 'quo"te', "a b#c%2F?d", "../up", "constructor", "x".repeat(256)];
        const deployments = Object.fromEntries(names.map((name) => [name, deploymentOf("a")]));
        const project = await program(github, setProgram(deployments, { physicalEnvironment: "süd/ost #1" }));
        succeeded(await project.up());
        const held = github.deploymentRecords().map(({ deployment_name }) => deployment_name);
        assert.deepEqual([...held].sort(), [...names].sort());
        assert.equal((await project.resources())[0]?.id, "acme/prod-eu-1/production/s%C3%BCd%2Fost%20%231");
        succeeded(await project.up("--refresh", "--expect-no-changes"));
    });

    it("2,500 deployments, in three requests; then one of them, in one", async () => {
        const source = (changed: string): string => `const deployments = {};
            for (let i = 0; i < 2500; i++) deployments["shop/app-" + i] = {
                name: "ghcr.io/acme/app-" + i, githubRepository: "api",
                digest: i === 7 ? "${changed}" : "sha256:" + i.toString(16).padStart(64, "0"),
            };
            new artifacts.ClusterDeploymentRecordSet("prod", { ${target}, deployments });`;
        const project = await program(github, source(digestOf("a")));
        const entries = (): unknown[] => github.takeRequests().map((request) => request.entries);
        succeeded(await project.up());
        assert.deepEqual(entries(), [1000, 1000, 500]);
        await rewrite(project, source(digestOf("b")));
        const { output } = succeeded(await project.up());
        assert.match(output, /1 to update, 2499 unchanged; 1 request/);
        assert.deepEqual(entries(), [1]);
        succeeded(await project.destroy());
        assert.deepEqual(entries(), [1000, 1000, 500]);
    });

    it("Pulumi's options: what is retained stays deployed, what is protected is not destroyed", async () => {
        const withOption = (option: string): string =>
            setProgram({ "shop/api": deploymentOf("a") }).replace(/\);$/, `, { ${option} });`);
        const project = await program(github, withOption("protect: true"));
        succeeded(await project.up());
        github.takeRequests();
        assert.notEqual((await project.destroy()).code, 0);
        await rewrite(project, withOption("retainOnDelete: true"));
        succeeded(await project.up());
        succeeded(await project.destroy());
        assert.deepEqual(github.takeRequests(), []);
        assert.equal(github.deploymentRecords()[0]?.status, "deployed");
    });
}).timeout(300_000);

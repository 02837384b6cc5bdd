import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { findEngine } from "../../tools/pulumi/engine";
import { isAtLeast } from "../../tools/pulumi/versions";
import { pulumiYaml } from "../support/bindings/plugin";
import { failed, succeeded } from "../support/finished";
import { inlineProgram as program, reaching, rewrite } from "../support/program";
import { programIn } from "../support/program-in";
import { deploymentOf, digestOf, storageProgram } from "../support/records";

/** The first version seen that does not let a provider check what depends on a failed resource. 3.260.0 still did. */
const CHECKS_NO_SKIPPED_RESOURCE = "3.274.0";

const set = (name: string, deployments: object): string =>
    `new artifacts.ClusterDeploymentRecordSet(${JSON.stringify(name)}, ${JSON.stringify({
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments,
    })});`;

describe("A record that is still declared is never retired", () => {
    let github: GitHubServer;
    const [a, b] = [deploymentOf("a"), deploymentOf("b")];

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    const statuses = (): string[] => github.deploymentRecords().map(({ status }) => status);

    it("when a record set is renamed in the program", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        await rewrite(project, set("new", { a, b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        succeeded(await project.up("--expect-no-changes"));
    });

    it("when a deployment moves from one set to another, whichever is declared first", async () => {
        const project = await program(github, set("one", { a, b }) + set("two", {}));
        succeeded(await project.up());
        await rewrite(project, set("one", { a }) + set("two", { b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        await rewrite(project, set("two", {}) + set("one", { a, b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
    });

    it("when a storage record is renamed in the program", async () => {
        const project = await program(github, storageProgram("a"));
        succeeded(await project.up());
        await rewrite(project, storageProgram("a").replace('"image"', '"renamed"'));
        succeeded(await project.up());
        assert.deepEqual(
            github.storageRecords().map(({ status }) => status),
            ["active"],
        );
    });

    it("when the run that renamed a set failed, and a later one deletes the old set", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        const broken = storageProgram("c", { githubRepository: "nowhere" });
        await rewrite(project, set("new", { a, b }) + broken);
        failed(await project.up());
        assert.equal((await project.resources()).length, 2);
        await rewrite(project, set("new", { a, b }));
        succeeded(await project.up());
        assert.equal((await project.resources()).length, 1);
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        succeeded(await project.destroy());
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
    });

    it("when a set is renamed with an alias, and nothing is sent at all", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        github.takeRequests();
        const aliased = set("new", { a, b }).replace(/\);$/, ', { aliases: [{ name: "old" }] });');
        await rewrite(project, aliased);
        succeeded(await project.up());
        assert.deepEqual(github.takeRequests(), []);
    });

    it("when a set is replaced because its environment changed, and later changed back", async () => {
        const staged = (stage: string): string => set("one", { a, b }).replace("production", stage);
        const project = await program(github, staged("production"));
        for (const stage of ["staging", "production"]) {
            succeeded(await project.up());
            await rewrite(project, staged(stage));
            succeeded(await project.up());
            const deployed = github.deploymentRecords().filter(({ status }) => status === "deployed");
            assert.deepEqual(
                deployed.map(({ logical_environment }) => logical_environment),
                [stage, stage],
            );
        }
        assert.deepEqual(statuses(), ["deployed", "deployed", "decommissioned", "decommissioned"]);
    });

    it("when any change replaces a resource of the plugin, and the old one is deleted first", async () => {
        const yaml = (version: string): string => `
resources:
    prod:
        type: github-artifacts:ClusterDeploymentRecordSet
        properties:
            cluster: prod-eu-1
            logicalEnvironment: production
            deployments: ${JSON.stringify({ a: { ...a, version } })}
        options: { deleteBeforeReplace: true, replaceOnChanges: ["*"] }
    image:
        type: github-artifacts:ArtifactStorageRecord
        properties: ${JSON.stringify({ ...deploymentOf("c"), registryUrl: "https://ghcr.io", version })}
        options: { deleteBeforeReplace: true, replaceOnChanges: ["*"] }
`;
        const plugin = await pulumiYaml("yaml");
        const project = await programIn("yaml", { "Pulumi.yaml": plugin + yaml("1.0.0") }, reaching(github));
        succeeded(await project.up());
        await writeFile(join(project.directory, "Pulumi.yaml"), plugin + yaml("2.0.0"));
        assert.match(succeeded(await project.up()).output, /2 replaced/);
        const held = [...github.deploymentRecords(), ...github.storageRecords()];
        assert.deepEqual(
            held.map(({ status, version }) => [status, version]),
            [
                ["deployed", "2.0.0"],
                ["active", "2.0.0"],
            ],
        );
        succeeded(await project.up("--expect-no-changes"));
    });

    it("when all of this happens in one run, in either order, and the run says what it leaves alone", async () => {
        const image = (name: string): string => storageProgram("c").replace('"image"', JSON.stringify(name));
        const staging = set("three", { c: deploymentOf("c") }).replace("production", "staging");
        const before = [set("one", { a, b }), set("two", {}), staging, image("old")];
        const after = [set("renamed", { a }), set("two", { b }), staging.replace("staging", "canary"), image("new")];
        for (const order of [(list: string[]) => list, (list: string[]) => list.toReversed()]) {
            const project = await program(github, order(before).join("\n"));
            succeeded(await project.up());
            await rewrite(project, order(after).join("\n"));
            const { output } = succeeded(await project.up());
            assert.match(
                output,
                /acme\/prod-eu-1\/production: not decommissioned, because another resource declares it: 2 deployments \("a", "b"\)/,
            );
            assert.match(output, /acme: ghcr\.io\/acme\/c@sha256:c{12}… in .*: not retired, because another resource/);
            const of = (stage: string) =>
                github.deploymentRecords().filter((record) => record.logical_environment === stage);
            assert.deepEqual(
                of("production").map(({ status, digest }) => [status, digest]),
                ["a", "b"].map((letter) => ["deployed", digestOf(letter)]),
            );
            assert.deepEqual([of("canary")[0]?.status, of("staging")[0]?.status], ["deployed", "decommissioned"]);
            assert.deepEqual(
                github.storageRecords().map(({ status }) => status),
                ["active"],
            );
            succeeded(await project.up("--expect-no-changes"));
            succeeded(await project.destroy());
            assert.ok(statuses().every((status) => status === "decommissioned"));
        }
    });

    it("when the step of its new owner is skipped, unless the engine does not tell the provider; then the next up writes it again", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        const skipped = set("new", { a, b }).replace(/\);$/, ", { dependsOn: [broken] });");
        const broken = storageProgram("c", { githubRepository: "nowhere" });
        await rewrite(project, `const broken = ${broken}\n${skipped}`);
        const { output } = failed(await project.up("--continue-on-error"));
        const isTold = !isAtLeast((await findEngine()).version, CHECKS_NO_SKIPPED_RESOURCE);
        const kept =
            /kept in the state: 2 deployments \(.*\)\.\n\s+Another resource declares it, but has not written it\./;
        assert.equal(kept.test(output), isTold, output);
        const left = isTold ? "deployed" : "decommissioned";
        assert.deepEqual(statuses(), [left, left]);
        await rewrite(project, set("new", { a, b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        await rewrite(project, "");
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
    });

    it("but its owner retires it when a move fails and the program then drops it", async () => {
        const wanted = { ...b, githubRepository: "nowhere" };
        for (const order of [(list: string[]) => list, (list: string[]) => list.toReversed()]) {
            const project = await program(github, order([set("one", { a, b }), set("two", {})]).join("\n"));
            succeeded(await project.up());
            await rewrite(project, order([set("one", { a }), set("two", { b: wanted })]).join("\n"));
            failed(await project.up());
            assert.deepEqual(statuses(), ["deployed", "deployed"]);
            await rewrite(project, order([set("one", { a }), set("two", {})]).join("\n"));
            succeeded(await project.up());
            assert.deepEqual(statuses(), ["deployed", "decommissioned"]);
            succeeded(await project.up("--expect-no-changes"));
        }
    });

    it("but a record that leaves the program is", async () => {
        const project = await program(github, set("one", { a, b }));
        succeeded(await project.up());
        await rewrite(project, "");
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
    });
});

describe("Two resources that declare the same record", () => {
    let github: GitHubServer;
    const [a, b] = [deploymentOf("a"), deploymentOf("b")];

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    it("are refused in a preview that names both, and an up writes nothing twice", async () => {
        const project = await program(github, set("one", { a, b }) + set("two", { b }));
        const sets =
            /1 deployment \("b"\) of acme\/prod-eu-1\/production: declared by "(one|two)" and also by "(one|two)" \(urn:/;
        const { output } = failed(await project.preview());
        assert.match(output, sets);
        assert.match(output, /A record belongs to one resource: keep it in only one of the two/);
        failed(await project.up());
        assert.ok(github.takeRequests().length <= 1);
        await rewrite(project, storageProgram("c") + storageProgram("c").replace('"image"', '"again"'));
        assert.match(
            failed(await project.preview()).output,
            /the storage record acme: .*: declared by "(image|again)" and also by "(image|again)" \(urn:/,
        );
    });

    it("are refused before the second is written, if a preview cannot know yet that they are the same", async () => {
        const later = `
            const image = ${storageProgram("c")}
            const cluster = image.recordIds.apply(() => "prod-eu-1");
        `;
        const laterSet = set("later", { a }).replace('"cluster":"prod-eu-1"', '"cluster":cluster');
        const project = await program(github, set("one", { a }) + later + laterSet);
        succeeded(await project.preview());
        const { output } = failed(await project.up());
        assert.match(output, /declared by "later" and also by "one"/);
        const posts = github.takeRequests().filter(({ path }) => path.includes("/deployment-record/"));
        assert.equal(posts.length, 1);
    });

    it("do not conflict if the cluster or the environment differs", async () => {
        const project = await program(
            github,
            `${set("one", { a })}${set("two", { a }).replace("prod-eu-1", "prod-eu-2")}${set("three", { a }).replace('"production"', '"staging"')}`,
        );
        succeeded(await project.up());
        assert.equal(github.deploymentRecords().length, 3);
        succeeded(await project.up("--expect-no-changes"));
    });

    it("are not seen in `destroy --run-program`, which retires everything that the program declares", async () => {
        const project = await program(github, set("one", { a, b }) + storageProgram("c"));
        succeeded(await project.up());
        succeeded(await project.destroy("--run-program"));
        assert.deepEqual(
            [...github.deploymentRecords(), ...github.storageRecords()].map(({ status }) => status),
            ["decommissioned", "decommissioned", "eol"],
        );
    });
});

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { dynamicResources, pluginInJavaScript } from "../../support/bindings/bindings";
import type { Declared } from "../../support/bindings/declared";
import { javascript } from "../../support/bindings/javascript";
import { compiledSdk, pulumiYaml } from "../../support/bindings/plugin";
import { deferred } from "../../support/deferred";
import { failed, succeeded } from "../../support/finished";
import { inlineProgram as program } from "../../support/program";
import { declaredImage, declaredSet, heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";

/** A resource, the variable of its provider, and the variable of the resource that it depends on. */
type Placed = readonly [declared: Declared, provider: string, after?: string | undefined];

let github: GitHubServer;

beforeEach(async () => {
    github = await startGitHub({ now: ticking() });
});
afterEach(() => github.close());

for (const binding of [dynamicResources, pluginInJavaScript]) {
    describe(`In runs with targets, with ${binding.name},`, () => {
        const targeting = (name: string): string[] => ["--target", `**::${name}`];

        it("a deployment that moves from set one to set two stays deployed: first an up of two alone, then an up of one alone", async () => {
            const project = await binding.start(github, [
                declaredSet("one", { "ns/d0/c": "a", "ns/d1/c": "b" }),
                declaredSet("two", {}),
            ]);
            succeeded(await project.up());
            await binding.rewrite(project, [
                declaredSet("one", { "ns/d1/c": "b" }),
                declaredSet("two", { "ns/d0/c": "a" }),
            ]);
            succeeded(await project.up(...targeting("two")));
            const { output } = succeeded(await project.up(...targeting("one")));
            assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b deployed"]);
            assert.match(output, /"ns\/d0\/c"/);
            takeCounts(github);
            succeeded(await project.up("--expect-no-changes"));
            assert.equal(takeCounts(github), "0 GET, 0 POST");
            succeeded(await project.up("--refresh", "--expect-no-changes"));
            assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b deployed"]);
        });
    });
}

describe("Two explicit providers of one organization", () => {
    /** A program with two providers, `ours` and `theirs`. */
    async function withProviders(...resources: readonly Placed[]): Promise<string> {
        const declared = resources.map(([one, provider, after]) =>
            javascript([one]).replace(/\{\}\);$/, `{ provider: ${provider}, dependsOn: [${after ?? ""}] });`),
        );
        const settings = JSON.stringify({ owner: "acme", token: "ghs_embedded", baseUrl: github.url });
        return [
            `const artifacts = require(${JSON.stringify(await compiledSdk())});`,
            ...["ours", "theirs"].map((name) => `const ${name} = new artifacts.Provider("${name}", ${settings});`),
            ...declared,
            "",
        ].join("\n");
    }

    async function start(...resources: readonly Placed[]): Promise<PulumiProject> {
        const files = { "index.js": await withProviders(...resources), "Pulumi.yaml": await pulumiYaml("nodejs") };
        const project = await program(github, files, { GITHUB_TOKEN: undefined });
        succeeded(await project.up());
        return project;
    }

    async function rewrite(project: PulumiProject, ...resources: readonly Placed[]): Promise<void> {
        await writeFile(join(project.directory, "index.js"), await withProviders(...resources));
    }

    const isUnchanged = async (project: PulumiProject): Promise<void> => {
        takeCounts(github);
        succeeded(await project.up("--expect-no-changes"));
        assert.equal(takeCounts(github), "0 GET, 0 POST");
    };

    for (const [order, one, two] of [
        ["with the old owner last", "two", undefined],
        ["with the old owner first", undefined, "one"],
    ] as const) {
        it(`keep a deployment deployed that moves from a set of one provider to a set of the other in one run, ${order}`, async () => {
            const project = await start(
                [declaredSet("one", { "ns/d0/c": "a", "ns/d1/c": "b" }), "ours"],
                [declaredSet("two", {}), "theirs"],
            );
            const moved = [
                [declaredSet("one", { "ns/d1/c": "b" }), "ours", one],
                [declaredSet("two", { "ns/d0/c": "a" }), "theirs", two],
            ] as const;
            await rewrite(project, ...(one === undefined ? moved : moved.toReversed()));
            succeeded(await project.up());
            assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b deployed"]);
            await isUnchanged(project);
        });
    }

    it("keep the records as the new owner wrote them if a resource is renamed and gets the other provider in one run", async () => {
        const project = await start(
            [declaredSet("old", { "ns/d0/c": "a", "ns/d1/c": "b" }), "ours"],
            [declaredImage("before", "c"), "ours"],
        );
        await rewrite(
            project,
            [declaredSet("renamed", { "ns/d0/c": "a", "ns/d1/c": "b" }), "theirs"],
            [declaredImage("after", "c"), "theirs"],
        );
        const { output } = succeeded(await project.up());
        assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b deployed", "image c active"]);
        assert.match(output, /"ns\/d0\/c", "ns\/d1\/c"/);
        await isUnchanged(project);
    });

    it("keep a deployment deployed that moves while both sets are updated at the same time", async () => {
        const project = await start(
            [declaredSet("one", { "ns/d0/c": "a", "ns/d1/c": "b" }), "ours"],
            [declaredSet("two", {}), "theirs"],
        );
        await rewrite(
            project,
            [declaredImage("image", "c"), "theirs"],
            [declaredSet("one", { "ns/d1/c": "b" }), "ours"],
            [declaredSet("two", { "ns/d0/c": "a" }), "theirs", "image"],
            [declaredImage("later", "d"), "theirs", "image"],
        );
        // The old owner asks GitHub. Then Pulumi checks the new one, and the old one gets its answer.
        const [asked, declared] = [deferred(), deferred()];
        github.fail({ method: "POST", path: /storage-record/, hold: () => asked.promise });
        github.fail({ method: "POST", path: /storage-record/, hold: async () => declared.resolve() });
        github.fail({
            method: "GET",
            hold: () => {
                asked.resolve();
                return declared.promise;
            },
        });
        succeeded(await project.up());
        assert.deepEqual(heldLines(github), [
            "ns/d0/c a deployed",
            "ns/d1/c b deployed",
            "image c active",
            "image d active",
        ]);
        await isUnchanged(project);
    });

    it("refuse a record in a preview if both declare it", async () => {
        const project = await start(
            [declaredSet("one", { "ns/d0/c": "a" }), "ours"],
            [declaredImage("image", "c"), "ours"],
        );
        const one = [declaredSet("one", { "ns/d0/c": "a" }), "ours"] as const;
        const image = [declaredImage("image", "c"), "ours"] as const;
        await rewrite(project, one, image, [declaredSet("two", { "ns/d0/c": "a" }), "theirs", "one"]);
        const twice = failed(await project.preview());
        assert.match(twice.output, /"ns\/d0\/c"\) of acme\/.*: declared by "two" and also by "one"/);
        await rewrite(project, one, image, [declaredImage("again", "c"), "theirs", "image"]);
        const again = failed(await project.preview());
        assert.match(again.output, /the storage record .*: declared by "again" and also by "image"/);
    });

    it("retire all that they manage in the run that removes them, no matter which one ends first", async () => {
        const project = await start(
            [declaredSet("one", { "ns/d0/c": "a" }), "ours"],
            [declaredImage("image", "c"), "theirs"],
        );
        await writeFile(join(project.directory, "index.js"), "");
        succeeded(await project.up());
        assert.deepEqual(heldLines(github), ["ns/d0/c a decommissioned", "image c eol"]);
    });
});

describe("When a stack moves from dynamic resources to the plugin,", () => {
    it("the records of a resource that is renamed in the same run stay as the plugin wrote them, although the old owner comes last", async () => {
        const project = await dynamicResources.start(github, [
            declaredSet("old", { "ns/d0/c": "a", "ns/d1/c": "b" }),
            declaredImage("before", "c"),
        ]);
        succeeded(await project.up());
        await writeFile(join(project.directory, "Pulumi.yaml"), await pulumiYaml("nodejs"));
        await pluginInJavaScript.rewrite(project, [
            declaredSet("renamed", { "ns/d0/c": "a", "ns/d1/c": "b" }),
            declaredImage("after", "c"),
        ]);
        const { output } = succeeded(await project.up());
        assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b deployed", "image c active"]);
        assert.match(output, /"ns\/d0\/c", "ns\/d1\/c"/);
        assert.deepEqual(await project.resources("pulumi-nodejs:dynamic"), []);
        takeCounts(github);
        succeeded(await project.up("--expect-no-changes"));
        assert.equal(takeCounts(github), "0 GET, 0 POST");
    });
});

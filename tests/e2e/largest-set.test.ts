import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sizeProblem } from "../../provider/record-set/size-of-inputs";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { type Binding, dynamicResources, pluginInJavaScript } from "../support/bindings/bindings";
import { compiledSdk } from "../support/bindings/plugin";
import { failed, succeeded } from "../support/finished";
import { ticking } from "../support/ticking";

/** Deployments with long names and tags, so that few entries make a large set. The program runs the text of `made`, too. */
function made(count: number, version: string): Record<string, never> {
    const long = (text: string, length: number): string => text.padEnd(length, "-");
    const tags = Object.fromEntries(["a", "b", "c", "d", "e"].map((key) => [long(key, 100), long("", 100)]));
    const entries = Array.from({ length: count }, (_, n): [string, object] => [
        long(`shop/${String(n).padStart(5, "0")}/`, 256),
        {
            name: long(`ghcr.io/acme/${n}`, 256),
            digest: `sha256:${n.toString(16).padStart(64, "0")}`,
            version: long(version, 100),
            githubRepository: "api",
            tags,
        },
    ]);
    return Object.fromEntries(entries) as Record<string, never>;
}

/** What the package says about this number of them, if it says anything. */
const problemOf = (count: number): string | undefined =>
    sizeProblem({
        org: "acme",
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        onRejected: "fail",
        deployments: new Map(Object.entries(made(count, "1"))),
    });

/** The largest number of them that one set may have. */
function largest(): number {
    let [fits, not] = [1, 10_000];
    while (not - fits > 1) {
        const middle = Math.floor((fits + not) / 2);
        if (problemOf(middle) === undefined) fits = middle;
        else not = middle;
    }
    return fits;
}

describe("The largest set", () => {
    let most: number;
    let github: GitHubServer;

    before(() => {
        most = largest();
    });
    beforeEach(async () => {
        github = await startGitHub({ now: ticking() });
    });
    afterEach(() => github.close());

    /** A program with this number of deployments. It creates them itself, because a text of ten megabytes is slow to read. */
    async function declare({ directory }: PulumiProject, { isPlugin }: Binding, count: number, version: string) {
        const sdk = isPlugin ? await compiledSdk() : "pulumi-github-artifacts";
        const source = `
            const artifacts = require(${JSON.stringify(sdk)});
            ${made}
            new artifacts.ClusterDeploymentRecordSet("prod", {
                cluster: "prod-eu-1",
                logicalEnvironment: "production",
                deployments: made(${count}, ${JSON.stringify(version)}),
            });
        `;
        await writeFile(join(directory, "index.js"), source);
    }

    for (const binding of [dynamicResources, pluginInJavaScript]) {
        it(`keeps its state when one call fails and GitHub rejects all the others, with ${binding.name}`, async () => {
            const project = await binding.start(github, []);
            await declare(project, binding, most, "1");
            succeeded(await project.up());
            const calls = Math.ceil(most / 1000);
            assert.equal(github.takeRequests().length, calls);
            await declare(project, binding, most, "2");
            github.fail({ method: "POST", rejects: { unauthorized: ["api"] }, times: calls - 1 });
            github.fail({ method: "POST", status: 422 });
            const { output } = failed(await project.up());
            assert.match(output, /unauthorized/);
            assert.match(output, /GitHub answered 422/);
            const [set] = await project.resources(binding.type("ClusterDeploymentRecordSet"));
            assert.ok(set !== undefined, "the set is in the state");
            const { deployments, recordIds, rejected } = set.outputs;
            const sizes = [deployments, recordIds, rejected].map((part) => Object.keys(part as object).length);
            assert.deepEqual(sizes, [most, most, (calls - 1) * 1000]);
            assert.ok((set.initErrors ?? []).length > 0);
        });
    }

    it("is refused in a preview if it has one more entry, and the message gives the way out", async () => {
        const project = await dynamicResources.start(github, []);
        await declare(project, dynamicResources, most + 1, "1");
        const { output } = failed(await project.preview());
        assert.ok(output.includes(problemOf(most + 1) ?? "nothing"), output);
        assert.match(output, /several sets for the same cluster and environments, for example one for each namespace/);
        assert.deepEqual(github.takeRequests(), []);
    });
});

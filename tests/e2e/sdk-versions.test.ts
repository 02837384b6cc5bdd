import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { isAtLeast } from "../../tools/pulumi/versions";
import { failed, succeeded } from "../support/finished";
import { CHECKOUT, installPacked } from "../support/installation";
import { program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";
import { ticking } from "../support/ticking";

const api = deploymentOf("a");
const source = (version: string, deployments: object): string =>
    `${storageProgram("a", { version })}\n${setProgram(deployments)}`;

describe("The @pulumi/pulumi of a program", () => {
    let github: GitHubServer;

    beforeEach(async () => {
        github = await startGitHub({ now: ticking() });
    });
    afterEach(() => github.close());

    const sent = (): unknown[] =>
        github
            .takeRequests()
            .flatMap(({ method, entries }) => (method === "POST" ? (entries ?? "storage") : []))
            .sort();

    for (const sdk of ["oldest", "newest"] as const) {
        it(`can be the ${sdk} that the package supports: both resources complete a whole lifecycle`, async () => {
            const installation = await installPacked(sdk);
            const { peerDependencies, devDependencies } = JSON.parse(
                await readFile(join(CHECKOUT, "package.json"), "utf8"),
            );
            const known = sdk === "oldest" ? peerDependencies["@pulumi/pulumi"].slice(1) : undefined;
            assert.equal(installation.sdk, known ?? installation.sdk);
            assert.equal(isAtLeast(installation.sdk, devDependencies["@pulumi/pulumi"]), sdk === "newest");

            const project = await program(github, source("1.0.0", { api }), {}, Promise.resolve(installation));
            succeeded(await project.up());
            assert.deepEqual(sent(), [1, "storage"]);
            succeeded(await project.up("--expect-no-changes"));
            assert.deepEqual(sent(), []);

            const web = deploymentOf("b", { githubRepository: "gone" });
            const changed = { ...api, digest: digestOf("c"), name: "ghcr.io/acme/c" };
            await rewrite(project, source("1.0.1", { api: changed, web }));
            const { output } = failed(await project.up());
            assert.match(
                output,
                /deployment "web" .* GitHub rejected it as not_found: the repository acme\/gone does not exist/,
            );
            assert.deepEqual(sent(), [2, "storage"]);
            const recorded = (await project.resources()).map(({ outputs }) => Object.keys(outputs.deployments ?? {}));
            assert.deepEqual(recorded.flat(), ["api"]);

            // A refresh reads with the state that the failed run left.
            github.alterDeployment({ deployment_name: "api" }, { tags: { owner: "them" } });
            const refreshed = succeeded(await project.refresh());
            assert.match(refreshed.output, /production: 1 to update; 1 request/);
            github.takeRequests();

            await rewrite(project, source("1.0.1", { api: changed, web: { ...web, githubRepository: "web" } }));
            succeeded(await project.up());
            assert.deepEqual(sent(), [2]);
            assert.deepEqual(
                github.deploymentRecords().map(({ tags, digest }) => [tags, digest]),
                [
                    [{}, digestOf("c")],
                    [{}, digestOf("b")],
                ],
            );

            succeeded(await project.destroy());
            assert.deepEqual(sent(), [2, "storage"]);
            assert.deepEqual(
                [...github.deploymentRecords(), ...github.storageRecords()].map(({ status }) => status),
                ["decommissioned", "decommissioned", "eol"],
            );
        });
    }
});

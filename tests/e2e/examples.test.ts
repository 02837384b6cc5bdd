import assert from "node:assert/strict";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { appWith } from "../support/app-key";
import { createProject } from "../support/create-project";
import { exampleProject, liveAsItsReadmeTells } from "../support/example-life";
import { LIVES } from "../support/example-lives";
import { succeeded } from "../support/finished";
import { CHECKOUT } from "../support/installation";
import { engine, reaching, TRANSPILE_ONLY } from "../support/program";

/** A stack writes its settings beside Pulumi.yaml, so the test runs the checkout's program in a copy. */
const COPIED = ["Pulumi.yaml", "package.json", "examples/quickstart"];

describe("A checkout", () => {
    let github: GitHubServer;
    let copy: string;

    before(async () => {
        github = await startGitHub();
        copy = await mkdtemp(join(tmpdir(), "github-artifacts-checkout-"));
        const filter = (source: string): boolean => !/node_modules|Pulumi\.[^.]+\.yaml$/.test(source);
        for (const name of COPIED) await cp(join(CHECKOUT, name), join(copy, name), { recursive: true, filter });
        await symlink(join(CHECKOUT, "node_modules"), join(copy, "node_modules"), "junction");
    });
    after(async () => {
        await github.close();
        await rm(copy, { recursive: true, force: true });
    });

    it("runs pulumi up in its root, and a second run changes nothing", async () => {
        const project = await createProject({
            directory: copy,
            stateDirectory: join(copy, "states"),
            engineRoot: await engine(),
            environment: reaching(github),
        });
        succeeded(await project.up());
        assert.ok(github.takeRequests().length > 0);
        succeeded(await project.with(TRANSPILE_ONLY).up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        succeeded(await project.destroy());
        assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    });
});

describe("With the packed package two folders up,", () => {
    for (const [example, life] of Object.entries(LIVES)) {
        it(`examples/${example} runs as its README says`, async () => {
            const { app } = life;
            // The app signs in if there is no token.
            const own = await startGitHub(app && { apps: appWith(app.id, app.installation), tokens: {} });
            try {
                const environment = { ...reaching(own), ...TRANSPILE_ONLY, ...(app && { GITHUB_TOKEN: "" }) };
                const project = await exampleProject(example, async () => ({
                    engineRoot: await engine(),
                    environment,
                }));
                await liveAsItsReadmeTells(example, life, project, own);
            } finally {
                await own.close();
            }
        });
    }
});

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { PulumiProject } from "../../tools/pulumi/project";
import { appWith } from "../support/app-key";
import { liveAsItsReadmeTells } from "../support/example-life";
import { LIVES } from "../support/example-lives";
import { succeeded } from "../support/finished";
import { CHECKOUT } from "../support/installation";
import { engine, reaching, TRANSPILE_ONLY } from "../support/program";

/** A stack leaves its settings beside Pulumi.yaml, so the checkout's programs are run in a copy. */
const COPIED = ["Pulumi.yaml", "package.json", "examples"];

describe("A checkout", () => {
    let github: GitHubServer;
    let copy: string;

    before(async () => {
        github = await startGitHub();
        copy = await mkdtemp(join(tmpdir(), "github-artifacts-checkout-"));
        const filter = (source: string): boolean =>
            !/node_modules|(?<!multi-cluster.)Pulumi\.[^.]+\.yaml$/.test(source);
        for (const name of COPIED) await cp(join(CHECKOUT, name), join(copy, name), { recursive: true, filter });
        await symlink(join(CHECKOUT, "node_modules"), join(copy, "node_modules"), "junction");
    });
    after(async () => {
        await github.close();
        await rm(copy, { recursive: true, force: true });
    });

    const create = async (place: string, environment: NodeJS.ProcessEnv): Promise<PulumiProject> =>
        PulumiProject.create({
            directory: join(copy, place),
            stateDirectory: join(copy, "states", place),
            engineRoot: await engine(),
            environment,
        });

    it("runs pulumi up in its root, once with effect and once without", async () => {
        const project = await create(".", reaching(github));
        succeeded(await project.up());
        assert.ok(github.takeRequests().length > 0);
        succeeded(await project.with(TRANSPILE_ONLY).up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        succeeded(await project.destroy());
        assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    });

    for (const [example, life] of Object.entries(LIVES)) {
        it(`runs examples/${example} as its README tells`, async () => {
            const { app } = life;
            // The app signs in where there is no token.
            const own = await startGitHub(app && { apps: appWith(app.id, app.installation), tokens: {} });
            try {
                const project = await create(`examples/${example}`, {
                    ...reaching(own),
                    ...TRANSPILE_ONLY,
                    ...(app && { GITHUB_TOKEN: "" }),
                });
                await liveAsItsReadmeTells(example, life, project, own);
            } finally {
                await own.close();
            }
        });
    }
});

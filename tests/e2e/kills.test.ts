import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { interrupt } from "../support/interrupted-run";
import { KillBench, type KillCase, killable, titleOf } from "../support/kill-cases";
import { inlineProgram as program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram } from "../support/records";
import { ticking } from "../support/ticking";

/** Each operation and each way to end it, once. `npm run kills` runs all 63 cases. */
const CASES: readonly KillCase[] = [
    { operation: "create", way: "killed", stage: { call: 2, moment: "applied" } },
    { operation: "update", way: "Ctrl-C", stage: { call: 2, moment: "arrived" } },
    { operation: "destroy", way: "Ctrl-C twice", stage: { call: 2, moment: "applied" } },
];

describe("The next run recovers from an interrupted run of 2,500 deployments:", () => {
    let bench: KillBench;

    before("2,500 deployments are created to start from", async () => {
        bench = await KillBench.prepare();
    });

    for (const kill of CASES) {
        it(titleOf(kill), async () => {
            const { way, locked } = await bench.run(kill);
            assert.equal(locked, way === "killed", "only a killed run leaves the stack locked");
        });
    }
});

describe("Pulumi's state after a killed run", () => {
    const killed = { stage: { call: 1, moment: "applied" }, way: "killed" } as const;
    const both = { "shop/api": deploymentOf("a"), "shop/web": deploymentOf("b") };
    let github: GitHubServer;
    let project: PulumiProject;

    const statuses = (): string[] => github.deploymentRecords().map(({ status }) => status);

    before(async () => {
        github = await startGitHub({ now: ticking() });
        project = await killable(await program(github, setProgram(both)));
    });
    after(() => github.close());

    it("has a lock, and a pending create that every up warns about until a refresh clears it", async () => {
        await interrupt(project, (watched) => watched.up(), { github, ...killed });
        assert.match((await project.up()).output, /the stack is currently locked by 1 lock.*`pulumi cancel`/);
        succeeded(await project.run("cancel", "--yes"));
        const warning = /warning: Attempting to deploy or update resources with 1 pending operations/;
        assert.match(succeeded(await project.up()).output, warning);
        assert.match(succeeded(await project.up("--expect-no-changes")).output, warning);
        succeeded(await project.refresh("--clear-pending-creates", "--expect-no-changes"));
        assert.doesNotMatch(succeeded(await project.up("--expect-no-changes")).output, warning);
    });

    it("has a pending update that a refresh clears as well, and the refresh finds what the killed run wrote", async () => {
        await rewrite(project, setProgram({ ...both, "shop/web": deploymentOf("c") }));
        await interrupt(project, (watched) => watched.up(), { github, ...killed });
        succeeded(await project.run("cancel", "--yes"));
        assert.match(succeeded(await project.refresh()).output, /GitHub did not return 1 deployment \("shop\/web"\)/);
        assert.deepEqual(await project.pendingOperations(), []);
        assert.match(succeeded(await project.up()).output, /1 to update, 1 unchanged; 1 request/);
        assert.equal(github.deploymentRecords()[1]?.digest, digestOf("c"));
        succeeded(await project.up("--expect-no-changes"));
    });

    it("does not tell a plain up what a destroy retired, but `up --refresh` finds it and writes it again", async () => {
        await interrupt(project, (watched) => watched.destroy(), { github, ...killed });
        succeeded(await project.run("cancel", "--yes"));
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
        const { output } = succeeded(await project.up("--refresh"));
        assert.match(
            output,
            /2 deployments \("shop\/api", "shop\/web"\) updated in the meantime by someone else: by another stack or tool, or by an earlier run/,
        );
        assert.match(output, /2 to record; 1 request/);
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        succeeded(await project.up("--expect-no-changes"));
        succeeded(await project.up("--refresh", "--expect-no-changes"));
    });
});

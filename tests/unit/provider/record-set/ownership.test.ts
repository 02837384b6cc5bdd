import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import { type Leaving, Run } from "../../../../provider/ownership/run";
import { applyPlan } from "../../../../provider/record-set/apply";
import { type KnownSet, type PriorSet, recordKeys } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import { entriesOf } from "../../../support/applied-plan";
import { deployment, deploymentRecord, desiredSet, digestOf, heldAsIn, priorSet } from "../../../support/record-sets";
import { type Answers, recordingClient, rejectSome } from "../../../support/recording-client";

const api = deployment();
const { updatedAt: writtenAt } = deploymentRecord();

/** One run in which several resources write. GitHub holds what their states say. */
function startRun(answers: Answers = {}) {
    const run = new Run();
    const deploymentRecords = heldAsIn(priorSet({ api, other: api }));
    const client = recordingClient({ deploymentRecords, ...answers });
    return {
        run,
        reads: client.calls.reads,
        apply: (prior: PriorSet | undefined, desired: KnownSet, leaving: Leaving = "update") => {
            const { onRejected } = desired;
            const means = { client: async () => client, run, leaving, onRejected };
            return applyPlan(planRecordSet(prior, desired), desired, prior, means);
        },
        /** What `check` does before anything is written. */
        declare: (desired: KnownSet) => {
            for (const name of desired.deployments.keys()) run.declare(recordKeys(desired)(name), name, "urn");
        },
        /** `api: deployed` for each sent entry, in order. */
        sent: () => entriesOf(client.calls).flat(),
    };
}

describe("a record that moves from one owner to another in a run", () => {
    it("is not retired by the old owner after the new owner wrote it; it leaves the old owner's state", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api }));
        const old = await apply(priorSet({ api, other: api }), desiredSet());
        assert.deepEqual(sent(), ["api: deployed", "other: decommissioned"]);
        assert.deepEqual([old.deployments.size, old.records.size, old.failures], [0, 0, []]);
        assert.deepEqual([...old.notRetired], [["declared", ["api"]]]);
    });

    it("is written by the new owner after the old owner retired it", async () => {
        const { apply, sent } = startRun();
        await apply(priorSet({ api }), desiredSet());
        await apply(undefined, desiredSet({ api }));
        assert.deepEqual(sent(), ["api: decommissioned", "api: deployed"]);
    });

    for (const order of ["the new owner first", "the old owner first"]) {
        it(`ends as deployed if both owners work at the same time, ${order}`, async () => {
            const { apply, sent } = startRun();
            const create = () => apply(undefined, desiredSet({ api }));
            const remove = () => apply(priorSet({ api }), desiredSet());
            await Promise.all(order === "the new owner first" ? [create(), remove()] : [remove(), create()]);
            assert.equal(sent().at(-1), "api: deployed");
        });
    }

    it("is the same record if only the organization's spelling differs", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api }, { org: "ACME" }));
        await apply(priorSet({ api }), desiredSet());
        assert.deepEqual(sent(), ["api: deployed"]);
    });

    it("is another record in another environment, and is not known in another run", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api }, { physicalEnvironment: "eu" }));
        await apply(priorSet({ api }), desiredSet());
        assert.deepEqual(sent(), ["api: deployed", "api: decommissioned"]);
        const later = startRun();
        await later.apply(priorSet({ api }), desiredSet());
        assert.deepEqual(later.sent(), ["api: decommissioned"]);
    });

    it("is not retired by the old owner even if the new owner writes it as decommissioned", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api: deployment({ status: "decommissioned" }) }));
        await apply(priorSet({ api }), desiredSet());
        assert.deepEqual(sent(), ["api: decommissioned"]);
    });
});

describe("a record that another resource starts to own while GitHub is asked who wrote it last", () => {
    for (const [what, happens, why] of [
        ["declares it", (run: Run, key: string) => run.declare(key, "api", "urn"), "declared"],
        ["has written it", (run: Run, key: string) => run.wrote(key), "declared"],
        ["could not write it", (run: Run, key: string) => run.fail(key), "not-written"],
    ] as const) {
        it(`is not retired if that resource ${what}`, async () => {
            const prior = priorSet({ api });
            const started = startRun({
                deploymentRecords: (digest) => {
                    happens(started.run, recordKeys(prior)("api"));
                    return heldAsIn(prior)(digest);
                },
            });
            const old = await started.apply(prior, desiredSet());
            assert.deepEqual([started.sent(), [...old.notRetired]], [[], [[why, ["api"]]]]);
        });
    }

    it("need not be written again by that resource if it was not retired", async () => {
        const { run, apply } = startRun({ deploymentRecords: () => [] });
        await apply(priorSet({ api }), desiredSet());
        assert.equal(run.isOutdated(recordKeys(priorSet())("api"), writtenAt), false);
    });
});

describe("a record that moves to an owner that cannot write it", () => {
    const moved = deployment({ digest: digestOf(2) });
    const refused = () => {
        throw new GitHubError("forbidden", "GitHub answered 403");
    };

    for (const [how, cluster] of [
        ["is rejected", rejectSome({ api: "not_found" })],
        ["fails", refused],
    ] as const) {
        it(`stays in the new owner's state as it was, without a record, if the old owner left it and the write then ${how}`, async () => {
            const { apply, declare } = startRun({ cluster });
            declare(desiredSet({ api: moved }));
            const old = await apply(priorSet({ api }), desiredSet());
            assert.deepEqual([old.deployments.size, [...old.notRetired]], [0, [["declared", ["api"]]]]);
            const taken = await apply(undefined, desiredSet({ api: moved }));
            assert.deepEqual([Object.fromEntries(taken.deployments), taken.records.size], [{ api }, 0]);
            assert.deepEqual(Object.fromEntries(taken.unconfirmed), { api: { reason: "moved", writtenAt } });
        });

        it(`stays in the old owner's state with its record if the write ${how} first`, async () => {
            const { apply } = startRun({ cluster });
            const failed = await apply(undefined, desiredSet({ api: moved }));
            assert.equal(failed.deployments.size, 0);
            const prior = priorSet({ api });
            const old = await apply(prior, desiredSet());
            assert.deepEqual([old.deployments, old.records], [prior.deployments, prior.records]);
            assert.deepEqual([...old.notRetired], [["not-written", ["api"]]]);
        });
    }

    for (const doubt of ["unclear", "not-returned", "rewritten"] as const) {
        it(`keeps its reason for having no record when it moves (${doubt})`, async () => {
            const { apply, declare } = startRun({ cluster: refused });
            declare(desiredSet({ api: moved }));
            await apply(priorSet({ api }, { lost: ["api"], doubt }), desiredSet());
            const taken = await apply(undefined, desiredSet({ api: moved }));
            assert.deepEqual(Object.fromEntries(taken.unconfirmed), { api: { reason: doubt, writtenAt } });
        });
    }

    it("moves without the time of its last write if that is unknown", async () => {
        const { apply, declare } = startRun({ cluster: refused });
        declare(desiredSet({ api: moved }));
        const { updatedAt: _, ...timeless } = deploymentRecord();
        await apply({ ...priorSet({ api }), records: new Map([["api", timeless]]) }, desiredSet());
        const taken = await apply(undefined, desiredSet({ api: moved }));
        assert.deepEqual(Object.fromEntries(taken.unconfirmed), { api: { reason: "moved" } });
    });

    it("belongs to the new owner if its write got no clear answer", async () => {
        const cluster = () => {
            throw new GitHubError("unreachable", "no answer came");
        };
        const { apply, declare } = startRun({ cluster });
        declare(desiredSet({ api: moved }));
        await apply(priorSet({ api }), desiredSet());
        const taken = await apply(undefined, desiredSet({ api: moved }));
        assert.deepEqual(Object.fromEntries(taken.deployments), { api: moved });
        assert.deepEqual(Object.fromEntries(taken.unconfirmed), { api: { reason: "unclear" } });
    });

    it("leaves the old owner's state if the new owner's write got no clear answer first", async () => {
        const cluster = () => {
            throw new GitHubError("unreachable", "no answer came");
        };
        const { apply, sent } = startRun({ cluster });
        await apply(undefined, desiredSet({ api: moved }));
        const old = await apply(priorSet({ api }), desiredSet());
        assert.deepEqual([sent(), old.deployments.size], [["api: deployed"], 0]);
    });

    it("stays in the state of a deleted old owner if the step of the new owner was skipped", async () => {
        const { apply, declare, sent } = startRun();
        declare(desiredSet({ api: moved }));
        const prior = priorSet({ api });
        const old = await apply(prior, desiredSet(), "delete");
        assert.deepEqual([old.deployments, [...old.notRetired]], [prior.deployments, [["not-written", ["api"]]]]);
        assert.deepEqual(sent(), []);
    });

    it("is retired as it was once the new owner no longer declares it", async () => {
        const failing = startRun({ cluster: refused });
        failing.declare(desiredSet({ api: moved }));
        await failing.apply(priorSet({ api }), desiredSet());
        const taken = await failing.apply(undefined, desiredSet({ api: moved }));
        const later = startRun();
        await later.apply({ ...priorSet(), ...taken }, desiredSet());
        assert.deepEqual(later.sent(), ["api: decommissioned"]);
        assert.deepEqual(later.reads, [`acme ${digestOf(1)}`]);
    });

    it("stays as it was in the new owner's state if that owner already had it", async () => {
        const { apply, declare } = startRun({ cluster: refused });
        declare(desiredSet({ api: moved }));
        await apply(priorSet({ api: deployment({ digest: digestOf(3) }) }), desiredSet());
        const own = priorSet({ api });
        const kept = await apply(own, desiredSet({ api: moved }));
        assert.deepEqual([kept.deployments, kept.records], [own.deployments, own.records]);
    });
});

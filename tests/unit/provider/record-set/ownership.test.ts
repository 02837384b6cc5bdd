import assert from "node:assert/strict";
import { applyPlan } from "../../../../provider/record-set/apply";
import { type KnownSet, type PriorSet, recordKeys } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import { Run } from "../../../../provider/run";
import { deployment, desiredSet, digestOf, priorSet } from "../../../support/record-sets";
import { type Answers, recordingClient, rejectSome } from "../../../support/recording-client";

const api = deployment();

/** One run in which several resources write. */
function startRun(answers: Answers = {}) {
    const run = new Run();
    const client = recordingClient(answers);
    return {
        apply: (prior: PriorSet | undefined, desired: KnownSet) =>
            applyPlan(planRecordSet(prior, desired), desired, prior, async () => client, run),
        /** What `check` does before anything is written. */
        declare: (desired: KnownSet) => {
            for (const name of desired.deployments.keys()) run.declare(recordKeys(desired)(name), "urn");
        },
        /** `api: deployed` for each entry that was sent, in order. */
        sent: () =>
            client.calls.cluster.flatMap(({ deployments }) =>
                deployments.map(({ deployment_name, status }) => `${deployment_name}: ${status}`),
            ),
    };
}

describe("a record that moves from one owner to another in a run", () => {
    it("is not retired by the old one after the new one wrote it: it is forgotten", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api }));
        const old = await apply(priorSet({ api, other: api }), desiredSet());
        assert.deepEqual(sent(), ["api: deployed", "other: decommissioned"]);
        assert.deepEqual([old.deployments.size, old.records.size, old.failures], [0, 0, []]);
    });

    it("is written by the new one after the old one retired it", async () => {
        const { apply, sent } = startRun();
        await apply(priorSet({ api }), desiredSet());
        await apply(undefined, desiredSet({ api }));
        assert.deepEqual(sent(), ["api: decommissioned", "api: deployed"]);
    });

    for (const order of ["the new owner first", "the old owner first"]) {
        it(`ends in use when both work at once, ${order}`, async () => {
            const { apply, sent } = startRun();
            const create = () => apply(undefined, desiredSet({ api }));
            const remove = () => apply(priorSet({ api }), desiredSet());
            await Promise.all(order === "the new owner first" ? [create(), remove()] : [remove(), create()]);
            assert.equal(sent().at(-1), "api: deployed");
        });
    }

    it("is the same record for another spelling of the organization", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api }, { org: "ACME" }));
        await apply(priorSet({ api }), desiredSet());
        assert.deepEqual(sent(), ["api: deployed"]);
    });

    it("is another record in another environment or run", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api }, { physicalEnvironment: "eu" }));
        await apply(priorSet({ api }), desiredSet());
        assert.deepEqual(sent(), ["api: deployed", "api: decommissioned"]);
        const later = startRun();
        await later.apply(priorSet({ api }), desiredSet());
        assert.deepEqual(later.sent(), ["api: decommissioned"]);
    });

    it("is not the old one's to retire, also where the new one writes it as decommissioned", async () => {
        const { apply, sent } = startRun();
        await apply(undefined, desiredSet({ api: deployment({ status: "decommissioned" }) }));
        await apply(priorSet({ api }), desiredSet());
        assert.deepEqual(sent(), ["api: decommissioned"]);
    });
});

describe("a record that moves to an owner that cannot write it", () => {
    const moved = deployment({ digest: digestOf(2) });
    const refused = () => assert.fail("GitHub is down");

    for (const [how, cluster] of [
        ["is rejected", rejectSome({ api: "not_found" })],
        ["fails", refused],
    ] as const) {
        it(`stays with that one as it was, without a record, where the old one left it and the write ${how}`, async () => {
            const { apply, declare } = startRun({ cluster });
            declare(desiredSet({ api: moved }));
            const old = await apply(priorSet({ api }), desiredSet());
            assert.deepEqual([old.deployments.size, old.spared], [0, ["api"]]);
            const taken = await apply(undefined, desiredSet({ api: moved }));
            assert.deepEqual([Object.fromEntries(taken.deployments), taken.records.size], [{ api }, 0]);
        });

        it(`stays with the old one, record and all, where the write ${how} first`, async () => {
            const { apply } = startRun({ cluster });
            const failed = await apply(undefined, desiredSet({ api: moved }));
            assert.equal(failed.deployments.size, 0);
            const prior = priorSet({ api });
            const old = await apply(prior, desiredSet());
            assert.deepEqual([old.deployments, old.records, old.spared], [prior.deployments, prior.records, ["api"]]);
        });
    }

    it("is retired as it was, once the new one does not declare it any more", async () => {
        const failing = startRun({ cluster: refused });
        failing.declare(desiredSet({ api: moved }));
        await failing.apply(priorSet({ api }), desiredSet());
        const taken = await failing.apply(undefined, desiredSet({ api: moved }));
        const later = startRun();
        await later.apply({ ...priorSet(), ...taken }, desiredSet());
        assert.deepEqual(later.sent(), ["api: decommissioned"]);
    });

    it("is the new one's own where it had it already: the state keeps what it was there", async () => {
        const { apply, declare } = startRun({ cluster: refused });
        declare(desiredSet({ api: moved }));
        await apply(priorSet({ api: deployment({ digest: digestOf(3) }) }), desiredSet());
        const own = priorSet({ api });
        const kept = await apply(own, desiredSet({ api: moved }));
        assert.deepEqual([kept.deployments, kept.records], [own.deployments, own.records]);
    });
});

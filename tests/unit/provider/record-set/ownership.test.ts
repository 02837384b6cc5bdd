import assert from "node:assert/strict";
import { applyPlan } from "../../../../provider/record-set/apply";
import type { KnownSet, PriorSet } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import { Run } from "../../../../provider/run";
import { deployment, desiredSet, priorSet } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";

const api = deployment();

/** One run in which several resources write. */
function startRun() {
    const run = new Run();
    const client = recordingClient();
    return {
        apply: (prior: PriorSet | undefined, desired: KnownSet) =>
            applyPlan(planRecordSet(prior, desired), desired, prior, async () => client, run),
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

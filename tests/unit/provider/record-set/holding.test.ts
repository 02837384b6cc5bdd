import assert from "node:assert/strict";
import { Holding } from "../../../../provider/record-set/holding";
import { deployment, deploymentRecord, digestOf, priorSet } from "../../../support/record-sets";

const api = deployment();
const changed = deployment({ digest: digestOf(2) });
const { updatedAt: writtenAt } = deploymentRecord();

const partsOf = ({ deployments, records, unconfirmed }: Holding) => ({
    deployments: Object.fromEntries(deployments),
    records: Object.fromEntries(records),
    unconfirmed: Object.fromEntries(unconfirmed),
});

describe("what is held of a set", () => {
    it("begins as the state tells, and leaves the state alone", () => {
        const prior = priorSet({ api, lost: api }, { lost: ["lost"] });
        const held = new Holding(prior);
        assert.deepEqual(partsOf(held), partsOf(prior as unknown as Holding));
        held.drop("api");
        held.drop("lost");
        assert.deepEqual(prior, priorSet({ api, lost: api }, { lost: ["lost"] }));
    });

    it("begins with nothing where there is no state", () => {
        assert.deepEqual(partsOf(new Holding(undefined)), { deployments: {}, records: {}, unconfirmed: {} });
    });

    it("has a record, and no doubt, of what GitHub has confirmed", () => {
        const held = new Holding(priorSet({ api }, { lost: ["api"] }));
        held.confirm("api", changed, deploymentRecord({ id: 9 }));
        assert.deepEqual(partsOf(held), {
            deployments: { api: changed },
            records: { api: deploymentRecord({ id: 9 }) },
            unconfirmed: {},
        });
    });

    it("has no record of what is in doubt", () => {
        const held = new Holding(priorSet({ api }));
        held.doubt("api", changed, { reason: "unclear" });
        assert.deepEqual(partsOf(held), {
            deployments: { api: changed },
            records: {},
            unconfirmed: { api: { reason: "unclear" } },
        });
    });

    it("still knows when something was written that loses its record, also twice", () => {
        const held = new Holding(priorSet({ api }));
        held.loseRecord("api", "not-returned");
        held.loseRecord("api", "rewritten");
        assert.deepEqual(partsOf(held), {
            deployments: { api },
            records: {},
            unconfirmed: { api: { reason: "rewritten", writtenAt } },
        });
    });

    it("does not doubt what it does not know", () => {
        const held = new Holding(priorSet({ api }));
        held.loseRecord("other", "rewritten");
        assert.deepEqual(partsOf(held), partsOf(new Holding(priorSet({ api }))));
    });

    it("has nothing left of what leaves", () => {
        const held = new Holding(priorSet({ api, lost: api }, { lost: ["lost"] }));
        held.drop("api");
        held.drop("lost");
        assert.deepEqual(partsOf(held), { deployments: {}, records: {}, unconfirmed: {} });
    });
});

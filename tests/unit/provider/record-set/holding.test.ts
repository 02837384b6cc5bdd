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

describe("the holding of a set", () => {
    it("starts with a copy of the state, which it does not change", () => {
        const prior = priorSet({ api, lost: api }, { lost: ["lost"] });
        const held = new Holding(prior);
        assert.deepEqual(partsOf(held), partsOf(prior as unknown as Holding));
        held.drop("api");
        held.drop("lost");
        assert.deepEqual(prior, priorSet({ api, lost: api }, { lost: ["lost"] }));
    });

    it("starts empty if there is no state", () => {
        assert.deepEqual(partsOf(new Holding(undefined)), { deployments: {}, records: {}, unconfirmed: {} });
    });

    it("has a record and no doubt for what GitHub confirmed", () => {
        const held = new Holding(priorSet({ api }, { lost: ["api"] }));
        held.confirm("api", changed, deploymentRecord({ id: 9 }));
        assert.deepEqual(partsOf(held), {
            deployments: { api: changed },
            records: { api: deploymentRecord({ id: 9 }) },
            unconfirmed: {},
        });
    });

    it("has no record for what is in doubt", () => {
        const held = new Holding(priorSet({ api }));
        held.doubt("api", changed, { reason: "unclear" });
        assert.deepEqual(partsOf(held), {
            deployments: { api: changed },
            records: {},
            unconfirmed: { api: { reason: "unclear" } },
        });
    });

    it("still knows the time of the last write of a deployment that loses its record, even twice", () => {
        const held = new Holding(priorSet({ api }));
        held.loseRecord("api", "not-returned");
        held.loseRecord("api", "rewritten");
        assert.deepEqual(partsOf(held), {
            deployments: { api },
            records: {},
            unconfirmed: { api: { reason: "rewritten", writtenAt } },
        });
    });

    it("does not add an unknown deployment as doubtful", () => {
        const held = new Holding(priorSet({ api }));
        held.loseRecord("other", "rewritten");
        assert.deepEqual(partsOf(held), partsOf(new Holding(priorSet({ api }))));
    });

    it("keeps nothing of what leaves", () => {
        const held = new Holding(priorSet({ api, lost: api }, { lost: ["lost"] }));
        held.drop("api");
        held.drop("lost");
        assert.deepEqual(partsOf(held), { deployments: {}, records: {}, unconfirmed: {} });
    });
});

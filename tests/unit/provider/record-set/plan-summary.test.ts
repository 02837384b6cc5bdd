import assert from "node:assert/strict";
import type { Deployment } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import { deployment, desiredSet, digestOf, priorSet } from "../../../support/record-sets";

const many = (count: number): Record<string, Deployment> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`d${n}`, deployment()]));

describe("the summary line of a plan", () => {
    it("counts each kind of change", () => {
        const prior = priorSet(
            {
                kept: deployment(),
                updated: deployment(),
                left: deployment(),
                forgotten: deployment({ status: "decommissioned" }),
                others: deployment(),
            },
            { lost: ["others"], doubt: "rewritten" },
        );
        const desired = desiredSet({
            kept: deployment(),
            updated: deployment({ tags: { a: "1" } }),
            new1: deployment(),
            new2: deployment(),
        });
        assert.equal(
            planRecordSet(prior, desired).summary,
            "acme/prod-eu-1/production: 2 to record, 1 to update, 1 to decommission, " +
                "1 to remove from the state (already decommissioned), 1 to leave as is (updated by others), 1 unchanged; 2 requests",
        );
    });

    it("names the physical environment, and leaves out what does not occur", () => {
        const desired = desiredSet({ a: deployment() }, { physicalEnvironment: "eu-west-1" });
        assert.equal(
            planRecordSet(priorSet({ a: deployment() }), desired).summary,
            "acme/prod-eu-1/production/eu-west-1: 1 unchanged; 0 requests",
        );
        assert.equal(
            planRecordSet(undefined, desiredSet()).summary,
            "acme/prod-eu-1/production: no deployments; 0 requests",
        );
    });

    for (const [count, requests] of [
        [0, 0],
        [1, 1],
        [1000, 1],
        [1001, 2],
        [2001, 3],
    ] as const) {
        it(`counts ${requests} requests for ${count} changes`, () => {
            assert.equal(planRecordSet(undefined, desiredSet(many(count))).requests, requests);
        });
    }

    it("counts a request for each digest that leaves, to ask who wrote last", () => {
        const [one, two, open] = [1, 2, 3].map((n) => deployment({ digest: digestOf(n) }));
        assert.ok(one && two && open);
        const prior = priorSet({ a: one, b: one, c: two, d: open }, { lost: ["d"], doubt: "unclear" });
        assert.equal(
            planRecordSet(prior, desiredSet()).summary,
            "acme/prod-eu-1/production: 4 to decommission; 3 requests",
        );
    });

    it("counts a separate request to retire names before they are written in another case", () => {
        const plan = planRecordSet(
            priorSet({ Api: deployment() }),
            desiredSet({ API: deployment(), web: deployment() }),
        );
        assert.equal(plan.summary, "acme/prod-eu-1/production: 2 to record, 1 to decommission; 3 requests");
    });

    it("counts no request for what somebody else updated and stays as is", () => {
        const prior = priorSet({ a: deployment() }, { lost: ["a"], doubt: "rewritten" });
        assert.equal(planRecordSet(prior, desiredSet()).requests, 0);
    });

    it("counts no request for what is not sent", () => {
        const kept = many(1000);
        const plan = planRecordSet(priorSet(kept), desiredSet({ ...kept, one: deployment() }));
        assert.equal(plan.summary, "acme/prod-eu-1/production: 1 to record, 1000 unchanged; 1 request");
    });
});

describe("a deployment that leaves a set", () => {
    const leaving = deployment({ name: "old", version: "1", tags: { a: "1" } });

    it("is sent as it was, but decommissioned", () => {
        const [change] = planRecordSet(priorSet({ api: leaving }), desiredSet()).changes;
        assert.deepEqual(change?.kind === "decommission" && change.after, { ...leaving, status: "decommissioned" });
    });

    it("gets the declared name and version of its digest, because GitHub keeps one of each", () => {
        const desired = desiredSet({ stays: deployment({ name: "new", version: "2" }) });
        const [change] = planRecordSet(priorSet({ api: leaving }), desired).changes;
        assert.deepEqual(change?.kind === "decommission" && change.after, {
            ...leaving,
            name: "new",
            version: "2",
            status: "decommissioned",
        });
    });

    it("gets no version if its digest is declared without one", () => {
        const desired = desiredSet({ stays: deployment({ name: "new" }) });
        const [change] = planRecordSet(priorSet({ api: leaving }), desired).changes;
        assert.equal(change?.kind === "decommission" && "version" in change.after, false);
    });

    it("is not changed by a declared deployment with another digest", () => {
        const desired = desiredSet({ stays: deployment({ digest: digestOf(2), name: "new", version: "2" }) });
        const [change] = planRecordSet(priorSet({ api: leaving }), desired).changes;
        assert.equal(change?.kind === "decommission" && change.after.name, "old");
    });
});

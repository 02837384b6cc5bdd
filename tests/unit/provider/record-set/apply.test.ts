import assert from "node:assert/strict";
import type { ClusterCall } from "../../../../provider/github/client";
import { applyPlan } from "../../../../provider/record-set/apply";
import type { Deployment, KnownSet, PriorSet } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import { Run } from "../../../../provider/run";
import { deployment, deploymentRecord, desiredSet, digestOf, priorSet } from "../../../support/record-sets";
import { recordAll, recordingClient, rejectSome } from "../../../support/recording-client";

const one = deployment();
const two = deployment({ digest: digestOf(2) });

type Client = ReturnType<typeof recordingClient>;

const apply = (prior: PriorSet | undefined, desired: KnownSet, client: Client, run = new Run()) =>
    applyPlan(planRecordSet(prior, desired), desired, prior, async () => client, run);

const names = (call: ClusterCall | undefined) => call?.deployments.map(({ deployment_name }) => deployment_name);

const many = (count: number): Record<string, Deployment> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`d${String(count - 1 - n).padStart(4, "0")}`, one]));

describe("what is sent of a plan", () => {
    it("is what changes, sorted by name, and nothing else", async () => {
        const client = recordingClient();
        const prior = priorSet({ kept: one, updated: one, left: one, gone: deployment({ status: "decommissioned" }) });
        const applied = await apply(prior, desiredSet({ new: one, kept: one, updated: two }), client);
        assert.equal(client.calls.cluster.length, 1);
        assert.deepEqual(
            client.calls.cluster[0]?.deployments.map(({ deployment_name, status, digest }) => [
                deployment_name,
                status,
                digest,
            ]),
            [
                ["left", "decommissioned", digestOf(1)],
                ["new", "deployed", digestOf(1)],
                ["updated", "deployed", digestOf(2)],
            ],
        );
        assert.deepEqual(Object.fromEntries(applied.deployments), { kept: one, new: one, updated: two });
        assert.deepEqual([...applied.records.keys()].sort(), ["kept", "new", "updated"]);
        assert.notDeepEqual(applied.records.get("updated"), prior.records.get("updated"));
        assert.deepEqual([applied.failures, applied.rejections, applied.rejected.size], [[], [], 0]);
    });

    it("is nothing, and no client is asked for, where nothing changes", async () => {
        const desired = desiredSet({ kept: one });
        const never = async () => assert.fail("no client is needed");
        const prior = priorSet({ kept: one });
        const applied = await applyPlan(planRecordSet(prior, desired), desired, prior, never, new Run());
        assert.deepEqual(applied.deployments, prior.deployments);
        assert.deepEqual(applied.records, prior.records);
    });

    it("is cut into calls of 1,000 in the order of the names", async () => {
        const client = recordingClient();
        const applied = await apply(undefined, desiredSet(many(2001)), client);
        assert.deepEqual(
            client.calls.cluster.map((call) => [names(call)?.length, names(call)?.[0], names(call)?.at(-1)]),
            [
                [1000, "d0000", "d0999"],
                [1000, "d1000", "d1999"],
                [1, "d2000", "d2000"],
            ],
        );
        assert.equal(applied.records.size, 2001);
    });

    it("is one call for 1,000", async () => {
        const client = recordingClient();
        await apply(undefined, desiredSet(many(1000)), client);
        assert.equal(client.calls.cluster.length, 1);
    });
});

describe("a call that fails", () => {
    const failSecond = () =>
        recordingClient({
            cluster: (call, index) => {
                if (index === 1) throw new Error("GitHub answered 500");
                return recordAll(call);
            },
        });

    it("is the last one; what was recorded before it stands, and the rest is counted", async () => {
        const client = failSecond();
        const applied = await apply(undefined, desiredSet(many(2500)), client);
        assert.equal(client.calls.cluster.length, 2);
        assert.equal(applied.deployments.size, 1000);
        assert.equal(applied.records.size, 1000);
        assert.deepEqual(applied.failures, [
            '1000 changed deployments, from "d1000" to "d1999" in the order of their names, not written: ' +
                "GitHub answered 500",
            '500 changed deployments, from "d2000" to "d2499" in the order of their names, not sent after that',
        ]);
    });

    it("leaves of its deployments what was recorded before", async () => {
        const failing = recordingClient({
            cluster: () => {
                throw "no text";
            },
        });
        const prior = priorSet({ updated: one, left: one });
        const applied = await apply(prior, desiredSet({ updated: two, new: one }), failing);
        assert.deepEqual(Object.fromEntries(applied.deployments), { updated: one, left: one });
        assert.deepEqual(applied.records, prior.records);
        assert.deepEqual(applied.failures, ['3 deployments ("left", "new", "updated") not written: no text']);
    });

    it("names each of up to twenty, and of more just the first and the last", async () => {
        const failing = () => recordingClient({ cluster: () => Promise.reject(new Error("no")) });
        const [twenty] = (await apply(undefined, desiredSet(many(20)), failing())).failures;
        assert.match(twenty as string, /^20 deployments \("d0000", ("d00\d\d", ){18}"d0019"\) not written: no$/);
        const [more] = (await apply(undefined, desiredSet(many(21)), failing())).failures;
        const range = '21 changed deployments, from "d0000" to "d0020" in the order of their names,';
        assert.equal(more, `${range} not written: no`);
    });

    it("may be for want of a client", async () => {
        const desired = desiredSet({ new: one });
        const refuse = async () => Promise.reject(new Error("no GitHub credential was found"));
        const { failures } = await applyPlan(planRecordSet(undefined, desired), desired, undefined, refuse, new Run());
        assert.deepEqual(failures, ['1 deployment ("new") not written: no GitHub credential was found']);
    });
});

describe("a reply that names a deployment neither recorded nor rejected", () => {
    const silent = () => recordingClient({ cluster: () => ({ records: [], errors: [], total: 0 }) });

    it("is a failure, and leaves what was recorded before", async () => {
        const prior = priorSet({ updated: one });
        const applied = await apply(prior, desiredSet({ new: one, updated: two }), silent());
        assert.deepEqual(applied.failures, [
            'deployment "new": GitHub named it neither recorded nor rejected',
            'deployment "updated": GitHub named it neither recorded nor rejected',
        ]);
        assert.deepEqual(Object.fromEntries(applied.deployments), { updated: one });
        assert.deepEqual(Object.fromEntries(applied.records), { updated: deploymentRecord() });
    });

    it("is none for what is decommissioned", async () => {
        const applied = await apply(priorSet({ left: one }), desiredSet(), silent());
        assert.deepEqual([applied.failures, applied.deployments.size, applied.records.size], [[], 0, 0]);
    });
});

describe("what was rejected in the last run", () => {
    it("is not rejected any more once it is recorded", async () => {
        const prior = priorSet({}, { rejected: new Map([["new", "not_found"]]) });
        const applied = await apply(prior, desiredSet({ new: one }), recordingClient(rejectNone()));
        assert.equal(applied.rejected.size, 0);
        assert.equal(applied.records.has("new"), true);
    });
});

const rejectNone = () => ({ cluster: rejectSome({}) });

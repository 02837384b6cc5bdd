import assert from "node:assert/strict";
import type { DeploymentReply } from "../../../../provider/github/client";
import { Run } from "../../../../provider/ownership/run";
import { type PriorSet, recordKeys } from "../../../../provider/record-set/model";
import type { NotRetired } from "../../../../provider/record-set/not-retired";
import type { OnRejected } from "../../../../provider/vocabulary/words";
import { applied } from "../../../support/applied-plan";
import {
    deployment,
    deploymentRecord,
    deploymentReply,
    desiredSet,
    digestOf,
    heldAsIn,
    priorSet,
} from "../../../support/record-sets";
import { rejectSome } from "../../../support/recording-client";

const api = deployment();
const { updatedAt: writtenAt } = deploymentRecord();
const LATER = "2026-03-01T00:00:00Z";

const entry = (n: number) => deployment({ digest: digestOf(n) });
const reads = (...digests: number[]) => digests.map((n) => `acme ${digestOf(n)}`);

/** What happens to everything that a set holds if GitHub holds these records. */
const retire = (
    prior: PriorSet,
    held: (digest: string) => DeploymentReply[] = heldAsIn(prior),
    { run = new Run(), onRejected = "fail" }: { run?: Run; onRejected?: OnRejected } = {},
) => applied(prior, desiredSet({}, { onRejected }), { deploymentRecords: held }, { run });

const nothing = () => [];

describe("before it retires records, a record set", () => {
    it("asks GitHub once for each distinct digest that leaves, and never for what stays", async () => {
        const prior = priorSet({ a: entry(1), b: entry(1), c: entry(2), stays: entry(3) });
        const { calls, sent } = await applied(prior, desiredSet({ stays: entry(3) }));
        assert.deepEqual(calls.reads, reads(1, 2));
        assert.deepEqual(sent, [["a: decommissioned", "b: decommissioned", "c: decommissioned"]]);
    });

    it("asks nothing if nothing leaves", async () => {
        const { calls } = await applied(priorSet({ a: entry(1) }), desiredSet({ a: entry(2), b: entry(1) }));
        assert.deepEqual(calls.reads, []);
    });

    it("does not ask about records that another resource of the run declares, keeps or has written", async () => {
        const prior = priorSet({ declared: entry(1), kept: entry(2), written: entry(3), left: entry(4) });
        const run = new Run();
        const keyOf = recordKeys(prior);
        run.declare(keyOf("declared"), "declared", "urn");
        run.keep(keyOf("kept"), writtenAt);
        run.wrote(keyOf("written"));
        const { calls, sent, deployments, notRetired } = await retire(prior, undefined, { run });
        assert.deepEqual([calls.reads, sent, deployments.size], [reads(4), [["left: decommissioned"]], 0]);
        assert.deepEqual([...notRetired], [["declared", ["declared", "kept", "written"]]]);
    });

    it("does not ask about a write without a clear answer: the record is this stack's own, and is retired", async () => {
        const prior = priorSet({ api, web: api }, { lost: ["api", "web"], doubt: "unclear" });
        const { calls, sent, deployments } = await retire(prior, nothing);
        assert.deepEqual(
            [calls.reads, sent, deployments.size],
            [[], [["api: decommissioned", "web: decommissioned"]], 0],
        );
    });

    it("asks about a record's digest even if another deployment with it got no clear answer", async () => {
        const prior = priorSet({ api, web: api }, { lost: ["web"], doubt: "unclear" });
        const { calls, sent } = await retire(prior);
        assert.deepEqual([calls.reads, sent], [reads(1), [["api: decommissioned", "web: decommissioned"]]]);
    });

    for (const doubt of ["imported", "moved", "not-returned"] as const) {
        it(`asks who wrote a deployment without a record (${doubt})`, async () => {
            const prior = priorSet({ api }, { lost: ["api"], doubt });
            const { calls, sent } = await retire(prior, () => [deploymentReply()]);
            assert.deepEqual([calls.reads, sent], [reads(1), [["api: decommissioned"]]]);
        });
    }
});

describe("a record that leaves", () => {
    it("is retired if it was written less than a second later, because that is the same write", async () => {
        const prior = priorSet({ api });
        const { sent } = await retire(prior, () => [deploymentReply({ updated_at: "2026-01-02T00:00:00.999Z" })]);
        assert.deepEqual(sent, [["api: decommissioned"]]);
    });

    for (const onRejected of ["fail", "warn"] as const) {
        it(`stays unchanged and leaves the state if somebody else wrote it in the meantime (${onRejected})`, async () => {
            const later = () => [deploymentReply({ updated_at: "2026-01-02T00:00:01Z" })];
            const { sent, deployments, records, notRetired, failures } = await retire(priorSet({ api }), later, {
                onRejected,
            });
            assert.deepEqual([sent, deployments.size, records.size, failures], [[], 0, 0, []]);
            assert.deepEqual([...notRetired], [["rewritten", ["api"]]]);
        });
    }

    it("stays unchanged, without a request, if a refresh found that somebody else wrote it in the meantime", async () => {
        const prior = priorSet({ api }, { lost: ["api"], doubt: "rewritten" });
        const { calls, deployments, unconfirmed, notRetired } = await retire(prior);
        assert.deepEqual([calls.reads, calls.cluster, deployments.size, unconfirmed.size], [[], [], 0, 0]);
        assert.deepEqual([...notRetired], [["rewritten", ["api"]]]);
    });

    it("is gone and leaves the state if GitHub does not return it but returns others", async () => {
        const prior = priorSet({ api, web: entry(2) });
        const { calls, sent, deployments, notRetired } = await retire(prior, (digest) =>
            heldAsIn(prior)(digest).filter(({ deployment_name }) => deployment_name === "web"),
        );
        assert.deepEqual([calls.reads, sent, deployments.size], [reads(1, 2), [["web: decommissioned"]], 0]);
        assert.deepEqual([...notRetired], [["gone", ["api"]]]);
    });

    it("is gone if GitHub returns only a record of its digest that somebody else wrote", async () => {
        const prior = priorSet({ api, web: api });
        const { notRetired } = await retire(prior, () => [
            deploymentReply({ id: 8, deployment_name: "web", updated_at: LATER }),
        ]);
        assert.deepEqual(
            [...notRetired],
            [
                ["gone", ["api"]],
                ["rewritten", ["web"]],
            ],
        );
    });

    for (const [onRejected, stays] of [
        ["fail", ["api"]],
        ["warn", []],
    ] as const) {
        it(`is unseen and ${stays.length === 0 ? "leaves" : "stays in"} the state if GitHub returns nothing that the state knows (${onRejected})`, async () => {
            const { sent, deployments, records, notRetired } = await retire(priorSet({ api }), nothing, { onRejected });
            assert.deepEqual([sent, [...deployments.keys()], [...records.keys()]], [[], stays, stays]);
            assert.deepEqual([...notRetired], [["unseen", ["api"]]]);
        });
    }
});

describe("evidence that the credential can read", () => {
    const prior = priorSet({ api, ...Object.fromEntries([2, 3, 4, 5].map((n) => [`d${n}`, entry(n)])) });
    const staying = desiredSet(Object.fromEntries([2, 3, 4, 5].map((n) => [`d${n}`, entry(n)])));

    const verdictWith = async (held: (digest: string) => DeploymentReply[], run = new Run()) => {
        const { calls, notRetired } = await applied(prior, staying, { deploymentRecords: held }, { run });
        return [calls.reads, [...notRetired]] as const;
    };
    const verdict = (why: NotRetired) => [[why, ["api"]]];

    it("is searched for in at most two more digests", async () => {
        assert.deepEqual(await verdictWith(nothing), [reads(1, 2, 3), verdict("unseen")]);
    });

    it("is a record of any searched digest that the state knows", async () => {
        const third = (digest: string) => (digest === digestOf(3) ? heldAsIn(prior)(digest) : []);
        assert.deepEqual(await verdictWith(third), [reads(1, 2, 3), verdict("gone")]);
    });

    it("is not a record that the state does not know", async () => {
        const foreign = (digest: string) => [deploymentReply({ id: 90, digest, deployment_name: "foreign" })];
        assert.deepEqual(await verdictWith(foreign), [reads(1, 2, 3), verdict("unseen")]);
    });

    it("is not searched for if the run already has it from another set or a refresh", async () => {
        const run = new Run();
        run.read("ACME");
        assert.deepEqual(await verdictWith(nothing, run), [reads(1), verdict("gone")]);
    });

    it("is not searched for if GitHub returns everything that was asked about", async () => {
        const { calls } = await applied(prior, staying);
        assert.deepEqual(calls.reads, reads(1));
    });

    it("is not searched for if the first read failed", async () => {
        const failing = (): never => {
            throw new Error("GitHub answered 500");
        };
        const { calls, failures } = await applied(prior, staying, { deploymentRecords: failing });
        assert.deepEqual([calls.reads, failures.length], [reads(1), 1]);
    });

    it("is kept for the rest of the run", async () => {
        const run = new Run();
        await applied(prior, staying, {}, { run });
        assert.equal(run.mayRead("acme"), true);
    });

    it("is missing, without a failure, if a further read fails", async () => {
        const failing = (digest: string) => {
            if (digest !== digestOf(1)) throw new Error("GitHub answered 500");
            return [];
        };
        const { failures, notRetired } = await applied(prior, staying, { deploymentRecords: failing });
        assert.deepEqual([failures, [...notRetired]], [[], verdict("unseen")]);
    });
});

describe("a failed read before a retirement", () => {
    const failing = (digest: string) => {
        if (digest !== digestOf(3)) throw new Error(`GitHub answered 500 for ${digest.slice(0, 19)}`);
        return [deploymentReply({ id: 9, digest, deployment_name: "c" })];
    };
    const prior = priorSet({ a: entry(1), b: entry(2), c: entry(3), d: entry(1) });

    it("keeps the deployments of its digest in the state; other changes are sent", async () => {
        const { sent, deployments, records, failures, notRetired } = await applied(
            prior,
            desiredSet({ new: entry(1) }),
            {
                deploymentRecords: failing,
            },
        );
        assert.deepEqual(sent, [["c: decommissioned", "new: deployed"]]);
        assert.deepEqual([...deployments.keys()], ["a", "b", "d", "new"]);
        assert.deepEqual([...records.keys()], ["a", "b", "d", "new"]);
        assert.deepEqual(failures, [
            '3 deployments ("a", "b", "d") not decommissioned, because GitHub could not be asked who wrote last: ' +
                "GitHub answered 500 for sha256:000000000001",
        ]);
        assert.equal(notRetired.size, 0);
    });

    it("does not affect a write without a clear answer", async () => {
        const open = priorSet(Object.fromEntries(prior.deployments), { lost: ["d"], doubt: "unclear" });
        const { sent } = await retire(open, failing);
        assert.deepEqual(sent, [["c: decommissioned", "d: decommissioned"]]);
    });

    it("can be due to a missing credential: everything that leaves stays in the state, and nothing is sent", async () => {
        const client = () => Promise.reject(new Error("no GitHub credential was found"));
        const left = priorSet({ api });
        const { deployments, failures } = await applied(left, desiredSet(), {}, { client });
        assert.deepEqual(deployments, left.deployments);
        assert.deepEqual(failures, [
            '1 deployment ("api") not decommissioned, because GitHub could not be asked who wrote last: no GitHub credential was found',
        ]);
    });
});

describe("a retirement that GitHub would reject", () => {
    it("is not sent, and so not rejected, if somebody else wrote the record in the meantime", async () => {
        const later = [deploymentReply({ updated_at: LATER })];
        const { rejected, notRetired } = await applied(priorSet({ api }), desiredSet(), {
            deploymentRecords: () => later,
            cluster: rejectSome({ api: "not_found" }),
        });
        assert.deepEqual([rejected.size, [...notRetired.keys()]], [0, ["rewritten"]]);
    });
});

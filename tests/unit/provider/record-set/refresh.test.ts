import assert from "node:assert/strict";
import type { DeploymentReply } from "../../../../provider/github/client";
import { Run } from "../../../../provider/ownership/run";
import type { PriorSet } from "../../../../provider/record-set/model";
import { refreshRecordSet } from "../../../../provider/record-set/refresh";
import {
    deployment,
    deploymentRecord,
    deploymentReply,
    digestOf,
    heldAsIn,
    priorSet,
} from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";

const running = deployment();
const retired = deployment({ status: "decommissioned" });

const { updatedAt: writtenAt } = deploymentRecord();
const LATER = "2026-02-01T00:00:00Z";

/** A refresh. GitHub holds these records. */
async function refresh(prior: PriorSet, replies: readonly DeploymentReply[] = [], run = new Run()) {
    const client = recordingClient({
        deploymentRecords: (digest) => replies.filter((reply) => reply.digest === digest),
    });
    return { ...(await refreshRecordSet(prior, async () => client, run)), reads: client.calls.reads };
}

const unconfirmedOf = ({ unconfirmed }: PriorSet) => Object.fromEntries(unconfirmed);

describe("refreshing a deployment with a record", () => {
    it("updates it with the tags, risks and record that GitHub returned", async () => {
        const prior = priorSet({ api: deployment({ version: "1", tags: { a: "1" } }) });
        const reply = deploymentReply({
            id: 9,
            tags: { b: "2" },
            runtime_risks: ["sensitive-data"],
            attestation_id: 3,
        });
        const { set, warnings } = await refresh(prior, [reply]);
        assert.deepEqual(set, {
            ...prior,
            deployments: new Map([
                ["api", deployment({ version: "1", tags: { b: "2" }, runtimeRisks: ["sensitive-data"] })],
            ]),
            records: new Map([["api", deploymentRecord({ id: 9 })]]),
        });
        assert.deepEqual(warnings, []);
    });

    it("removes its record if somebody else wrote it in the meantime, and keeps the time of this stack's last write", async () => {
        const prior = priorSet({ api: running, web: running });
        const later = deploymentReply({ id: 8, deployment_name: "web", updated_at: LATER, tags: { a: "1" } });
        const { set, warnings } = await refresh(prior, [deploymentReply(), later]);
        assert.deepEqual(Object.fromEntries(set.deployments), { api: running, web: deployment({ tags: { a: "1" } }) });
        assert.deepEqual([...set.records.keys()], ["api"]);
        assert.deepEqual(unconfirmedOf(set), { web: { reason: "rewritten", writtenAt } });
        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0] as string,
            /^acme\/prod-eu-1\/production: 1 deployment \("web"\) updated in the meantime by someone else: .*\n.*`pulumi up` writes them again.*they stay as recorded\.$/,
        );
    });

    it("treats times less than a second apart as the same write, and compares instants", async () => {
        const record = deploymentRecord({ updatedAt: "2026-01-02T00:00:00Z" });
        const prior = { ...priorSet({ api: running }), records: new Map([["api", record]]) };
        for (const updated_at of ["2026-01-02T00:00:00Z", "2026-01-02T00:00:00.999Z", "2026-01-02T01:00:00+01:00"]) {
            const { set, warnings } = await refresh(prior, [deploymentReply({ updated_at })]);
            assert.deepEqual([set.records.get("api")?.updatedAt, warnings], [updated_at.replace(".999", ""), []]);
        }
        const { set } = await refresh(prior, [deploymentReply({ updated_at: "2026-01-02T00:00:01Z" })]);
        assert.equal(set.records.size, 0);
    });

    it("finds no other writer if the state or GitHub has no time", async () => {
        const { updated_at: _, ...timeless } = deploymentReply();
        assert.deepEqual((await refresh(priorSet({ api: running }), [timeless])).warnings, []);
        const { updatedAt: _known, ...record } = deploymentRecord();
        const prior = { ...priorSet({ api: running }), records: new Map([["api", record]]) };
        assert.deepEqual((await refresh(prior, [deploymentReply()])).warnings, []);
    });

    it("removes its record if GitHub does not return it, and keeps the deployment in the state", async () => {
        const prior = priorSet({ api: running, web: running });
        const { set, warnings } = await refresh(prior, [deploymentReply()]);
        assert.deepEqual(set, priorSet({ api: running, web: running }, { lost: ["web"] }));
        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0] as string,
            /: GitHub did not return 1 deployment \("web"\)\.\n {2}Either they point to another digest, .*"artifact-metadata: read".*\n {2}They stay in the state, and the next/,
        );
    });

    it("removes its record if it now points to another digest of the set", async () => {
        const prior = priorSet({ api: running, web: deployment({ digest: digestOf(2) }) });
        const repointed = deploymentReply({ digest: digestOf(2) });
        const web = deploymentReply({ id: 8, deployment_name: "web", digest: digestOf(2) });
        const { set } = await refresh(prior, [repointed, web]);
        assert.deepEqual([...set.deployments.keys()], ["api", "web"]);
        assert.deepEqual(unconfirmedOf(set), { api: { reason: "not-returned", writtenAt } });
    });

    for (const ids of [
        [7, 9],
        [9, 7],
    ]) {
        it(`chooses the highest id of several records: ${ids}`, async () => {
            const replies = ids.map((id) => deploymentReply({ id, tags: { id: `${id}` } }));
            const { set } = await refresh(priorSet({ api: running }), replies);
            assert.deepEqual([set.records.get("api")?.id, set.deployments.get("api")?.tags], [9, { id: "9" }]);
        });
    }

    for (const [what, parts] of [
        ["of another cluster", { cluster: "other" }],
        ["without a cluster", { cluster: null }],
        ["of another logical environment", { logical_environment: "other" }],
        ["of another physical environment", { physical_environment: "other" }],
        ["of another name", { deployment_name: "other" }],
    ] as const) {
        it(`ignores records ${what}`, async () => {
            const { set, warnings } = await refresh(priorSet({ api: running }), [
                deploymentReply({ id: 90, ...parts }),
            ]);
            assert.deepEqual([set.records.size, warnings.length], [0, 1]);
        });
    }
});

describe("refreshing a deployment without a record", () => {
    const lost = (doubt: Parameters<typeof priorSet>[1] = {}) =>
        priorSet({ api: running, web: running }, { lost: ["api"], ...doubt });

    it("restores a record that GitHub did not return before", async () => {
        const { set, warnings } = await refresh(lost(), [
            deploymentReply({ id: 9, tags: { a: "1" } }),
            deploymentReply({ id: 8, deployment_name: "web" }),
        ]);
        assert.deepEqual(set.records.get("api"), deploymentRecord({ id: 9 }));
        assert.deepEqual(set.deployments.get("api"), deployment({ tags: { a: "1" } }));
        assert.deepEqual([set.unconfirmed.size, warnings], [0, []]);
    });

    it("finds that somebody else wrote a record that GitHub did not return before", async () => {
        const { set, warnings } = await refresh(lost(), [
            deploymentReply({ id: 9, updated_at: LATER }),
            deploymentReply({ id: 8, deployment_name: "web" }),
        ]);
        assert.deepEqual(unconfirmedOf(set), { api: { reason: "rewritten", writtenAt } });
        assert.match(warnings.join(), /1 deployment \("api"\) updated in the meantime/);
    });

    for (const doubt of ["unclear", "rewritten", "imported", "moved"] as const) {
        for (const updated_at of [writtenAt, LATER] as const) {
            it(`updates its tags and risks but adds no record: only a write settles its status (${doubt}, ${updated_at === LATER ? "written later" : "as known"})`, async () => {
                const { set, warnings } = await refresh(lost({ doubt }), [
                    deploymentReply({ id: 9, tags: { a: "1" }, ...(updated_at && { updated_at }) }),
                    deploymentReply({ id: 8, deployment_name: "web" }),
                ]);
                assert.deepEqual(set.deployments.get("api"), deployment({ tags: { a: "1" } }));
                assert.deepEqual(unconfirmedOf(set), { api: { reason: doubt, writtenAt } });
                assert.deepEqual([[...set.records.keys()], warnings], [["web"], []]);
            });
        }
    }

    for (const doubt of ["unclear", "rewritten", "not-returned", "imported", "moved"] as const) {
        it(`keeps it as it was if GitHub does not return it (${doubt})`, async () => {
            const prior = lost({ doubt });
            const { set, warnings } = await refresh(prior, [deploymentReply({ id: 8, deployment_name: "web" })]);
            assert.deepEqual(set, prior);
            assert.match(warnings.join(), /did not return 1 deployment \("api"\)/);
        });
    }

    it("still knows at the next refresh that somebody else wrote it", async () => {
        const later = [deploymentReply({ updated_at: LATER })];
        const { set } = await refresh(priorSet({ api: running }), later);
        const again = await refresh(set, later);
        assert.deepEqual([again.set, again.warnings], [set, []]);
    });
});

describe("refreshing a decommissioned deployment", () => {
    const prior = priorSet({ api: running, old: retired });

    it("keeps it as it is if GitHub does not return it", async () => {
        const { set, warnings } = await refresh(prior, [deploymentReply()]);
        assert.deepEqual([set, warnings], [prior, []]);
    });

    it("keeps its status if GitHub returns it", async () => {
        const { set } = await refresh(prior, [deploymentReply(), deploymentReply({ deployment_name: "old", id: 8 })]);
        assert.deepEqual([set.deployments.get("old"), set.records.get("old")?.id], [retired, 8]);
    });

    it("removes its record if somebody else wrote it in the meantime", async () => {
        const later = deploymentReply({ deployment_name: "old", id: 8, updated_at: LATER });
        const { set } = await refresh(prior, [deploymentReply(), later]);
        assert.deepEqual(unconfirmedOf(set), { old: { reason: "rewritten", writtenAt } });
    });

    it("does not warn if only decommissioned deployments were not found", async () => {
        for (const prior of [priorSet({ old: retired }), priorSet()]) {
            const { set, warnings } = await refresh(prior);
            assert.deepEqual([set, warnings], [prior, []]);
        }
    });
});

describe("refreshing a record set", () => {
    it("drops nothing if it finds nothing, and says that the credential may be the cause", async () => {
        const prior = priorSet({ api: running, web: running, old: retired });
        const { set, warnings } = await refresh(prior);
        assert.deepEqual(set, priorSet({ api: running, web: running, old: retired }, { lost: ["api", "web"] }));
        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0] as string,
            /^acme\/prod-eu-1\/production: GitHub returned none of 2 deployments \("api", "web"\)\.\n {2}Either the credential cannot .*or the credential is for another organization/,
        );
    });

    it("drops nothing from repositories that the credential cannot read, beside others that it can read", async () => {
        const theirs = deployment({ digest: digestOf(2) });
        const entries = {
            api: running,
            web: theirs,
            more: deployment({ githubRepository: "more", digest: digestOf(3) }),
        };
        const { set } = await refresh(priorSet(entries), [deploymentReply()]);
        assert.deepEqual(set, priorSet(entries, { lost: ["web", "more"] }));
    });

    it("warns separately of missing records and of records that somebody else wrote", async () => {
        const prior = priorSet({ api: running, web: running, gone: running });
        const replies = ["api", "web"].map((deployment_name) =>
            deploymentReply({ id: 40, deployment_name, updated_at: LATER }),
        );
        const { warnings } = await refresh(prior, replies);
        assert.equal(warnings.length, 2);
        assert.match(warnings[0] as string, /did not return 1 deployment \("gone"\)/);
        assert.match(warnings[1] as string, /: 2 deployments \("api", "web"\) updated in the meantime/);
    });

    it("names ten missing deployments, and counts the others", async () => {
        const many = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`w${n + 10}`, running]));
        const { warnings } = await refresh(priorSet({ api: running, ...many }), [deploymentReply()]);
        assert.match(warnings.join(), /12 deployments \("w10", .*"w19" and 2 more\)\.\n {2}Either/);
    });

    it("makes one call for each distinct digest", async () => {
        const other = deployment({ digest: digestOf(2) });
        const { reads } = await refresh(priorSet({ a: running, b: running, c: other, d: other }));
        assert.deepEqual(reads, [`acme ${digestOf(1)}`, `acme ${digestOf(2)}`]);
    });

    it("asks for no client if there is nothing to read", async () => {
        const none = () => Promise.reject(new Error("no credential"));
        assert.deepEqual(await refreshRecordSet(priorSet(), none, new Run()), { set: priorSet(), warnings: [] });
    });

    it("fails if a call fails", async () => {
        const client = recordingClient({ deploymentRecords: () => assert.fail("GitHub answered 500") });
        await assert.rejects(
            refreshRecordSet(priorSet({ api: running }), async () => client, new Run()),
            /GitHub answered 500/,
        );
    });

    it("tells the run that the credential can read once it finds a record", async () => {
        const run = new Run();
        await refresh(priorSet({ api: running }), [deploymentReply({ id: 90, deployment_name: "foreign" })], run);
        assert.equal(run.mayRead("acme"), false);
        await refresh(priorSet({ api: running }), [deploymentReply()], run);
        assert.equal(run.mayRead("acme"), true);
    });

    it("changes nothing if GitHub holds what the state says", async () => {
        const api = deployment({ tags: { a: "1" }, runtimeRisks: ["internet-exposed"] });
        const prior = priorSet(
            { api, web: deployment({ digest: digestOf(2), version: "2" }) },
            {
                onRejected: "warn",
                rejected: new Map([["x", "not_found"]]),
                physicalEnvironment: "eu",
                baseUrl: "https://b.test",
            },
        );
        const client = recordingClient({ deploymentRecords: heldAsIn(prior) });
        assert.deepEqual(await refreshRecordSet(prior, async () => client, new Run()), { set: prior, warnings: [] });
    });
});

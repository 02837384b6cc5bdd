import assert from "node:assert/strict";
import type { ArtifactMetadataClient, DeploymentReply } from "../../../../provider/github/client";
import type { PriorSet } from "../../../../provider/record-set/model";
import { refreshRecordSet } from "../../../../provider/record-set/refresh";
import { deployment, deploymentRecord, deploymentReply, digestOf, priorSet } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";

/** A refresh whose client is there at once. */
const refresh = (prior: PriorSet, client: ArtifactMetadataClient) => refreshRecordSet(prior, async () => client);

/** A client over a GitHub that holds these records. */
const holding = (...replies: DeploymentReply[]) =>
    recordingClient({ deploymentRecords: (digest) => replies.filter((reply) => reply.digest === digest) });

const running = deployment();
const retired = deployment({ status: "decommissioned" });

describe("the refresh of a record set", () => {
    it("takes over the tags, risks and record that GitHub returned", async () => {
        const prior = priorSet({ api: deployment({ version: "1", tags: { a: "1" } }) });
        const reply = deploymentReply({
            id: 9,
            tags: { b: "2" },
            runtime_risks: ["sensitive-data"],
            updated_at: "2026-02-01T00:00:00Z",
            attestation_id: 3,
        });
        assert.deepEqual(await refresh(prior, holding(reply)), {
            set: {
                ...prior,
                deployments: new Map([
                    ["api", deployment({ version: "1", tags: { b: "2" }, runtimeRisks: ["sensitive-data"] })],
                ]),
                records: new Map([
                    ["api", deploymentRecord({ id: 9, updatedAt: "2026-02-01T00:00:00Z", attestationId: 3 })],
                ]),
            },
        });
    });

    it("leaves one without a record that was written since, though nothing else shows: GitHub tells no status", async () => {
        const prior = priorSet({ api: running, web: running });
        const later = deploymentReply({ deployment_name: "web", updated_at: "2026-02-01T00:00:00Z" });
        const { set, warning } = await refresh(prior, holding(deploymentReply(), later));
        assert.deepEqual(set, priorSet({ api: running, web: running }, { lost: ["web"] }));
        assert.match(
            warning as string,
            /1 deployment \("web"\) was written since the state was, by another program or/,
        );
    });

    it("says of several that they were, and of what is gone besides", async () => {
        const prior = priorSet({ api: running, web: running, gone: running });
        const updated_at = "2026-02-01T00:00:00Z";
        const replies = ["api", "web"].map((deployment_name) => deploymentReply({ deployment_name, updated_at }));
        const { warning } = await refresh(prior, holding(...replies));
        assert.match(
            warning as string,
            /did not return the records of "gone".*\n.*2 deployments \("api", "web"\) were written/,
        );
    });

    it("suspects nothing where either side tells no time", async () => {
        const { updated_at: _, ...timeless } = deploymentReply();
        assert.equal((await refresh(priorSet({ api: running }), holding(timeless))).warning, undefined);
        const { updatedAt: _known, ...record } = deploymentRecord();
        const prior = { ...priorSet({ api: running }), records: new Map([["api", record]]) };
        assert.equal((await refresh(prior, holding(deploymentReply()))).warning, undefined);
    });

    it("gives no record to a deployment that has none: only a write makes sure of its status", async () => {
        const prior = priorSet({ api: running, web: running }, { lost: ["api"] });
        const found = holding(deploymentReply({ tags: { a: "1" } }), deploymentReply({ deployment_name: "web" }));
        const { set, warning } = await refresh(prior, found);
        assert.deepEqual(set, priorSet({ api: deployment({ tags: { a: "1" } }), web: running }, { lost: ["api"] }));
        assert.equal(warning, undefined);
    });

    it("does not forget at the next refresh that one was written since", async () => {
        const later = holding(deploymentReply({ updated_at: "2026-02-01T00:00:00Z" }));
        const { set } = await refresh(priorSet({ api: running }), later);
        assert.equal((await refresh(set, later)).set.records.size, 0);
    });

    it("drops a deployment that is gone, where others are found", async () => {
        const prior = priorSet({ api: running, web: running });
        const { set, warning } = await refresh(prior, holding(deploymentReply()));
        assert.deepEqual(set, priorSet({ api: running }));
        assert.match(warning as string, /GitHub did not return the records of "web"\. They are gone, point to another/);
    });

    it("names ten of the deployments that it drops, and counts the others", async () => {
        const many = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`w${n + 10}`, running]));
        const { warning } = await refresh(priorSet({ api: running, ...many }), holding(deploymentReply()));
        assert.match(warning as string, /the records of "w10", .*"w19" and 2 more\. They are gone/);
    });

    it("drops a deployment that was pointed at another digest of the set", async () => {
        const prior = priorSet({ api: running, web: deployment({ digest: digestOf(2) }) });
        const repointed = deploymentReply({ deployment_name: "api", digest: digestOf(2) });
        const web = deploymentReply({ deployment_name: "web", digest: digestOf(2) });
        const { set } = await refresh(prior, holding(repointed, web));
        assert.deepEqual([...set.deployments.keys()], ["web"]);
        assert.deepEqual([...set.records.keys()], ["web"]);
    });

    it("keeps a decommissioned deployment as it is, found or not", async () => {
        const prior = priorSet({ api: running, old: retired });
        const { set } = await refresh(prior, holding(deploymentReply()));
        assert.deepEqual(set, prior);
        const found = await refresh(
            prior,
            holding(deploymentReply(), deploymentReply({ deployment_name: "old", id: 8 })),
        );
        assert.equal(found.set.deployments.get("old")?.status, "decommissioned");
        assert.equal(found.set.records.get("old")?.id, 8);
    });

    it("takes nothing found among decommissioned ones alone for a loss", async () => {
        const prior = priorSet({ old: retired });
        assert.deepEqual(await refresh(prior, holding()), { set: prior });
        assert.deepEqual(await refresh(priorSet(), holding()), { set: priorSet() });
    });

    it("drops none of a repository of which nothing is found: the credential may read the others alone", async () => {
        const theirs = deployment({ githubRepository: "web", digest: digestOf(2) });
        const entries = { api: running, gone: running, web: theirs, more: theirs };
        const { set, warning } = await refresh(priorSet(entries), holding(deploymentReply()));
        assert.deepEqual(set, priorSet({ api: running, web: theirs, more: theirs }, { lost: ["web", "more"] }));
        const [lost, unread] = (warning as string).split("\n");
        assert.match(lost as string, /did not return the records of "gone"\./);
        assert.match(
            unread as string,
            /no record of 2 deployments \("more", "web"\), nor any other of the same repositor/,
        );
    });

    it("warns where not one is found, keeps the deployments, and takes their records away", async () => {
        const prior = priorSet({ api: running, web: running, old: retired });
        const { set, warning } = await refresh(prior, holding());
        assert.deepEqual(set, priorSet({ api: running, web: running, old: retired }, { lost: ["api", "web"] }));
        assert.match(warning as string, /^acme\/prod-eu-1\/production: GitHub returned none of the 2 records/);
        assert.match(warning as string, /Nothing leaves.*writes them again/);
    });

    it("takes the later of two records for one name", async () => {
        const later = deploymentReply({ id: 9, tags: { late: "1" } });
        for (const replies of [
            [deploymentReply(), later],
            [later, deploymentReply()],
        ]) {
            const { set } = await refresh(priorSet({ api: running }), holding(...replies));
            assert.equal(set.records.get("api")?.id, 9);
            assert.deepEqual(set.deployments.get("api")?.tags, { late: "1" });
        }
    });

    for (const [what, parts] of [
        ["another cluster", { cluster: "other" }],
        ["another logical environment", { logical_environment: "other" }],
        ["another physical environment", { physical_environment: "other" }],
        ["another name", { deployment_name: "other" }],
    ] as const) {
        it(`does not see records of ${what}`, async () => {
            const { set, warning } = await refresh(priorSet({ api: running }), holding(deploymentReply(parts)));
            assert.equal(set.records.size, 0);
            assert.ok(warning);
        });
    }

    it("does not see records that came with the wrong digest", async () => {
        const stray = recordingClient({ deploymentRecords: () => [deploymentReply({ digest: digestOf(2) })] });
        assert.equal((await refresh(priorSet({ api: running }), stray)).set.records.size, 0);
    });

    it("makes one call for each distinct digest", async () => {
        const client = holding();
        const other = deployment({ digest: digestOf(2) });
        await refresh(priorSet({ a: running, b: running, c: other, d: other }), client);
        assert.deepEqual(client.calls.reads, [`acme ${digestOf(1)}`, `acme ${digestOf(2)}`]);
    });

    it("asks for no client where there is nothing to read", async () => {
        const none = () => Promise.reject(new Error("no credential"));
        assert.deepEqual(await refreshRecordSet(priorSet(), none), { set: priorSet() });
    });

    it("keeps what was rejected and the settings", async () => {
        const prior = priorSet({ api: running }, { onRejected: "warn", rejected: new Map([["x", "not_found"]]) });
        const { set } = await refresh(prior, holding(deploymentReply()));
        assert.deepEqual(set, prior);
    });
});

import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call, list, postDeployments, postStorage } from "./conversation";
import { deployments, digestOf, entry, storage } from "./samples";

describe("A list of an artifact's records", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub();
    });
    afterEach(() => server.close());

    it("has exactly the documented fields of a deployment record", async () => {
        const sent = entry({ version: "1", tags: { team: "shop" }, runtime_risks: ["sensitive-data"] });
        const written = await postDeployments(server, deployments([sent], { physical_environment: "eu" }));
        const { status, body } = await list(server, "deployment", digestOf(1));
        assert.equal(status, 200);
        assert.deepEqual(body, { total_count: 1, deployment_records: written.body.deployment_records });
        assert.deepEqual(Object.keys(body.deployment_records[0] ?? {}).sort(), [
            "attestation_id",
            "cluster",
            "created_at",
            "deployment_name",
            "digest",
            "id",
            "logical_environment",
            "physical_environment",
            "runtime_risks",
            "tags",
            "updated_at",
        ]);
    });

    it("has exactly the documented fields of a storage record", async () => {
        const written = await postStorage(server, storage({ version: "1", path: "p" }));
        const { status, body } = await list(server, "storage", digestOf(1));
        assert.equal(status, 200);
        assert.deepEqual(body, { total_count: 1, storage_records: written.body.storage_records });
        assert.deepEqual(Object.keys(body.storage_records[0] ?? {}).sort(), [
            "artifact_url",
            "created_at",
            "digest",
            "id",
            "name",
            "registry_url",
            "repository",
            "status",
            "updated_at",
        ]);
    });

    it("is empty for an artifact that nobody recorded", async () => {
        const deployed = await list(server, "deployment", digestOf(7));
        assert.deepEqual([deployed.status, deployed.body], [200, { total_count: 0, deployment_records: [] }]);
        const stored = await list(server, "storage", digestOf(7));
        assert.deepEqual([stored.status, stored.body], [200, { total_count: 0, storage_records: [] }]);
    });

    it("has the records of all clusters, oldest first, and of no other artifact", async () => {
        await postDeployments(server, deployments(), { cluster: "z" });
        await postDeployments(server, deployments([entry({ digest: digestOf(2) })]), { cluster: "m" });
        await postDeployments(server, deployments(), { cluster: "a" });
        // This record moves to another digest and back. It is still the oldest.
        await postDeployments(server, deployments([entry({ digest: digestOf(2) })]), { cluster: "z" });
        await postDeployments(server, deployments(), { cluster: "z" });
        const { body } = await list(server, "deployment", digestOf(1));
        assert.deepEqual(
            body.deployment_records.map((record) => record.cluster),
            ["z", "a"],
        );
    });

    it("has no records of another organization", async () => {
        const two = await startGitHub({
            organizations: { acme: { repositories: ["api"] }, other: { repositories: ["api"] } },
        });
        await postDeployments(two, deployments());
        const there = await list(two, "deployment", digestOf(1), { org: "other" });
        const here = await list(two, "deployment", digestOf(1), { org: "AcMe" });
        await two.close();
        assert.deepEqual([there.body.total_count, here.body.total_count], [0, 1]);
    });

    it("has storage records with any status", async () => {
        await postStorage(server, storage({ status: "deleted" }));
        const { body } = await list(server, "storage", digestOf(1));
        assert.deepEqual(
            body.storage_records.map((record) => record.status),
            ["deleted"],
        );
    });

    for (const listDecommissioned of [true, false]) {
        it(`${listDecommissioned ? "has" : "lacks"} decommissioned deployments, as configured`, async () => {
            const other = await startGitHub({ listDecommissioned });
            const gone = entry({ deployment_name: "gone", status: "decommissioned" });
            await postDeployments(other, deployments([entry(), gone]));
            const { body } = await list(other, "deployment", digestOf(1));
            await other.close();
            assert.deepEqual(
                body.deployment_records.map((record) => record.deployment_name),
                listDecommissioned ? ["shop/api/server", "gone"] : ["shop/api/server"],
            );
            assert.equal(body.total_count, listDecommissioned ? 2 : 1);
        });
    }

    for (const kind of ["deployment", "storage"] as const) {
        it(`refuses an invalid digest for ${kind} records`, async () => {
            for (const digest of ["latest", "0".repeat(64), `${digestOf(1)}0`, digestOf(171).toUpperCase()]) {
                const { status, body } = await list(server, kind, digest);
                assert.deepEqual([status, body.errors[0]?.field], [422, "subject_digest"], digest);
            }
        });
    }

    it("accepts the digest's colon encoded or unencoded", async () => {
        await postDeployments(server, deployments());
        for (const digest of [digestOf(1), digestOf(1).replace(":", "%3a")]) {
            const { body } = await call(server, "GET", `/orgs/acme/artifacts/${digest}/metadata/deployment-records`);
            assert.equal(body.total_count, 1);
        }
    });
});

import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { list, postDeployments, postStorage } from "./conversation";
import { deployments, digestOf, entry, storage, tickingClock } from "./samples";

describe("A change without the API", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            organizations: { acme: { repositories: ["api", "web"], attestations: { [digestOf(9)]: "web" } } },
            now: tickingClock(),
        });
        await postDeployments(server, deployments([entry(), entry({ deployment_name: "other" })]));
        await postStorage(server, storage());
        server.takeRequests();
    });
    afterEach(() => server.close());

    const named = (name: string) => server.deploymentRecords().find((record) => record.deployment_name === name);

    it("changes the matching records and their updated_at, and is not a request", () => {
        const [other, before] = [named("other"), named("shop/api/server")];
        const change = { tags: { owner: "mallory" }, status: "decommissioned" } as const;
        server.alterDeployment({ deployment_name: "shop/api/server", cluster: "prod" }, change);
        const after = named("shop/api/server");
        assert.deepEqual(after, { ...before, ...change, updated_at: after?.updated_at });
        assert.ok((after?.updated_at ?? "") > (before?.updated_at ?? ""));
        assert.deepEqual(named("other"), other);
        assert.deepEqual(server.requests, []);
    });

    it("points a deployment to another digest, with that digest's attestation", async () => {
        server.alterDeployment({ deployment_name: "other" }, { digest: digestOf(9) });
        const { body } = await list(server, "deployment", digestOf(9));
        assert.deepEqual(
            body.deployment_records.map((record) => [record.deployment_name, record.attestation_id]),
            [["other", 3_000_001]],
        );
        assert.equal(named("other")?.github_repository, "web");
        assert.equal((await list(server, "deployment", digestOf(1))).body.total_count, 1);
    });

    it("removes a deployment as if it had never existed", async () => {
        const id = named("other")?.id;
        server.alterDeployment({ deployment_name: "other" }, "remove");
        assert.equal((await list(server, "deployment", digestOf(1))).body.total_count, 1);
        await postDeployments(server, deployments([entry({ deployment_name: "other" })]));
        assert.notEqual(named("other")?.id, id);
    });

    it("can change and remove storage records", async () => {
        server.alterStorageRecord({ registry_url: "https://ghcr.io" }, { status: "eol" });
        assert.equal(server.storageRecords()[0]?.status, "eol");
        server.alterStorageRecord({}, { registry_url: "https://docker.io", digest: digestOf(2) });
        assert.equal((await list(server, "storage", digestOf(1))).body.total_count, 0);
        assert.equal((await list(server, "storage", digestOf(2))).body.total_count, 1);
        server.alterStorageRecord({ digest: digestOf(2) }, "remove");
        assert.deepEqual(server.storageRecords(), []);
    });

    it("is an error if no record matches", () => {
        assert.throws(() => server.alterDeployment({ cluster: "none" }, "remove"), /None of the 2 records matches/);
        assert.throws(() => server.alterStorageRecord({ id: 7 }, "remove"), /None of the 1 records matches {"id":7}/);
    });
});

import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { type AnotherTool, anotherTool } from "../../../support/another-tool";
import { ticking } from "../../../support/ticking";
import { deployments, entry, storage } from "./samples";

describe("The support for tests of other writers", () => {
    let server: GitHubServer;
    let tool: AnotherTool;

    beforeEach(async () => {
        server = await startGitHub({ now: ticking() });
        tool = anotherTool(server);
    });
    afterEach(() => server.close());

    const times = (): string[] =>
        [...server.deploymentRecords(), ...server.storageRecords()].map(({ updated_at }) => updated_at).sort();

    it("has a clock that moves by more than a second with each request", async () => {
        await tool.deploys("prod", "production", entry());
        await tool.deploys("prod", "production", entry({ deployment_name: "shop/web" }));
        await tool.stores(storage());
        const [first, second, third] = times().map((time) => Date.parse(time)) as [number, number, number];
        assert.ok(second - first > 1_000 && third - second > 1_000, times().join());
    });

    it("has one time for all records that a request writes", async () => {
        await tool.deploys("prod", "production", entry(), entry({ deployment_name: "shop/web" }));
        const [one, other] = times();
        assert.equal(one, other);
    });

    it("has another tool, and its writes are requests like all others", async () => {
        await tool.deploys("prod", "production", entry());
        await tool.stores(storage());
        const path = "/orgs/acme/artifacts/metadata";
        assert.deepEqual(
            server.requests.map((request) => [request.method, request.path, request.body]),
            [
                ["POST", `${path}/deployment-record/cluster/prod`, deployments()],
                ["POST", `${path}/storage-record`, storage()],
            ],
        );
        assert.deepEqual([server.deploymentRecords().length, server.storageRecords().length], [1, 1]);
    });

    it("has another tool that fails if GitHub does not accept everything that it sends", async () => {
        const unknown = entry({ github_repository: "nowhere" });
        await assert.rejects(tool.deploys("prod", "production", unknown), /no artifacts found/);
        await assert.rejects(tool.stores(storage({ registry_url: "ghcr.io" })), /Validation Failed/);
        await assert.rejects(anotherTool(server, "ghs_other").stores(storage()), /Bad credentials/);
    });
});

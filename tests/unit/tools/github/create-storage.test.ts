import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { postStorage } from "./conversation";
import { digestOf, storage, tickingClock, without } from "./samples";

describe("A write of a storage record", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            organizations: {
                acme: { repositories: ["api", "web"], attestations: { [digestOf(9)]: "web" } },
                other: { repositories: ["api"] },
            },
            now: tickingClock(),
        });
    });
    afterEach(() => server.close());

    it("records what was sent, and returns what GitHub returns", async () => {
        const sent = storage({
            version: "1.4.2",
            artifact_url: "https://ghcr.io/acme/api",
            path: "acme/api",
            repository: "acme/api",
        });
        const answer = await postStorage(server, sent);
        assert.equal(answer.status, 200);
        const returned = {
            id: 2_000_001,
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            artifact_url: "https://ghcr.io/acme/api",
            registry_url: "https://ghcr.io",
            repository: "acme/api",
            status: "active",
            created_at: "2026-01-01T00:00:02Z",
            updated_at: "2026-01-01T00:00:02Z",
        };
        assert.deepEqual(answer.body, { total_count: 1, storage_records: [returned] });
        assert.deepEqual(server.storageRecords(), [
            { ...returned, org: "acme", version: "1.4.2", path: "acme/api", github_repository: "api" },
        ]);
    });

    it("returns null for omitted fields", async () => {
        const { body } = await postStorage(server, storage());
        assert.deepEqual([body.storage_records[0]?.artifact_url, body.storage_records[0]?.repository], [null, null]);
    });

    it("omits the record from the reply on request", async () => {
        const answer = await postStorage(server, storage({ return_records: false }));
        assert.deepEqual(answer.body, { total_count: 1 });
        assert.equal(server.storageRecords().length, 1);
    });

    it("updates the record of the same place, and keeps omitted fields", async () => {
        await postStorage(server, storage({ version: "1", artifact_url: "https://ghcr.io/a", path: "p" }));
        const [first] = server.storageRecords();
        await postStorage(server, storage({ name: "renamed", status: "deleted" }));
        assert.deepEqual(server.storageRecords(), [
            { ...first, name: "renamed", status: "deleted", updated_at: "2026-01-01T00:00:04Z" },
        ]);
    });

    it("makes a retired record active again when it is sent without a status", async () => {
        await postStorage(server, storage({ status: "eol" }));
        await postStorage(server, storage());
        assert.equal(server.storageRecords()[0]?.status, "active");
    });

    const elsewhere: [string, object, { org?: string }][] = [
        ["organization", storage(), { org: "other" }],
        ["digest", storage({ digest: digestOf(2) }), {}],
        ["registry", storage({ registry_url: "https://ghcr.io/" }), {}],
        ["repository", storage({ repository: "acme/api" }), {}],
    ];
    for (const [what, body, place] of elsewhere) {
        it(`creates another record for another ${what}`, async () => {
            await postStorage(server, storage());
            await postStorage(server, body, place);
            assert.equal(server.storageRecords().length, 2);
        });
    }

    it("treats an empty repository as none", async () => {
        await postStorage(server, storage());
        await postStorage(server, storage({ repository: "" }));
        assert.equal(server.storageRecords().length, 1);
    });

    it("uses the attestation's repository, not the one that was sent", async () => {
        await postStorage(server, storage({ digest: digestOf(9), github_repository: "nowhere" }));
        assert.equal(server.storageRecords()[0]?.github_repository, "web");
    });

    const lost: [string, object][] = [
        ["a repository that does not exist", storage({ github_repository: "nowhere" })],
        ["an artifact with neither attestation nor repository", without(storage(), "github_repository")],
    ];
    for (const [what, body] of lost) {
        it(`gets a 404 without a reason for ${what}, and changes nothing`, async () => {
            const answer = await postStorage(server, body);
            assert.deepEqual([answer.status, answer.body.message], [404, "no artifacts found"]);
            assert.deepEqual(server.storageRecords(), []);
        });
    }
});

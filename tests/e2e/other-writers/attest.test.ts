import assert from "node:assert/strict";
import { type GitHubServer, type StoredStorageRecord, startGitHub } from "../../../tools/github";
import { succeeded } from "../../support/finished";
import { inlineProgram } from "../../support/program";
import { digestOf } from "../../support/records";
import { takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";

const DIGEST = digestOf("a");
const IMAGE = `ghcr.io/acme/api:1.4.2@${DIGEST}`;

/** A record as actions/attest writes it: with the registry's origin, and without a repository. */
const attested: StoredStorageRecord = {
    id: 2_000_007,
    org: "acme",
    name: "ghcr.io/acme/api",
    digest: DIGEST,
    version: "1.4.2",
    registry_url: "https://ghcr.io",
    repository: null,
    artifact_url: null,
    path: null,
    status: "active",
    github_repository: "api",
    created_at: "2025-12-31T00:00:00Z",
    updated_at: "2025-12-31T00:00:00Z",
};

const storageOf = (options: string): string =>
    `new artifacts.ArtifactStorageRecord("api", artifacts.storageRecordOf(${JSON.stringify(IMAGE)}, ${options}));`;

describe("A storage record that actions/attest wrote", () => {
    let github: GitHubServer;
    const held = () => github.storageRecords().map(({ id, repository, status }) => ({ id, repository, status }));

    beforeEach(async () => {
        github = await startGitHub({
            organizations: { acme: { repositories: ["api"], attestations: { [DIGEST]: "api" } } },
            records: { deployments: [], storage: [attested] },
            now: ticking(),
        });
    });
    afterEach(() => github.close());

    it("is updated, refreshed and retired by a resource from storageRecordOf without a repository", async () => {
        const project = await inlineProgram(github, storageOf("{ repository: undefined }"));
        succeeded(await project.up());
        assert.equal(takeCounts(github), "0 GET, 1 POST");
        assert.deepEqual(held(), [{ id: attested.id, repository: null, status: "active" }]);
        assert.equal(github.storageRecords()[0]?.artifact_url, "https://ghcr.io/acme/api");
        succeeded(await project.up("--refresh", "--expect-no-changes"));
        assert.equal(takeCounts(github), "1 GET, 0 POST");
        succeeded(await project.destroy());
        assert.deepEqual(held(), [{ id: attested.id, repository: null, status: "eol" }]);
    });

    it("stays as it is beside a record with a repository, if GitHub tells records apart by their repository", async () => {
        const project = await inlineProgram(github, storageOf("{}"));
        succeeded(await project.up());
        succeeded(await project.up("--refresh", "--expect-no-changes"));
        succeeded(await project.destroy());
        assert.deepEqual(held(), [
            { id: attested.id, repository: null, status: "active" },
            { id: attested.id + 1, repository: "acme/api", status: "eol" },
        ]);
    });
});

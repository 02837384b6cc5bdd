import assert from "node:assert/strict";
import type { ArtifactMetadataClient, StorageReply } from "../../../../provider/github/client";
import type { PriorStorage } from "../../../../provider/storage-record/model";
import { refreshStorageRecord } from "../../../../provider/storage-record/refresh";
import { digestOf } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { priorStorage, storageRecord, storageReply } from "../../../support/storage-records";

/** A refresh whose client is there at once. */
const refresh = (prior: PriorStorage, client: ArtifactMetadataClient) =>
    refreshStorageRecord(prior, async () => client);

const holding = (...replies: StorageReply[]) => recordingClient({ storageRecords: () => replies });

describe("the refresh of a storage record", () => {
    it("does not take over a URL where none is declared: GitHub could not clear it", async () => {
        const client = holding(storageReply({ artifact_url: "https://ghcr.io/theirs" }));
        const { record } = await refresh(priorStorage(), client);
        assert.equal("artifactUrl" in record, false);
    });

    it("takes over the URL and status; the rest stays as the state has it", async () => {
        const prior = priorStorage({
            artifactUrl: "https://ghcr.io/old",
            version: "1",
            path: "a",
            githubRepository: "api",
            removalStatus: "eol",
        });
        const client = holding(storageReply({ id: 8, artifact_url: "https://ghcr.io/new", status: "eol" }));
        assert.deepEqual(await refresh(prior, client), {
            record: {
                ...prior,
                artifactUrl: "https://ghcr.io/new",
                status: "eol",
                records: [storageRecord({ id: 8, status: "eol" })],
            },
        });
        assert.deepEqual(client.calls.reads, [`acme ${digestOf(1)}`]);
    });

    it("takes the URL away where GitHub has none", async () => {
        const prior = priorStorage({ artifactUrl: "https://ghcr.io/old" });
        assert.deepEqual(await refresh(prior, holding(storageReply())), { record: priorStorage() });
    });

    it("keeps the status where GitHub's is one that it does not take", async () => {
        const { record } = await refresh(priorStorage({ status: "eol" }), holding(storageReply({ status: "?" })));
        assert.equal(record.status, "eol");
        assert.equal(record.records[0]?.status, "?");
    });

    it("goes by the latest of several, and keeps all of them", async () => {
        const latest = storageReply({ id: 9, status: "eol" });
        for (const replies of [
            [latest, storageReply()],
            [storageReply(), latest],
        ]) {
            const { record } = await refresh(priorStorage(), holding(...replies));
            assert.equal(record.status, "eol");
            assert.deepEqual(
                record.records.map(({ id }) => id),
                [7, 9],
            );
        }
    });

    for (const [what, reply] of [
        ["another registry", { registry_url: "https://quay.io" }],
        ["another repository", { repository: "other" }],
        ["another digest", { digest: digestOf(2) }],
    ] as const) {
        it(`does not see a record of ${what}`, async () => {
            const { record, warning } = await refresh(priorStorage(), holding(storageReply(reply)));
            assert.deepEqual(record.records, []);
            assert.ok(warning);
        });
    }

    it("warns where none is found, keeps the arguments and empties the records", async () => {
        const prior = priorStorage({ artifactUrl: "https://ghcr.io/a", status: "eol" });
        const { record, warning } = await refresh(prior, holding());
        assert.deepEqual(record, { ...prior, records: [] });
        assert.match(
            warning as string,
            /^acme: ghcr\.io\/acme\/api@sha256:000000000001… in https:\/\/ghcr\.io: GitHub /,
        );
        assert.match(warning as string, /It stays in the state.*writes it again/);
    });
});

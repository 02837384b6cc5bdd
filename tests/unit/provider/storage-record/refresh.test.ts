import assert from "node:assert/strict";
import type { StorageReply } from "../../../../provider/github/client";
import type { Doubt } from "../../../../provider/ownership/last-write";
import { Run } from "../../../../provider/ownership/run";
import { type PriorStorage, withoutRecords } from "../../../../provider/storage-record/model";
import { refreshStorageRecord } from "../../../../provider/storage-record/refresh";
import { digestOf } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { priorStorage, storageReply } from "../../../support/storage-records";

/** A refresh with its reads, and whether the run knows afterwards that it can read. GitHub holds these records. */
async function refresh(prior: PriorStorage, ...replies: StorageReply[]) {
    const client = recordingClient({ storageRecords: () => replies });
    const run = new Run();
    const refreshed = await refreshStorageRecord(prior, async () => client, run);
    return { ...refreshed, reads: client.calls.reads, mayRead: run.mayRead("acme") };
}

const LABEL = "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io";
const WRITTEN = "2026-01-02T00:00:00Z";
const WRITTEN_SINCE = "2026-01-02T00:00:01Z";
const lost = (reason: Doubt, parts: Partial<PriorStorage> = {}) => withoutRecords(priorStorage(parts), reason);

describe("refreshing a storage record", () => {
    it("reads its digest once, and then knows that it can read", async () => {
        const { reads, mayRead } = await refresh(priorStorage(), storageReply());
        assert.deepEqual(reads, [`acme ${digestOf(1)}`]);
        assert.equal(mayRead, true);
    });

    it("does not add a URL if none is declared, because GitHub could not clear it", async () => {
        const { record } = await refresh(priorStorage(), storageReply({ artifact_url: "https://ghcr.io/theirs" }));
        assert.equal("artifactUrl" in record, false);
    });

    it("updates the URL and status, and keeps the rest of the state", async () => {
        const prior = priorStorage({
            artifactUrl: "https://ghcr.io/old",
            version: "1",
            path: "a",
            githubRepository: "api",
            removalStatus: "deleted",
        });
        const found = storageReply({ id: 8, artifact_url: "https://ghcr.io/new", status: "eol" });
        const { record, warning } = await refresh(prior, found);
        assert.deepEqual(record, {
            ...prior,
            artifactUrl: "https://ghcr.io/new",
            status: "eol",
            recordIds: [8],
        });
        assert.equal(warning, undefined);
    });

    it("keeps the URL if GitHub has none, because it cannot have been cleared", async () => {
        const prior = priorStorage({ artifactUrl: "https://ghcr.io/old" });
        for (const artifact_url of [undefined, null, ""]) {
            const { artifact_url: _, ...found } = storageReply();
            const told = artifact_url === undefined ? found : { ...found, artifact_url };
            assert.deepEqual((await refresh(prior, told)).record, prior);
        }
    });

    it("keeps the status if GitHub's status is unsupported", async () => {
        const { record } = await refresh(priorStorage({ status: "eol" }), storageReply({ status: "?" }));
        assert.equal(record.status, "eol");
    });

    it("uses the latest of several records, and keeps all of their ids", async () => {
        const latest = storageReply({ id: 9, status: "eol" });
        for (const replies of [
            [latest, storageReply()],
            [storageReply(), latest],
        ]) {
            const { record } = await refresh(priorStorage(), ...replies);
            assert.equal(record.status, "eol");
            assert.deepEqual(record.recordIds, [7, 9]);
        }
    });

    it("accepts a record with another name at the location, because GitHub does not say what distinguishes them", async () => {
        const { record } = await refresh(priorStorage(), storageReply({ id: 9, name: "another" }));
        assert.deepEqual(record, priorStorage({ recordIds: [9] }));
    });
});

describe("a refresh that finds a storage record updated in the meantime by someone else", () => {
    for (const [what, prior] of [
        ["with a record before", priorStorage()],
        ["not returned before", lost("not-returned")],
    ] as const) {
        it(`leaves it without a record, updates it with GitHub's fields, and warns (${what})`, async () => {
            const found = storageReply({ status: "eol", updated_at: WRITTEN_SINCE });
            const { record, warning, mayRead } = await refresh(prior, found);
            assert.deepEqual(record, lost("rewritten", { status: "eol" }));
            const [first = "", next] = (warning as string).split("\n  ");
            assert.ok(first.startsWith(`${LABEL}: updated in the meantime by someone else: `), first);
            assert.match(next as string, /so the next `pulumi up` writes it again\. .* it stays as recorded\.$/);
            assert.equal(mayRead, true);
        });
    }

    it("keeps the time of this stack's last write, so that a later refresh finds the same", async () => {
        const { record } = await refresh(priorStorage(), storageReply({ updated_at: WRITTEN_SINCE }));
        assert.equal(record.writtenAt, WRITTEN);
    });

    it("treats a write less than a second later as the same write", async () => {
        const { record, warning } = await refresh(
            priorStorage(),
            storageReply({ updated_at: "2026-01-02T00:00:00.999Z" }),
        );
        assert.equal(record.recordIds.length, 1);
        assert.equal(warning, undefined);
    });
});

describe("a refresh that finds no storage record", () => {
    for (const [what, replies] of [
        ["nothing", []],
        ["a record of another registry", [storageReply({ registry_url: "https://quay.io" })]],
        ["a record of another repository", [storageReply({ repository: "other" })]],
        ["a record of another digest", [storageReply({ digest: digestOf(2) })]],
    ] as const) {
        it(`keeps it in the state without a record, and warns (GitHub returned ${what})`, async () => {
            const prior = priorStorage({ artifactUrl: "https://ghcr.io/a", status: "eol" });
            const { record, warning, mayRead } = await refresh(prior, ...replies);
            const { recordIds: _, ...rest } = prior;
            assert.deepEqual(record, {
                ...rest,
                recordIds: [],
                unconfirmed: "not-returned",
            });
            assert.deepEqual((warning as string).split("\n  "), [
                `${LABEL}: GitHub returned no such storage record.`,
                'Either the credential cannot read it (it needs "artifact-metadata: read" on the repositories that built the ' +
                    "artifacts), or the credential is for another organization.",
                "It stays in the state, and the next `pulumi up` writes it again, which does no harm if it exists.",
            ]);
            assert.equal(mayRead, false);
        });
    }

    for (const reason of ["unclear", "rewritten", "not-returned", "imported"] as const) {
        it(`leaves a storage record that had none as it was (${reason})`, async () => {
            const { record, warning } = await refresh(lost(reason));
            assert.deepEqual(record, lost(reason));
            assert.match(warning as string, /GitHub returned no such storage record/);
        });
    }
});

describe("a refresh that finds a record while the state has none", () => {
    it("restores the record if GitHub did not return it before", async () => {
        const { record, warning } = await refresh(lost("not-returned"), storageReply());
        assert.deepEqual(record, priorStorage());
        assert.equal(warning, undefined);
    });

    for (const reason of ["unclear", "rewritten", "imported"] as const) {
        it(`updates GitHub's fields but adds no record, because only a write settles the rest (${reason})`, async () => {
            for (const updated_at of [WRITTEN, WRITTEN_SINCE]) {
                const { record, warning } = await refresh(
                    lost(reason, { artifactUrl: "https://ghcr.io/a" }),
                    storageReply({ updated_at, status: "eol", artifact_url: "https://ghcr.io/b" }),
                );
                assert.deepEqual(record, lost(reason, { artifactUrl: "https://ghcr.io/b", status: "eol" }));
                assert.equal(warning, undefined);
            }
        });
    }
});

import assert from "node:assert/strict";
import { Run } from "../../../../provider/run";
import { retireStorageRecord, writeStorageRecord } from "../../../../provider/storage-record/apply";
import { digestOf } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { desiredStorage, priorStorage, storageRecord } from "../../../support/storage-records";

const retired = desiredStorage({ status: "deleted" });

/** One run in which several resources write. */
function startRun(client = recordingClient()) {
    const run = new Run();
    return {
        write: (record = desiredStorage()) => writeStorageRecord(record, async () => client, run),
        retire: (prior = priorStorage()) => retireStorageRecord(prior, retired, async () => client, run),
        sent: () => client.calls.storage.map(({ status }) => status),
    };
}

describe("the write of a storage record", () => {
    it("is one call, and gives what GitHub recorded", async () => {
        const { write, sent } = startRun();
        assert.deepEqual(await write(), [storageRecord()]);
        assert.deepEqual(sent(), ["active"]);
    });

    it("fails where GitHub recorded nothing", async () => {
        const { write } = startRun(recordingClient({ storage: () => ({ records: [], total: 0 }) }));
        await assert.rejects(write(), {
            message: `GitHub accepted the storage record of ${digestOf(1)}, but recorded nothing`,
        });
    });
});

describe("a storage record that moves from one owner to another in a run", () => {
    it("is not retired by the old one after the new one wrote it, in any spelling of the organization", async () => {
        const { write, retire, sent } = startRun();
        await write(desiredStorage({ org: "ACME", name: "renamed" }));
        await retire();
        assert.deepEqual(sent(), ["active"]);
    });

    it("is written by the new one after the old one retired it", async () => {
        const { write, retire, sent } = startRun();
        await retire();
        await write();
        assert.deepEqual(sent(), ["deleted", "active"]);
    });

    it("ends in use when both work at once, in either order", async () => {
        const newFirst = startRun();
        await Promise.all([newFirst.write(), newFirst.retire()]);
        assert.deepEqual(newFirst.sent(), ["active"]);
        const oldFirst = startRun();
        await Promise.all([oldFirst.retire(), oldFirst.write()]);
        assert.deepEqual(oldFirst.sent(), ["deleted", "active"]);
    });

    it("is another record in another registry", async () => {
        const { write, retire, sent } = startRun();
        await write(desiredStorage({ registryUrl: "https://quay.io" }));
        await retire();
        assert.deepEqual(sent(), ["active", "deleted"]);
    });
});

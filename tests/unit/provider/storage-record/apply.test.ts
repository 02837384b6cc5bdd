import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import { WHY } from "../../../../provider/ownership/not-retired";
import { Run } from "../../../../provider/ownership/run";
import { retireStorageRecord, writeStorageRecord } from "../../../../provider/storage-record/apply";
import { locationKey, type PriorStorage } from "../../../../provider/storage-record/model";
import { digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { desiredStorage, heldStorage, priorStorage, RECORDED, storageReply } from "../../../support/storage-records";

/** A run. GitHub holds what the state says, unless `answers` says otherwise. `asked` has the requests in order. */
function startRun({ storageRecords = () => [heldStorage()], storage, ...answers }: Answers = {}) {
    const asked: string[] = [];
    const client = recordingClient({
        ...answers,
        storageRecords: (digest) => {
            asked.push("GET");
            return storageRecords(digest);
        },
        storage: (call, index) => {
            asked.push(`POST ${call.status}`);
            const { digest, registry_url, status } = call;
            return storage?.(call, index) ?? { records: [storageReply({ digest, registry_url, status })], total: 1 };
        },
    });
    const means = { client: async () => client, run: new Run() };
    return {
        asked,
        client,
        run: means.run,
        write: (record = desiredStorage()) => writeStorageRecord(record, means),
        retire: (prior: PriorStorage = priorStorage()) =>
            retireStorageRecord(
                prior,
                { kind: "retire", after: desiredStorage({ version: "retired", status: "eol" }) },
                means,
            ),
    };
}

const LABEL = "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io";
const NOT_NAMED =
    `${LABEL}: GitHub accepted the call, but its answer does not contain this record, so it is not known whether it was recorded.\n  Run ` +
    "`pulumi up` again: writing a record twice does no harm.";

describe("writing a storage record", () => {
    it("makes one call, reads nothing first, and returns what GitHub recorded", async () => {
        const { write, asked } = startRun();
        assert.deepEqual(await write(), RECORDED);
        assert.deepEqual(asked, ["POST active"]);
    });

    it("returns all records of its location, the latest last, and none of another location", async () => {
        const records = [
            storageReply({ id: 9 }),
            storageReply({ id: 8 }),
            storageReply({ id: 10, repository: "another" }),
        ];
        const { write } = startRun({ storage: () => ({ records, total: 3 }) });
        assert.deepEqual(await write(), { ...RECORDED, recordIds: [8, 9] });
    });

    for (const [what, records, total] of [
        ["no record", [], 0],
        ["no record but a total of 1", [], 1],
        ["a record of another digest", [storageReply({ digest: digestOf(2) })], 1],
        ["a record of another registry", [storageReply({ registry_url: "https://quay.io" })], 1],
        ["a record of another repository", [storageReply({ repository: "another" })], 1],
    ] as const) {
        it(`fails if GitHub returns ${what}`, async () => {
            const { write } = startRun({ storage: () => ({ records: [...records], total }) });
            await assert.rejects(write(), { name: "PlainError", message: NOT_NAMED });
        });
    }
});

describe("retiring a storage record", () => {
    it("first asks who wrote the leaving digest last, and then sends what the plan says", async () => {
        const { retire, asked, client } = startRun();
        assert.equal(await retire(), "retired");
        assert.deepEqual(asked, ["GET", "POST eol"]);
        assert.deepEqual(client.calls.reads, [`acme ${digestOf(1)}`]);
        assert.deepEqual(
            client.calls.storage.map(({ version }) => version),
            ["retired"],
        );
    });

    it("asks nothing if the last write got no clear answer: the record is this stack's own, whatever GitHub holds", async () => {
        for (const updated_at of ["2026-01-02T00:00:00Z", "2026-07-01T00:00:00Z"]) {
            const { retire, asked } = startRun({ storageRecords: () => [heldStorage(priorStorage(), { updated_at })] });
            assert.equal(await retire(priorStorage({ recordIds: [], unconfirmed: "unclear" })), "retired");
            assert.deepEqual(asked, ["POST eol"]);
        }
    });

    for (const [what, updated_at, fate] of [
        ["the same time", "2026-01-02T00:00:00Z", "retired"],
        ["the same time in another time zone", "2026-01-02T01:00:00+01:00", "retired"],
        ["a time less than a second later, which is the same write", "2026-01-02T00:00:00.999Z", "retired"],
        ["a time a second later, when somebody else wrote it", "2026-01-02T00:00:01Z", "rewritten"],
        ["an earlier time", "2026-01-01T00:00:00Z", "retired"],
        ["no time", undefined, "retired"],
    ] as const) {
        it(`ends as ${fate} if the record on GitHub has ${what}`, async () => {
            const { updated_at: _, ...untimed } = heldStorage();
            const found = { ...untimed, ...(updated_at !== undefined && { updated_at }) };
            const { retire, asked } = startRun({ storageRecords: () => [found] });
            assert.equal(await retire(), fate);
            assert.deepEqual(asked, fate === "retired" ? ["GET", "POST eol"] : ["GET"]);
        });
    }

    for (const reason of ["not-returned", "imported"] as const) {
        it(`compares with the time in the state if there is no record (${reason})`, async () => {
            const prior = priorStorage({ recordIds: [], unconfirmed: reason });
            assert.equal(await startRun().retire(prior), "retired");
            const since = [heldStorage(prior, { updated_at: "2026-01-03T00:00:00Z" })];
            assert.equal(await startRun({ storageRecords: () => since }).retire(prior), "rewritten");
        });
    }

    it("retires the record if the state has no time, because nothing points to another writer", async () => {
        const { writtenAt: _, ...untimed } = priorStorage();
        assert.equal(await startRun().retire(untimed), "retired");
    });

    it("compares with the latest of several records", async () => {
        const found = [storageReply({ id: 9, updated_at: "2026-01-03T00:00:00Z" }), storageReply({ id: 8 })];
        assert.equal(await startRun({ storageRecords: () => found }).retire(), "rewritten");
    });

    it("prefers the record with its own name if GitHub has several names at the location", async () => {
        const found = [heldStorage(), storageReply({ id: 9, name: "another", updated_at: "2026-01-03T00:00:00Z" })];
        assert.equal(await startRun({ storageRecords: () => found }).retire(), "retired");
    });

    it("compares with a record that has another name at the same location", async () => {
        const found = [storageReply({ name: "another", updated_at: "2026-01-03T00:00:00Z" })];
        assert.equal(await startRun({ storageRecords: () => found }).retire(), "rewritten");
    });

    it("sends nothing for a record that GitHub does not return, if it has returned another record that a state knows", async () => {
        const { retire, asked, run } = startRun({ storageRecords: () => [] });
        run.read("ACME");
        assert.equal(await retire(), "gone");
        assert.deepEqual(asked, ["GET"]);
    });

    it("fails with both ways out as long as GitHub has returned nothing that a state of this organization knows", async () => {
        for (const found of [[], [storageReply({ repository: "another" })]]) {
            const { retire, asked, run } = startRun({ storageRecords: () => found });
            run.read("globex");
            await assert.rejects(retire(), {
                name: "PlainError",
                message: [
                    `${LABEL}: not retired.`,
                    ...WHY.unseen,
                    "Fix that, and run again. To drop it from the state as it is, run `pulumi state delete` with the URN of the resource.",
                ].join("\n  "),
            });
            assert.deepEqual(asked, ["GET"]);
        }
    });

    it("finds out that it can read from a returned record, even if somebody else wrote that record", async () => {
        const other = priorStorage({ digest: digestOf(2) });
        const since = heldStorage(priorStorage(), { updated_at: "2026-01-03T00:00:00Z" });
        const { retire } = startRun({ storageRecords: (digest) => (digest === digestOf(1) ? [since] : []) });
        assert.equal(await retire(), "rewritten");
        assert.equal(await retire(other), "gone");
    });

    const key = locationKey(priorStorage());

    it("sends nothing if another resource turns out, during the read, to have nothing to write", async () => {
        const started = startRun({
            storageRecords: () => {
                started.run.keep(key, undefined);
                return [heldStorage()];
            },
        });
        assert.equal(await started.retire(), "declared");
        assert.deepEqual(started.asked, ["GET"]);
    });

    it("keeps the record in the state if another resource turns out, during the read, to declare it", async () => {
        const started = startRun({
            storageRecords: () => {
                started.run.declare(key, "api", "urn");
                return [heldStorage()];
            },
        });
        await assert.rejects(started.retire(), { message: /: kept in the state\.\n {2}Another resource declares it/ });
        assert.deepEqual(started.asked, ["GET"]);
    });

    for (const [fate, found] of [
        ["retired", heldStorage()],
        ["rewritten", heldStorage(priorStorage(), { updated_at: "2026-01-03T00:00:00Z" })],
    ] as const) {
        it(`makes another resource write the record again only if it was retired (${fate})`, async () => {
            const { retire, run } = startRun({ storageRecords: () => [found] });
            assert.equal(await retire(), fate);
            assert.equal(run.isOutdated(key, undefined), fate === "retired");
        });
    }

    it("sends nothing if the read failed", async () => {
        const { retire, asked } = startRun({
            storageRecords: () => {
                throw new GitHubError("unavailable", "the server had an error");
            },
        });
        await assert.rejects(retire(), { code: "unavailable" });
        assert.deepEqual(asked, ["GET"]);
    });

    it("fails if GitHub neither returns nor counts a record", async () => {
        for (const total of [0, undefined]) {
            const { retire } = startRun({ storage: () => ({ records: [], total }) });
            await assert.rejects(retire(), { name: "PlainError", message: NOT_NAMED });
        }
    });

    it("succeeds if GitHub counts or returns a record", async () => {
        for (const [records, total] of [
            [[], 1],
            [[storageReply()], undefined],
        ] as const) {
            const { retire } = startRun({ storage: () => ({ records: [...records], total }) });
            assert.equal(await retire(), "retired");
        }
    });
});

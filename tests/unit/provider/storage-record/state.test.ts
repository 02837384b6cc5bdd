import assert from "node:assert/strict";
import fc from "fast-check";
import {
    locationKey,
    type PriorStorage,
    storageId,
    withoutRecords,
    withRecords,
} from "../../../../provider/storage-record/model";
import { decodeStorageRecord, encodeInputs, encodeStorageRecord } from "../../../../provider/storage-record/state";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, priorStorage } from "../../../support/storage-records";

const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 8 });
const anyRecord = fc
    .tuple(anyText, anyText, anyText, fc.option(anyText, { nil: undefined }))
    .map(([org, digest, registryUrl, repository]) =>
        desiredStorage({ org, digest, registryUrl, ...(repository !== undefined && { repository }) }),
    );
const locationOf = ({ org, digest, registryUrl, repository }: ReturnType<typeof desiredStorage>) =>
    JSON.stringify([org, digest, registryUrl, repository]);

describe("the state of a storage record", () => {
    it("has this layout", () => {
        assert.deepEqual(encodeStorageRecord(priorStorage({ version: "1" })), {
            schemaVersion: 1,
            org: "acme",
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            version: "1",
            registryUrl: "https://ghcr.io",
            status: "active",
            removalStatus: "eol",
            recordIds: [7],
            writtenAt: "2026-01-02T00:00:00Z",
            baseUrl: "https://api.github.com",
        });
    });

    it("says why there is no record, and when the last write was", () => {
        const { recordIds, unconfirmed, writtenAt } = encodeStorageRecord(
            withoutRecords(priorStorage(), "not-returned"),
        );
        assert.deepEqual([recordIds, unconfirmed, writtenAt], [[], "not-returned", "2026-01-02T00:00:00Z"]);
    });

    it("registers only the arguments", () => {
        const prior = withoutRecords(priorStorage({ path: "a" }), "unclear");
        assert.deepEqual(encodeInputs(prior), desiredStorage({ path: "a" }));
    });

    it("survives encoding and decoding, without the dynamic provider's text", () => {
        fc.assert(
            fc.property(anyRecord, fc.array(fc.nat(), { maxLength: 3 }), anyText, (desired, recordIds, baseUrl) => {
                const prior: PriorStorage = { ...desired, recordIds, baseUrl };
                for (const kept of [prior, withoutRecords(prior, "rewritten")]) {
                    const outputs = { ...encodeStorageRecord(kept), __provider: "text" };
                    assert.deepEqual(decodeStorageRecord(JSON.parse(JSON.stringify(outputs))), kept);
                }
            }),
        );
    });

    it("is refused if a newer version wrote it, with what to install", () => {
        const outputs = { ...encodeStorageRecord(priorStorage()), schemaVersion: 2 };
        assert.throws(() => decodeStorageRecord(outputs), { message: /npm install pulumi-github-artifacts@latest/ });
    });

    it("is refused if it has no version", () => {
        assert.throws(() => decodeStorageRecord({ ...priorStorage() }), { message: /has no schemaVersion/ });
    });
});

describe("the id of a storage record", () => {
    it("is made of the URI-encoded parts", () => {
        const start = `acme/${encodeURIComponent(digestOf(1))}/https%3A%2F%2Fghcr.io`;
        assert.equal(storageId(desiredStorage()), start);
        assert.equal(storageId(desiredStorage({ repository: "acme/é" })), `${start}/acme%2F%C3%A9`);
    });

    it("is never that of another location", () => {
        fc.assert(
            fc.property(anyRecord, anyRecord, (one, other) => {
                assert.equal(storageId(one) === storageId(other), locationOf(one) === locationOf(other));
            }),
        );
    });

    it("gives a key that ignores the name and the case of the organization, and nothing else of the location", () => {
        assert.equal(locationKey(desiredStorage({ name: "b" })), locationKey(desiredStorage({ name: "a" })));
        assert.equal(locationKey(desiredStorage({ org: "ACME" })), locationKey(desiredStorage()));
        assert.notEqual(
            locationKey(desiredStorage({ repository: "A" })),
            locationKey(desiredStorage({ repository: "a" })),
        );
    });
});

describe("the time of a storage record's last write", () => {
    it("stays known without a record, for any reason, even if a record is lost twice", () => {
        const lost = withoutRecords(withoutRecords(priorStorage(), "not-returned"), "unclear");
        assert.deepEqual([lost.unconfirmed, lost.writtenAt], ["unclear", "2026-01-02T00:00:00Z"]);
    });

    it("comes from GitHub again once there is a record, and is unknown if GitHub returns none", () => {
        const lost = withoutRecords(priorStorage(), "not-returned");
        const { writtenAt: _, ...untimed } = priorStorage({ recordIds: [9] });
        assert.deepEqual(withRecords(lost, { recordIds: [9] }), untimed);
        const writtenAt = "2026-01-03T00:00:00Z";
        assert.deepEqual(withRecords(lost, { recordIds: [9], writtenAt }), priorStorage({ recordIds: [9], writtenAt }));
    });
});

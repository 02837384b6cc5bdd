import assert from "node:assert/strict";
import fc from "fast-check";
import { declarationKey, locationKey, storageId } from "../../../../provider/storage-record/model";
import { decodeStorageRecord, encodeInputs, encodeStorageRecord } from "../../../../provider/storage-record/state";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, priorStorage, storageRecord } from "../../../support/storage-records";

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
        assert.deepEqual(encodeStorageRecord(desiredStorage({ version: "1" }), [storageRecord()]), {
            schemaVersion: 1,
            org: "acme",
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            version: "1",
            registryUrl: "https://ghcr.io",
            status: "active",
            removalStatus: "deleted",
            records: [storageRecord()],
        });
    });

    it("registers the arguments alone", () => {
        assert.deepEqual(encodeInputs(priorStorage({ path: "a" })), desiredStorage({ path: "a" }));
    });

    it("comes back as it was, without the provider's text", () => {
        fc.assert(
            fc.property(anyRecord, fc.array(anyText, { maxLength: 3 }), (desired, statuses) => {
                const records = statuses.map((status, id) => storageRecord({ id, status }));
                const outputs = { ...encodeStorageRecord(desired, records), __provider: "text" };
                assert.deepEqual(decodeStorageRecord(JSON.parse(JSON.stringify(outputs))), { ...desired, records });
            }),
        );
    });

    it("is refused when a newer package wrote it, with what to install", () => {
        const outputs = { ...encodeStorageRecord(desiredStorage(), []), schemaVersion: 2 };
        assert.throws(() => decodeStorageRecord(outputs), { message: /npm install pulumi-github-artifacts@latest/ });
    });

    it("is refused when it says no version", () => {
        assert.throws(() => decodeStorageRecord({ ...priorStorage() }), { message: /holds no schemaVersion/ });
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

    it("gives a key that is the same for every spelling of the organization, and of nothing else", () => {
        assert.equal(locationKey(desiredStorage({ name: "b" })), locationKey(desiredStorage({ name: "a" })));
        assert.notEqual(declarationKey(desiredStorage({ name: "b" })), declarationKey(desiredStorage({ name: "a" })));
        assert.equal(locationKey(desiredStorage({ org: "ACME" })), locationKey(desiredStorage()));
        assert.notEqual(
            locationKey(desiredStorage({ repository: "A" })),
            locationKey(desiredStorage({ repository: "a" })),
        );
    });
});

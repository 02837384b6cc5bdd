import assert from "node:assert/strict";
import { parseRecordSet } from "../../../provider/record-set/inputs";
import type { Deployment } from "../../../provider/record-set/model";
import * as recordSet from "../../../provider/record-set/wire";
import { parseStorageRecord } from "../../../provider/storage-record/inputs";
import type { DesiredStorage } from "../../../provider/storage-record/model";
import * as storageRecord from "../../../provider/storage-record/wire";
import { digestOf, target } from "../../support/record-sets";

// Neither compiles without a field of its type. No two fields have the same value.
const deployment: Required<Deployment> = {
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    version: "1.4.2",
    status: "decommissioned",
    githubRepository: "built-by",
    tags: { team: "shop" },
    runtimeRisks: ["internet-exposed"],
};
const storage: Required<DesiredStorage> = {
    org: "acme",
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    version: "1.4.2",
    artifactUrl: "https://ghcr.io/acme/api:1.4.2",
    path: "images/api",
    registryUrl: "https://ghcr.io",
    repository: "acme/api",
    status: "active",
    removalStatus: "eol",
    githubRepository: "built-by",
};

/** The fields of a declaration whose values a call does not hold. */
const missing = (declared: object, call: object): string[] => {
    const sent = new Set(Object.values(call).map((value) => JSON.stringify(value)));
    return Object.entries(declared)
        .filter(([, value]) => !sent.has(JSON.stringify(value)))
        .map(([field]) => field);
};

describe("A declaration with every field", () => {
    it("keeps each field of a deployment, and sends it", () => {
        const { desired, problems } = parseRecordSet(
            { ...target(), deployments: { "shop/api": deployment } },
            undefined,
        );
        assert.deepEqual(problems, []);
        assert.deepEqual(desired?.deployments.get("shop/api"), deployment);
        const call = recordSet.toCall(target(), [{ name: "shop/api", after: deployment }]);
        assert.deepEqual(missing(deployment, call.deployments[0] ?? {}), []);
    });

    it("keeps each field of a storage record, and sends it, but for what happens when it is removed", () => {
        const { desired, problems } = parseStorageRecord({ ...storage }, undefined);
        assert.deepEqual(problems, []);
        assert.deepEqual(desired, storage);
        assert.deepEqual(missing(storage, storageRecord.toCall(storage)), ["removalStatus"]);
    });

    it("would be told of a field that is not sent", () => {
        assert.deepEqual(missing({ name: "api", version: "1" }, { name: "api" }), ["version"]);
    });
});

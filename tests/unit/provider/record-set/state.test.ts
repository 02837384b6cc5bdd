import assert from "node:assert/strict";
import fc from "fast-check";
import { recordKeys, type Target, targetId } from "../../../../provider/record-set/model";
import { decodeRecordSet, encodeInputs, encodeRecordSet } from "../../../../provider/record-set/state";
import { deployment, deploymentRecord, digestOf, priorSet, target } from "../../../support/record-sets";

const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 8 });
const anyTarget = fc
    .tuple(anyText, anyText, anyText, fc.option(anyText, { nil: undefined }))
    .map(([org, cluster, logicalEnvironment, physicalEnvironment]) =>
        target({ org, cluster, logicalEnvironment, ...(physicalEnvironment !== undefined && { physicalEnvironment }) }),
    );

const overTheWire = <Value>(value: Value): Record<string, unknown> => JSON.parse(JSON.stringify(value));

const recordKey = (target: Target, name: string): string => recordKeys(target)(name);

describe("the state of a record set", () => {
    it("has this layout", () => {
        const api = deployment({ version: "1", tags: { a: "1" } });
        const set = priorSet({ api }, { physicalEnvironment: "eu", rejected: new Map([["x", "not_found"]]) });
        assert.deepEqual(encodeRecordSet(set), {
            schemaVersion: 1,
            org: "acme",
            cluster: "prod-eu-1",
            logicalEnvironment: "production",
            physicalEnvironment: "eu",
            onRejected: "fail",
            deployments: { api },
            recordIds: { api: 7 },
            writtenAt: "2026-01-02T00:00:00Z",
            rejected: { x: "not_found" },
            baseUrl: "https://api.github.com",
        });
    });

    it("says why a deployment has no record, if one has none", () => {
        const { updatedAt: writtenAt } = deploymentRecord();
        const set = priorSet({ api: deployment(), web: deployment() }, { lost: ["web"], doubt: "unclear" });
        const { recordIds, unconfirmed } = encodeRecordSet(set);
        assert.deepEqual([recordIds, unconfirmed], [{ api: 7 }, { web: { reason: "unclear", writtenAt } }]);
    });

    it("registers only the arguments", () => {
        const api = deployment();
        assert.deepEqual(encodeInputs(priorSet({ api })), { ...target(), onRejected: "fail", deployments: { api } });
    });

    it("is the same text for the same set, in any order", () => {
        const one = priorSet(
            { a: deployment(), b: deployment() },
            {
                rejected: new Map([
                    ["x", "not_found"],
                    ["y", "not_found"],
                ]),
                unconfirmed: new Map([
                    ["a", { reason: "moved" }],
                    ["b", { reason: "imported" }],
                ]),
            },
        );
        const other = {
            ...one,
            deployments: new Map([...one.deployments].reverse()),
            records: new Map([...one.records].reverse()),
            rejected: new Map([...one.rejected].reverse()),
            unconfirmed: new Map([...one.unconfirmed].reverse()),
        };
        assert.equal(JSON.stringify(encodeRecordSet(other)), JSON.stringify(encodeRecordSet(one)));
    });

    it("survives encoding and decoding with any names", () => {
        fc.assert(
            fc.property(anyTarget, fc.uniqueArray(anyText, { maxLength: 5 }), (where, names) => {
                const deployments = Object.fromEntries(
                    names.map((name, n) => [name, deployment({ digest: digestOf(n), name })]),
                );
                const rejected = new Map(names.map((name) => [name, "unauthorized" as const]));
                const lost = names.slice(0, 2);
                const set = priorSet(deployments, { ...where, rejected, lost, baseUrl: "https://b.test" });
                assert.deepEqual(decodeRecordSet(overTheWire({ ...encodeRecordSet(set), __provider: "text" })), set);
            }),
        );
    });

    it("is refused if a newer version wrote it, with what to install", () => {
        const outputs = { ...encodeRecordSet(priorSet()), schemaVersion: 2 };
        assert.throws(() => decodeRecordSet(outputs), { message: /npm install pulumi-github-artifacts@latest/ });
    });

    it("is refused if it has no version", () => {
        const { schemaVersion: _, ...outputs } = encodeRecordSet(priorSet());
        assert.throws(() => decodeRecordSet(outputs), { message: /has no schemaVersion/ });
    });
});

describe("the id of a record set", () => {
    it("is made of the URI-encoded parts", () => {
        assert.equal(targetId(target()), "acme/prod-eu-1/production");
        assert.equal(
            targetId(target({ logicalEnvironment: "a/b c", physicalEnvironment: "#é" })),
            "acme/prod-eu-1/a%2Fb%20c/%23%C3%A9",
        );
    });

    it("is never that of another target", () => {
        fc.assert(
            fc.property(anyTarget, anyTarget, (one, other) => {
                const same = JSON.stringify(one) === JSON.stringify(other);
                assert.equal(targetId(one) === targetId(other), same);
            }),
        );
    });
});

describe("the key of a record", () => {
    it("ignores the case of the organization, and of nothing else", () => {
        assert.equal(recordKey(target({ org: "ACME" }), "api"), recordKey(target(), "api"));
        assert.notEqual(recordKey(target({ cluster: "PROD-EU-1" }), "api"), recordKey(target(), "api"));
        assert.notEqual(recordKey(target(), "API"), recordKey(target(), "api"));
    });

    it("is never that of a record with another name or target", () => {
        const lowerCase = anyTarget.map((where) => ({ ...where, org: where.org.toLowerCase() }));
        const names = fc.oneof(anyText, fc.constantFrom("#", "a#b", "a/b"));
        fc.assert(
            fc.property(lowerCase, lowerCase, names, names, (one, other, a, b) => {
                const same = JSON.stringify([one, a]) === JSON.stringify([other, b]);
                assert.equal(recordKey(one, a) === recordKey(other, b), same);
                assert.equal(recordKey(one, a) === recordKey(one, b), a === b);
            }),
        );
    });
});

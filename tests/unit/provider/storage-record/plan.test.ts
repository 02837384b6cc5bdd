import assert from "node:assert/strict";
import { planStorageRecord, planStorageRemoval } from "../../../../provider/storage-record/plan";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { frozen } from "../../../support/frozen";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, priorStorage } from "../../../support/storage-records";

const label = "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io";

describe("the plan of a storage record", () => {
    for (const [what, prior, parts, change, said] of [
        ["new", undefined, {}, { kind: "record" }, "to record; 1 request"],
        ["the same", priorStorage(), {}, { kind: "keep" }, "unchanged; 0 requests"],
        ["the same in another spelling", priorStorage({ org: "ACME" }), {}, { kind: "keep" }, "unchanged; 0 requests"],
        ["lost at a refresh", priorStorage({ records: [] }), {}, { kind: "record" }, "to record; 1 request"],
        ["lost and changed", priorStorage({ records: [] }), { path: "a" }, { kind: "record" }, "to record; 1 request"],
        [
            "removed in another way",
            priorStorage(),
            { removalStatus: "eol" },
            { kind: "settings" },
            "unchanged; 0 requests",
        ],
        [
            "of another version and status",
            priorStorage({ version: "1" }),
            { version: "2", status: "eol" },
            { kind: "update", fields: ["version", "status"] },
            "to update version, status; 1 request",
        ],
        [
            "lost and of another identity",
            priorStorage({ records: [], registryUrl: "https://quay.io" }),
            {},
            { kind: "replace", fields: ["registryUrl"] },
            "acme: ghcr.io/acme/api@sha256:000000000001… in https://quay.io: to retire; 1 request",
        ],
        [
            "of another identity, retired before",
            priorStorage({ status: "deleted", name: "old" }),
            {},
            { kind: "replace", fields: ["name"] },
            "acme: old@sha256:000000000001… in https://ghcr.io: unchanged; 0 requests",
        ],
    ] as const) {
        it(`${what}: ${change.kind}`, () => {
            const desired = desiredStorage(parts);
            const plan = planStorageRecord(frozen(prior), frozen(desired));
            const sent = change.kind === "keep" || change.kind === "settings" ? {} : { after: desired };
            // Of a replaced record, the line tells what becomes of the old one.
            const summary = change.kind === "replace" ? said : `${label}: ${said}`;
            assert.deepEqual(plan, { change: { ...change, ...sent }, summary });
        });
    }

    for (const [field, value] of [
        ["version", "1"],
        ["artifactUrl", "https://ghcr.io/a"],
        ["path", "a"],
        ["githubRepository", "api"],
    ] as const) {
        it(`updates ${field} where it was set, and where it is taken away`, () => {
            const set = desiredStorage({ [field]: value });
            const changes = [
                planStorageRecord(priorStorage(), set).change,
                planStorageRecord(priorStorage({ ...set }), desiredStorage()).change,
            ];
            for (const change of changes) assert.deepEqual("fields" in change && change.fields, [field]);
            assert.deepEqual(
                changes.map(({ kind }) => kind),
                ["update", "update"],
            );
        });
    }

    for (const [field, value] of [
        ["org", "other"],
        ["name", "other"],
        ["digest", digestOf(2)],
        ["registryUrl", "https://quay.io"],
        ["repository", "other"],
    ] as const) {
        it(`replaces for another ${field}, and for an unknown one`, () => {
            for (const changed of [value, UNKNOWN]) {
                const { change } = planStorageRecord(priorStorage(), desiredStorage({ [field]: changed }));
                assert.deepEqual([change.kind, "fields" in change && change.fields], ["replace", [field]]);
            }
        });
    }

    it("does not print the text that stands for an unknown value, nor a part of it", () => {
        const all = { org: UNKNOWN, name: UNKNOWN, digest: UNKNOWN, registryUrl: UNKNOWN };
        assert.equal(
            planStorageRecord(undefined, desiredStorage(all)).summary,
            "(not known yet): (not known yet)@(not known yet) in (not known yet): to record; 1 request",
        );
    });
});

describe("the removal of a storage record", () => {
    for (const [status, removalStatus, kind] of [
        ["active", "deleted", "retire"],
        ["active", "eol", "retire"],
        ["eol", "deleted", "retire"],
        ["eol", "eol", "keep"],
        ["deleted", "deleted", "keep"],
        ["deleted", "eol", "keep"],
    ] as const) {
        it(`of one that is ${status} by ${removalStatus}: ${kind}`, () => {
            const { change } = planStorageRemoval(priorStorage({ status, removalStatus }));
            assert.equal(change.kind, kind);
            if (change.kind === "retire") assert.equal(change.after.status, removalStatus);
        });
    }

    it("changes nothing but the status", () => {
        const { change, summary } = planStorageRemoval(priorStorage({ version: "1" }));
        assert.deepEqual(change, { kind: "retire", after: priorStorage({ version: "1", status: "deleted" }) });
        assert.equal(summary, `${label}: to retire; 1 request`);
    });
});

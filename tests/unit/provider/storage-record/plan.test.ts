import assert from "node:assert/strict";
import type { Doubt } from "../../../../provider/ownership/last-write";
import { type PriorStorage, withoutRecords } from "../../../../provider/storage-record/model";
import { planStorageRecord, planStorageRemoval } from "../../../../provider/storage-record/plan";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { frozen } from "../../../support/frozen";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, priorStorage } from "../../../support/storage-records";

const label = "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io";
const lost = (reason: Doubt, parts: Partial<PriorStorage> = {}) => withoutRecords(priorStorage(parts), reason);

describe("the plan of a storage record", () => {
    for (const [what, prior, parts, change, requests, said] of [
        ["new", undefined, {}, { kind: "record" }, 1, "to record; 1 request"],
        ["the same", priorStorage(), {}, { kind: "keep" }, 0, "unchanged; 0 requests"],
        ["the same in other case", priorStorage({ org: "ACME" }), {}, { kind: "keep" }, 0, "unchanged; 0 requests"],
        ["without a record", priorStorage({ recordIds: [] }), {}, { kind: "record" }, 1, "to record; 1 request"],
        ["without a clear answer", lost("unclear"), {}, { kind: "record" }, 1, "to record; 1 request"],
        ["written by somebody else", lost("rewritten"), {}, { kind: "record" }, 1, "to record; 1 request"],
        ["not returned", lost("not-returned"), {}, { kind: "record" }, 1, "to record; 1 request"],
        ["imported", lost("imported"), {}, { kind: "record" }, 1, "to record; 1 request"],
        [
            "without a record, with another removalStatus",
            lost("unclear"),
            { removalStatus: "deleted" },
            { kind: "record" },
            1,
            "to record; 1 request",
        ],
        [
            "without a record, and changed",
            lost("not-returned"),
            { path: "a" },
            { kind: "update", fields: ["path"] },
            1,
            "to update path; 1 request",
        ],
        [
            "with another removalStatus",
            priorStorage(),
            { removalStatus: "deleted" },
            { kind: "settings" },
            0,
            "unchanged; 0 requests",
        ],
        [
            "with another version and status",
            priorStorage({ version: "1" }),
            { version: "2", status: "eol" },
            { kind: "update", fields: ["version", "status"] },
            1,
            "to update version, status; 1 request",
        ],
        [
            "with another identity",
            priorStorage({ registryUrl: "https://quay.io" }),
            { version: "2" },
            { kind: "replace", fields: ["registryUrl"] },
            2,
            "acme: ghcr.io/acme/api@sha256:000000000001… in https://quay.io: to retire; 2 requests",
        ],
        [
            "with another identity, and without a clear answer",
            lost("unclear", { registryUrl: "https://quay.io" }),
            {},
            { kind: "replace", fields: ["registryUrl"] },
            1,
            "acme: ghcr.io/acme/api@sha256:000000000001… in https://quay.io: to retire; 1 request",
        ],
        [
            "with another identity, already retired",
            priorStorage({ status: "deleted", name: "old" }),
            {},
            { kind: "replace", fields: ["name"] },
            0,
            "acme: old@sha256:000000000001… in https://ghcr.io: unchanged; 0 requests",
        ],
        [
            "with another identity, written by somebody else",
            lost("rewritten", { name: "old" }),
            {},
            { kind: "replace", fields: ["name"] },
            0,
            "acme: old@sha256:000000000001… in https://ghcr.io: to leave as is (updated by others); 0 requests",
        ],
    ] as const) {
        it(`${what}: ${change.kind}`, () => {
            const desired = desiredStorage(parts);
            const plan = planStorageRecord(frozen(prior), frozen(desired));
            const sent = change.kind === "keep" || change.kind === "settings" ? {} : { after: desired };
            // For a replaced record, the line says what happens to the old one.
            const summary = change.kind === "replace" ? said : `${label}: ${said}`;
            assert.deepEqual(plan, { change: { ...change, ...sent }, requests, summary });
        });
    }

    for (const [field, value] of [
        ["version", "1"],
        ["artifactUrl", "https://ghcr.io/a"],
        ["path", "a"],
        ["githubRepository", "api"],
    ] as const) {
        it(`updates ${field} if it is set or removed`, () => {
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
        it(`replaces the record for another or an unknown ${field}`, () => {
            for (const changed of [value, UNKNOWN]) {
                const { change } = planStorageRecord(priorStorage(), desiredStorage({ [field]: changed }));
                assert.deepEqual([change.kind, "fields" in change && change.fields], ["replace", [field]]);
            }
        });
    }

    it("does not print the placeholder text of an unknown value, or a part of it", () => {
        const all = { org: UNKNOWN, name: UNKNOWN, digest: UNKNOWN, registryUrl: UNKNOWN };
        assert.equal(
            planStorageRecord(undefined, desiredStorage(all)).summary,
            "(not known yet): (not known yet)@(not known yet) in (not known yet): to record; 1 request",
        );
    });
});

describe("removing a storage record", () => {
    for (const [status, removalStatus, kind] of [
        ["active", "deleted", "retire"],
        ["active", "eol", "retire"],
        ["eol", "deleted", "retire"],
        ["eol", "eol", "keep"],
        ["deleted", "deleted", "keep"],
        ["deleted", "eol", "keep"],
    ] as const) {
        it(`that is ${status}, with removalStatus ${removalStatus}: ${kind}`, () => {
            const { change, requests } = planStorageRemoval(priorStorage({ status, removalStatus }));
            assert.equal(change.kind, kind);
            assert.equal(requests, kind === "retire" ? 2 : 0);
            if (change.kind === "retire") assert.equal(change.after.status, removalStatus);
        });
    }

    for (const [reason, status, kind, requests] of [
        ["unclear", "active", "retire", 1],
        // GitHub may hold the status that was sent last.
        ["unclear", "eol", "retire", 1],
        ["rewritten", "active", "leave", 0],
        ["rewritten", "eol", "keep", 0],
        ["not-returned", "active", "retire", 2],
        ["imported", "active", "retire", 2],
    ] as const) {
        it(`that is ${status} and has no record (${reason}): ${kind}, in ${requests} requests`, () => {
            const plan = planStorageRemoval(lost(reason, { status }));
            assert.deepEqual([plan.change.kind, plan.requests], [kind, requests]);
        });
    }

    it("leaves a deleted record deleted, even if the last write got no clear answer", () => {
        const { change } = planStorageRemoval(lost("unclear", { status: "deleted", removalStatus: "eol" }));
        assert.deepEqual(change.kind === "retire" && change.after.status, "deleted");
    });

    it("changes only the status", () => {
        const retired = { kind: "retire", after: desiredStorage({ version: "1", status: "eol" }) };
        const { change, summary } = planStorageRemoval(priorStorage({ version: "1" }));
        assert.deepEqual(change, retired);
        assert.equal(summary, `${label}: to retire; 2 requests`);
        assert.deepEqual(planStorageRemoval(lost("unclear", { version: "1" })).change, retired);
    });
});

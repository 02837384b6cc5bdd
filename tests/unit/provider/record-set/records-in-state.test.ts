import assert from "node:assert/strict";
import type { DeploymentRecord } from "../../../../provider/record-set/model";
import { decodeRecords, encodeRecords } from "../../../../provider/record-set/records-in-state";

const [EARLY, LATE] = ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"];

const recorded = (...times: (string | undefined)[]): ReadonlyMap<string, DeploymentRecord> =>
    new Map(times.map((updatedAt, n) => [`app-${n}`, { id: 7 + n, ...(updatedAt !== undefined && { updatedAt }) }]));

describe("the records of a set in its state", () => {
    for (const [what, records, encoded] of [
        ["have no time if there are no records", recorded(), { recordIds: {} }],
        [
            "have one time if they were written together",
            recorded(EARLY, EARLY),
            { recordIds: { "app-0": 7, "app-1": 8 }, writtenAt: EARLY },
        ],
        [
            "have the time of most records, and the other times by name",
            recorded(EARLY, LATE, LATE),
            { recordIds: { "app-0": 7, "app-1": 8, "app-2": 9 }, writtenAt: LATE, writtenAtOthers: { "app-0": EARLY } },
        ],
        [
            "have the latest of equally frequent times",
            recorded(LATE, EARLY),
            { recordIds: { "app-0": 7, "app-1": 8 }, writtenAt: LATE, writtenAtOthers: { "app-1": EARLY } },
        ],
        [
            "mark a record for which GitHub returned no time",
            recorded(EARLY, undefined),
            { recordIds: { "app-0": 7, "app-1": 8 }, writtenAt: EARLY, writtenAtOthers: { "app-1": "" } },
        ],
        ["have no time if GitHub returned none", recorded(undefined), { recordIds: { "app-0": 7 } }],
    ] as const) {
        it(what, () => {
            assert.deepEqual(encodeRecords(records), encoded);
            assert.deepEqual(decodeRecords(encodeRecords(records)), records);
        });
    }
});

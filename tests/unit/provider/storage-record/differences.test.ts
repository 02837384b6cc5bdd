import assert from "node:assert/strict";
import type { Difference } from "../../../../provider/resource/difference";
import { differencesOf } from "../../../../provider/storage-record/differences";
import { planStorageRecord } from "../../../../provider/storage-record/plan";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, priorStorage } from "../../../support/storage-records";

const full = { version: "1", artifactUrl: "https://a.test", path: "p", githubRepository: "api" };

describe("the differences of a storage record", () => {
    for (const [what, prior, desired, expected] of [
        ["nothing", priorStorage(), desiredStorage(), []],
        ["nothing for another spelling of the organization", priorStorage(), desiredStorage({ org: "ACME" }), []],
        ["a record that the state does not have", priorStorage({ recordIds: [] }), desiredStorage(), ["add status"]],
        [
            "only the differences if there is also no record",
            priorStorage({ recordIds: [] }),
            desiredStorage({ version: "2" }),
            ["add version"],
        ],
        [
            "each argument that is added",
            priorStorage(),
            desiredStorage(full),
            ["add version", "add artifactUrl", "add path", "add githubRepository"],
        ],
        [
            "each argument that is updated",
            priorStorage(full),
            desiredStorage({ ...full, version: UNKNOWN, status: "eol" }),
            ["update version", "update status"],
        ],
        [
            "each argument that is removed",
            priorStorage(full),
            desiredStorage({ version: "1" }),
            ["delete artifactUrl", "delete path", "delete githubRepository"],
        ],
        [
            "only another removalStatus",
            priorStorage(),
            desiredStorage({ removalStatus: "deleted" }),
            ["update removalStatus"],
        ],
        [
            "another removalStatus beside another version",
            priorStorage(),
            desiredStorage({ removalStatus: "deleted", version: "2" }),
            ["add version", "update removalStatus"],
        ],
        [
            "another identity, but no other differences",
            priorStorage(),
            desiredStorage({
                org: "b",
                name: "b",
                digest: digestOf(2),
                registryUrl: "https://b.test",
                repository: "b",
                version: "2",
            }),
            ["update org", "update name", "update digest", "update registryUrl", "add repository"],
        ],
        ["a repository that is removed", priorStorage({ repository: "a" }), desiredStorage(), ["delete repository"]],
    ] as const) {
        it(`show ${what}`, () => {
            const { change } = planStorageRecord(prior, desired);
            const shown = differencesOf(change, prior, desired).map(
                ({ kind, path }: Difference) => `${kind} ${path.join(" ")}`,
            );
            assert.deepEqual(shown, expected);
        });
    }
});

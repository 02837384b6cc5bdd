import assert from "node:assert/strict";
import { differencesOf } from "../../../../provider/record-set/differences";
import type { DesiredSet, PriorSet } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import type { Difference } from "../../../../provider/resource/difference";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { deployment, desiredSet, digestOf, priorSet } from "../../../support/record-sets";

const api = deployment();
const unknown = UNKNOWN as never;

/** The differences that the engine gets, as `kind path`. */
const differences = (prior: PriorSet, desired: DesiredSet): string[] =>
    differencesOf(planRecordSet(prior, desired), prior, desired).map(
        ({ kind, path }: Difference) => `${kind} ${path.join(" ")}`,
    );

describe("the differences of a record set", () => {
    for (const [what, prior, desired, expected] of [
        ["nothing", priorSet({ api }), desiredSet({ api }), []],
        ["a new deployment", priorSet({ api }), desiredSet({ api, web: api }), ["add deployments web"]],
        [
            "a deployment that lost its record in a refresh",
            priorSet({ api }, { lost: ["api"] }),
            desiredSet({ api }),
            ["add deployments api"],
        ],
        [
            "a deployment that lost its record in a refresh and is not known before up",
            priorSet({ api }, { lost: ["api"] }),
            desiredSet({ api: unknown }),
            ["update deployments api"],
        ],
        ["a deployment that leaves", priorSet({ api, web: api }), desiredSet({ api }), ["delete deployments web"]],
        [
            "a decommissioned deployment that leaves",
            priorSet({ api, web: deployment({ status: "decommissioned" }) }),
            desiredSet({ api }),
            ["delete deployments web"],
        ],
        [
            "a deployment that leaves and that somebody else wrote in the meantime",
            priorSet({ api, web: api }, { lost: ["web"], doubt: "rewritten" }),
            desiredSet({ api }),
            ["delete deployments web"],
        ],
        [
            "a deployment that stays while one with the same name in another case leaves",
            priorSet({ api, API: api }),
            desiredSet({ api }),
            ["delete deployments API", "add deployments api"],
        ],
        [
            "each field that is added",
            priorSet({ api }),
            desiredSet({
                api: deployment({
                    version: "1",
                    githubRepository: "api",
                    tags: { a: "b" },
                    runtimeRisks: ["internet-exposed"],
                }),
            }),
            ["version", "githubRepository", "tags", "runtimeRisks"].map((field) => `add deployments api ${field}`),
        ],
        [
            "each field that is updated",
            priorSet({ api: deployment({ version: "1", tags: { a: "b" } }) }),
            desiredSet({
                api: deployment({
                    name: "ghcr.io/acme/b",
                    digest: digestOf(2),
                    status: "decommissioned",
                    version: "2",
                    tags: { a: "c" },
                }),
            }),
            ["name", "digest", "version", "status", "tags"].map(
                (field) => `${field === "status" ? "add" : "update"} deployments api ${field}`,
            ),
        ],
        [
            "each field that is removed",
            priorSet({ api: deployment({ version: "1", runtimeRisks: ["internet-exposed"] }) }),
            desiredSet({ api }),
            ["delete deployments api version", "delete deployments api runtimeRisks"],
        ],
        [
            "a field that is not known before up",
            priorSet({ api }),
            desiredSet({ api: deployment({ digest: UNKNOWN, version: UNKNOWN }) }),
            ["update deployments api digest", "add deployments api version"],
        ],
        [
            "a deployment that is not known before up",
            priorSet({ api, web: api }),
            desiredSet({ api: unknown, web: api }),
            ["update deployments api"],
        ],
        [
            "a new deployment that is not known before up",
            priorSet({ api }),
            desiredSet({ api, web: unknown }),
            ["add deployments web"],
        ],
        [
            "deployments that are not known before up, and another onRejected",
            priorSet({ api }),
            { ...desiredSet({}, { onRejected: "warn" }), open: ["deployments"] },
            ["update deployments", "update onRejected"],
        ],
        [
            "another onRejected beside a change",
            priorSet({ api }),
            desiredSet({ api, web: api }, { onRejected: "warn" }),
            ["add deployments web", "update onRejected"],
        ],
        [
            "a rejected deployment that is no longer declared",
            priorSet({ api }, { rejected: new Map([["web", "not_found"]]) }),
            desiredSet({ api }),
            ["delete rejected"],
        ],
        [
            "only a rejected deployment that is declared again",
            priorSet({ api }, { rejected: new Map([["web", "not_found"]]) }),
            desiredSet({ api, web: api }),
            ["add deployments web"],
        ],
    ] as const) {
        it(`show ${what}`, () => assert.deepEqual(differences(prior, desired), expected));
    }
});

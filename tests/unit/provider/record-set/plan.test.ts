import assert from "node:assert/strict";
import { type Change, isChange, isSent, planRecordSet } from "../../../../provider/record-set/plan";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { deployment, desiredSet, digestOf, priorSet, target } from "../../../support/record-sets";

const deployed = deployment();
const gone = deployment({ status: "decommissioned" });
const changed = deployment({ digest: digestOf(2) });

describe("the plan of a record set, for one deployment", () => {
    for (const [what, before, recorded, after, change] of [
        ["new: record", undefined, false, deployed, { kind: "record", name: "api", after: deployed }],
        ["lost at a refresh: record", deployed, false, deployed, { kind: "record", name: "api", after: deployed }],
        ["lost and changed: record", deployed, false, changed, { kind: "record", name: "api", after: changed }],
        ["the same: keep", deployed, true, deployed, { kind: "keep", name: "api", before: deployed }],
        ["decommissioned and so declared: keep", gone, true, gone, { kind: "keep", name: "api", before: gone }],
        [
            "different: update",
            deployed,
            true,
            changed,
            { kind: "update", name: "api", before: deployed, after: changed, fields: ["digest"] },
        ],
        [
            "declared as decommissioned: update",
            deployed,
            true,
            gone,
            { kind: "update", name: "api", before: deployed, after: gone, fields: ["status"] },
        ],
        [
            "no longer declared: decommission",
            deployed,
            true,
            undefined,
            { kind: "decommission", name: "api", before: deployed, after: gone },
        ],
        [
            "lost and no longer declared: decommission",
            deployed,
            false,
            undefined,
            { kind: "decommission", name: "api", before: deployed, after: gone },
        ],
        ["decommissioned before: forget", gone, true, undefined, { kind: "forget", name: "api", before: gone }],
        ["decommissioned and lost: forget", gone, false, undefined, { kind: "forget", name: "api", before: gone }],
    ] as const) {
        it(what, () => {
            const prior = before && priorSet({ api: before }, { lost: recorded ? [] : ["api"] });
            const desired = desiredSet(after ? { api: after } : {});
            assert.deepEqual(planRecordSet(prior, desired).changes, [change]);
        });
    }

    for (const [field, parts] of Object.entries({
        name: { name: "other" },
        digest: { digest: digestOf(2) },
        version: { version: "1" },
        status: { status: "decommissioned" },
        githubRepository: { githubRepository: "api" },
        tags: { tags: { a: "1" } },
        runtimeRisks: { runtimeRisks: ["internet-exposed"] },
    } as const)) {
        it(`is an update of ${field} where it was set, and where it is taken away`, () => {
            for (const [before, after] of [
                [deployed, deployment(parts)],
                [deployment(parts), deployed],
            ] as const) {
                const [change] = planRecordSet(priorSet({ api: before }), desiredSet({ api: after })).changes;
                assert.deepEqual(change, { kind: "update", name: "api", before, after, fields: [field] });
            }
        });
    }

    it("compares tags and risks by their content, tags in any order", () => {
        const one = deployment({ tags: { a: "1", b: "2" }, runtimeRisks: ["internet-exposed"] });
        const same = deployment({ tags: { b: "2", a: "1" }, runtimeRisks: ["internet-exposed"] });
        const other = deployment({ tags: { a: "1", b: "3" }, runtimeRisks: ["sensitive-data"] });
        assert.equal(planRecordSet(priorSet({ api: one }), desiredSet({ api: same })).changes[0]?.kind, "keep");
        const [change] = planRecordSet(priorSet({ api: one }), desiredSet({ api: other })).changes;
        assert.deepEqual(change?.kind === "update" && change.fields, ["tags", "runtimeRisks"]);
    });
});

describe("the plan of a preview", () => {
    it("says only that deployments are unknown where all of them are", () => {
        assert.deepEqual(planRecordSet(priorSet({ api: deployed }), { ...target(), deployments: UNKNOWN }), {
            changes: [],
            requests: 0,
            summary: "acme/prod-eu-1/production: deployments not known before up",
        });
    });

    it("counts an unknown deployment as a change", () => {
        const deployments = new Map([
            ["new", UNKNOWN],
            ["old", UNKNOWN],
        ] as const);
        const plan = planRecordSet(priorSet({ old: deployed }), { ...target(), deployments });
        assert.deepEqual(
            plan.changes.map(({ kind, name }) => [name, kind]),
            [
                ["new", "record"],
                ["old", "update"],
            ],
        );
    });

    it("retires what leaves beside an unknown deployment", () => {
        const declared = { ...target(), deployments: new Map([["new", UNKNOWN] as const]) };
        const { changes } = planRecordSet(priorSet({ gone: deployment() }), declared);
        assert.deepEqual(
            changes.map(({ kind, name }) => `${kind} ${name}`),
            ["decommission gone", "record new"],
        );
    });

    it("counts a deployment with an unknown field as an update of that field", () => {
        const desired = desiredSet({ api: deployment({ digest: UNKNOWN }) });
        const [change] = planRecordSet(priorSet({ api: deployed }), desired).changes;
        assert.deepEqual(change?.kind === "update" && change.fields, ["digest"]);
    });

    it("does not print the text that stands for an unknown value", () => {
        const desired = desiredSet({}, { cluster: UNKNOWN, physicalEnvironment: UNKNOWN });
        assert.equal(
            planRecordSet(undefined, desired).summary,
            "acme/(not known yet)/production/(not known yet): no deployments; 0 requests",
        );
    });
});

describe("what a change is", () => {
    for (const [kind, sent, change] of [
        ["record", true, true],
        ["update", true, true],
        ["decommission", true, true],
        ["forget", false, true],
        ["keep", false, false],
    ] as const) {
        it(`${kind} is ${sent ? "" : "not "}sent and is ${change ? "a" : "no"} change`, () => {
            const sides = sent ? { before: deployed, after: changed, fields: [] } : { before: deployed };
            const made = { kind, name: "api", ...sides } as Change;
            assert.deepEqual([isSent(made), isChange(made)], [sent, change]);
        });
    }
});

import assert from "node:assert/strict";
import type { Deployment } from "../../../../provider/record-set/model";
import {
    type Change,
    callsOf,
    isChange,
    isDecommission,
    isSent,
    planRecordSet,
    type SentChange,
} from "../../../../provider/record-set/plan";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { deployment, desiredSet, digestOf, priorSet, target } from "../../../support/record-sets";

const deployed = deployment();
const gone = deployment({ status: "decommissioned" });
const changed = deployment({ digest: digestOf(2) });

describe("the plan of a record set with one deployment", () => {
    for (const [what, before, recorded, after, change] of [
        ["new: record", undefined, false, deployed, { kind: "record", name: "api", after: deployed }],
        [
            "not returned by a refresh: record",
            deployed,
            false,
            deployed,
            { kind: "record", name: "api", after: deployed },
        ],
        [
            "not returned, and changed: update",
            deployed,
            false,
            changed,
            { kind: "update", name: "api", before: deployed, after: changed, fields: ["digest"] },
        ],
        ["the same: keep", deployed, true, deployed, { kind: "keep", name: "api", before: deployed }],
        [
            "decommissioned and declared as decommissioned: keep",
            gone,
            true,
            gone,
            { kind: "keep", name: "api", before: gone },
        ],
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
            "not returned and no longer declared: decommission",
            deployed,
            false,
            undefined,
            { kind: "decommission", name: "api", before: deployed, after: gone },
        ],
        [
            "rewritten and the same: record",
            deployed,
            "rewritten",
            deployed,
            { kind: "record", name: "api", after: deployed },
        ],
        [
            "rewritten and no longer declared: leave",
            deployed,
            "rewritten",
            undefined,
            { kind: "leave", name: "api", before: deployed },
        ],
        [
            "rewritten and decommissioned: forget",
            gone,
            "rewritten",
            undefined,
            { kind: "forget", name: "api", before: gone },
        ],
        ...(["unclear", "imported", "moved"] as const).map(
            (doubt) =>
                [
                    `${doubt} and no longer declared: decommission`,
                    deployed,
                    doubt,
                    undefined,
                    { kind: "decommission", name: "api", before: deployed, after: gone },
                ] as const,
        ),
        ["decommissioned before: forget", gone, true, undefined, { kind: "forget", name: "api", before: gone }],
        [
            "decommissioned and not returned: forget",
            gone,
            false,
            undefined,
            { kind: "forget", name: "api", before: gone },
        ],
    ] as const) {
        it(what, () => {
            const why: Parameters<typeof priorSet>[1] =
                recorded === true ? {} : { lost: ["api"], doubt: recorded || "not-returned" };
            const prior = before && priorSet({ api: before }, why);
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
        it(`is an update if ${field} is set or removed`, () => {
            for (const [before, after] of [
                [deployed, deployment(parts)],
                [deployment(parts), deployed],
            ] as const) {
                const [change] = planRecordSet(priorSet({ api: before }), desiredSet({ api: after })).changes;
                assert.deepEqual(change, { kind: "update", name: "api", before, after, fields: [field] });
            }
        });
    }

    it("compares tags and risks by content, and tags in any order", () => {
        const one = deployment({ tags: { a: "1", b: "2" }, runtimeRisks: ["internet-exposed"] });
        const same = deployment({ tags: { b: "2", a: "1" }, runtimeRisks: ["internet-exposed"] });
        const other = deployment({ tags: { a: "1", b: "3" }, runtimeRisks: ["sensitive-data"] });
        assert.equal(planRecordSet(priorSet({ api: one }), desiredSet({ api: same })).changes[0]?.kind, "keep");
        const [change] = planRecordSet(priorSet({ api: one }), desiredSet({ api: other })).changes;
        assert.deepEqual(change?.kind === "update" && change.fields, ["tags", "runtimeRisks"]);
    });
});

describe("a deployment that leaves a record set", () => {
    const built = (name: string, version: string, githubRepository?: string) =>
        deployment({ name, version, ...(githubRepository && { githubRepository }) });

    /** The name and version with which `a` is retired while `b` stays. */
    const retiredAs = (leaving: Deployment, staying: Deployment): string => {
        const [change] = planRecordSet(priorSet({ a: leaving }), desiredSet({ b: staying })).changes;
        assert.equal(change?.kind, "decommission");
        return `${change.after.name}:${change.after.version}`;
    };

    it("is retired with the name and version of a deployment that stays and has its digest and repository", () => {
        assert.equal(retiredAs(built("old", "1"), built("new", "2")), "new:2");
        assert.equal(retiredAs(built("old", "1", "api"), built("new", "2", "API")), "new:2");
        assert.equal(retiredAs(built("old", "1", "api"), built("new", "2")), "new:2");
        assert.equal(retiredAs(built("old", "1"), built("new", "2", "api")), "new:2");
    });

    it("keeps its own name and version if another repository built the deployment that stays", () => {
        assert.equal(retiredAs(built("old", "1", "api"), built("new", "2", "web")), "old:1");
    });
});

describe("the plan of a record set with names that differ only in case", () => {
    const kinds = (prior: Parameters<typeof priorSet>, ...names: string[]) => {
        const desired = desiredSet(Object.fromEntries(names.map((name) => [name, deployed])));
        return planRecordSet(priorSet(...prior), desired).changes.map(({ kind, name }) => `${kind} ${name}`);
    };

    it("retires one name and records the other if the case changes", () => {
        assert.deepEqual(kinds([{ Api: deployed }], "API"), ["record API", "decommission Api"]);
    });

    it("records the name that stays again if the other is retired, because GitHub may treat both as one record", () => {
        assert.deepEqual(kinds([{ API: deployed, Api: deployed }], "API"), ["record API", "decommission Api"]);
        const open = { lost: ["Api"], doubt: "unclear" } as const;
        assert.deepEqual(kinds([{ API: deployed, Api: deployed }, open], "API"), ["record API", "decommission Api"]);
    });

    it("keeps the name that stays if the other is not retired", () => {
        assert.deepEqual(kinds([{ API: deployed, Api: gone }], "API"), ["keep API", "forget Api"]);
        assert.deepEqual(kinds([{ API: deployed, Api: deployed }], "API", "Api"), ["keep API", "keep Api"]);
        const left = { lost: ["Api"], doubt: "rewritten" } as const;
        assert.deepEqual(kinds([{ API: deployed, Api: deployed }, left], "API"), ["keep API", "leave Api"]);
    });
});

describe("the plan of a preview", () => {
    it("only says that deployments are unknown if all of them are", () => {
        const desired = { ...target(), deployments: new Map(), open: ["deployments"] };
        assert.deepEqual(planRecordSet(priorSet({ api: deployed }), desired), {
            changes: [],
            requests: 0,
            summary: "acme/prod-eu-1/production: deployments not known before up",
        });
    });

    it("counts known deployments, names the unknown parts, and retires nothing that may be in them", () => {
        const prior = priorSet({ kept: deployed, changed: deployed, perhaps: deployed });
        const declared = desiredSet({ kept: deployed, changed: deployment({ version: "2" }), new: deployed });
        const { changes, summary } = planRecordSet(prior, { ...declared, open: ["workloads[2]", "workloads[3]"] });
        assert.deepEqual(
            changes.map(({ kind, name }) => `${kind} ${name}`),
            ["update changed", "keep kept", "record new"],
        );
        assert.equal(
            summary,
            "acme/prod-eu-1/production: 1 to record, 1 to update, 1 unchanged, workloads[2] not known before up, " +
                "workloads[3] not known before up; 1 request or more",
        );
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

    it("retires a deployment that leaves even if another deployment is unknown", () => {
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

    it("does not print the placeholder text of an unknown value", () => {
        const desired = desiredSet({}, { cluster: UNKNOWN, physicalEnvironment: UNKNOWN });
        assert.equal(
            planRecordSet(undefined, desired).summary,
            "acme/(not known yet)/production/(not known yet): no deployments; 0 requests",
        );
    });
});

describe("a change", () => {
    for (const [kind, sent, change] of [
        ["record", true, true],
        ["update", true, true],
        ["decommission", true, true],
        ["forget", false, true],
        ["leave", false, true],
        ["keep", false, false],
    ] as const) {
        it(`of kind ${kind} is ${sent ? "" : "not "}sent and counts as ${change ? "a" : "no"} difference`, () => {
            const sides = sent ? { before: deployed, after: changed, fields: [] } : { before: deployed };
            const made = { kind, name: "api", ...sides } as Change;
            assert.deepEqual([isSent(made), isChange(made)], [sent, change]);
            assert.equal(isDecommission(made), kind === "decommission");
        });
    }
});

describe("the calls of a plan", () => {
    const record = (name: string): SentChange => ({ kind: "record", name, after: deployed });
    const retire = (name: string): SentChange => ({ kind: "decommission", name, before: deployed, after: gone });
    const calls = (...sent: SentChange[]) =>
        callsOf(sent).map((call) => call.map(({ kind, name }) => `${kind} ${name}`));
    const some = (count: number, of: (name: string) => SentChange) =>
        Array.from({ length: count }, (_, n) => of(`d${n}`));

    it("are none if nothing is sent", () => assert.deepEqual(calls(), []));

    it("contain both writes and retirements", () => {
        assert.deepEqual(calls(record("a"), retire("b")), [["record a", "decommission b"]]);
    });

    it("hold 1,000 entries each, in order", () => {
        for (const of of [record, retire]) {
            assert.deepEqual(
                callsOf(some(2001, of)).map((call) => [call.length, call[0]?.name]),
                [
                    [1000, "d0"],
                    [1000, "d1000"],
                    [1, "d2000"],
                ],
            );
        }
    });

    it("retire names that are written in another case first, in a separate call", () => {
        assert.deepEqual(calls(record("API"), retire("Api"), retire("api"), record("b"), retire("c")), [
            ["decommission Api", "decommission api"],
            ["record API", "record b", "decommission c"],
        ]);
    });

    it("retire names that are updated in another case first, too", () => {
        const update: SentChange = { kind: "update", name: "API", before: gone, after: deployed, fields: ["status"] };
        assert.deepEqual(calls(update, retire("api")), [["decommission api"], ["update API"]]);
    });

    it("retire two names that differ only in case together if neither is written", () => {
        assert.deepEqual(calls(retire("API"), retire("api")), [["decommission API", "decommission api"]]);
    });
});

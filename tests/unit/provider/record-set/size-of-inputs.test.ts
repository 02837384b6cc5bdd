import assert from "node:assert/strict";
import { sent } from "../../../../provider/plugin/wire";
import type { Deployment, DesiredSet } from "../../../../provider/record-set/model";
import { bytesInState, sizeProblem } from "../../../../provider/record-set/size-of-inputs";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { byName, deployment, desiredSet, digestOf } from "../../../support/record-sets";

/** Deployments by number, as a parser returns them. No two have the same digest. */
const many = (count: number, parts: Partial<Deployment> = {}): DesiredSet["deployments"] =>
    new Map(
        Array.from({ length: count }, (_, n) => [
            `shop/app-${n}/server`,
            deployment({ digest: digestOf(n), ...parts }),
        ]),
    );

/** The longest values that GitHub's limits allow, with 4-byte characters if there is no pattern. */
const LONGEST: Partial<Deployment> = {
    name: "\u{1F4E6}".repeat(256),
    version: "\u{1F4E6}".repeat(100),
    githubRepository: "r".repeat(100),
    tags: Object.fromEntries(["1", "2", "3", "4", "5"].map((n) => [n.repeat(100), "\u{1F4E6}".repeat(100)])),
    runtimeRisks: ["critical-resource", "internet-exposed", "lateral-movement", "sensitive-data"],
};

describe("the size of a set in the state", () => {
    for (const [what, parts] of [
        ["with only the required fields", {}],
        ["with every field", { version: "1.4.2", tags: { team: "shop" }, runtimeRisks: ["internet-exposed"] }],
        ["with every field at its longest", LONGEST],
    ] as const) {
        it(`is what is sent to the engine, to the byte: deployments ${what}`, () => {
            const deployments = {
                api: deployment(parts),
                ["\u{1F4E6}".repeat(256)]: deployment({ ...parts, digest: digestOf(2) }),
            };
            const of = <Value>(value: Value) =>
                Object.fromEntries(Object.keys(deployments).map((name): [string, Value] => [name, value]));
            const time = "2026-01-01T00:00:00Z";
            // Each one separately, because a map of many entries needs bytes for its own length.
            const travels = Object.keys(deployments).map((name) =>
                [deployments, of(3_000_001), of(time), of("unauthorized")]
                    .map((map) => sent({ [name]: (map as Record<string, unknown>)[name] }).length)
                    .reduce((sum, bytes) => sum + bytes),
            );
            assert.equal(
                bytesInState(byName(deployments)),
                travels.reduce((sum, bytes) => sum + bytes),
            );
        });
    }

    it("counts only the name of an entry that is unknown in a preview", () => {
        const known = bytesInState(new Map([["api", deployment()]]));
        const unknown = bytesInState(new Map([["api", UNKNOWN]]));
        assert.ok(unknown > 0 && known - unknown > digestOf(1).length, `${known} ${unknown}`);
        assert.equal(bytesInState(new Map()), 0);
    });
});

describe("a set that is too large for the state of a partial failure", () => {
    const problemOf = (deployments: DesiredSet["deployments"]) => sizeProblem({ ...desiredSet(), deployments });

    it("is refused with its size, the limit, the reason and the way out", () => {
        assert.equal(
            problemOf(many(50_000)),
            "has 50000 entries, which take about 12.8 MiB in Pulumi's state; at most 11 MiB are allowed in one set. When a call " +
                "to GitHub fails, Pulumi gets what was recorded in a message of limited size, and loses a larger one. Declare " +
                "several sets for the same cluster and environments, for example one for each namespace",
        );
    });

    it("is larger than 11 MiB, to the byte, for any number of entries, and is reported as larger than the limit", () => {
        const limit = 11 * 1024 * 1024;
        for (const parts of [{}, LONGEST]) {
            const some = many(1_000, parts) as Map<string, Deployment>;
            const fitting = Math.floor((limit / bytesInState(some)) * 950);
            const all = many(fitting, parts) as Map<string, Deployment>;
            // The length of a name this long takes three bytes, and so do the lengths of the two frames around it.
            const filled = (length: number) => all.set("filler", deployment({ name: "n".repeat(length) }));
            const rest = limit - bytesInState(filled(20_000));
            assert.ok(rest > 0);
            assert.equal(problemOf(filled(20_000 + rest)), undefined);
            assert.match(String(problemOf(filled(20_001 + rest))), / entries, which take about 11\.1 MiB in/);
        }
    });

    it("is never an empty set or a set of unknown entries", () => {
        assert.equal(problemOf(new Map()), undefined);
        assert.equal(problemOf(new Map(Array.from({ length: 20_000 }, (_, n) => [`app-${n}`, UNKNOWN]))), undefined);
    });
});

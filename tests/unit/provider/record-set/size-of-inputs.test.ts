import assert from "node:assert/strict";
import { sent } from "../../../../provider/plugin/wire";
import type { Deployment, DesiredSet } from "../../../../provider/record-set/model";
import { bytesInState, sizeProblem } from "../../../../provider/record-set/size-of-inputs";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { byName, deployment, desiredSet, digestOf } from "../../../support/record-sets";

/** As a parser gives them, by their number: no two have the same digest. */
const many = (count: number, parts: Partial<Deployment> = {}): DesiredSet["deployments"] =>
    new Map(
        Array.from({ length: count }, (_, n) => [
            `shop/app-${n}/server`,
            deployment({ digest: digestOf(n), ...parts }),
        ]),
    );

/** The longest that GitHub's limits allow, in characters of four bytes where there is no pattern. */
const LONGEST: Partial<Deployment> = {
    name: "\u{1F4E6}".repeat(256),
    version: "\u{1F4E6}".repeat(100),
    githubRepository: "r".repeat(100),
    tags: Object.fromEntries(["1", "2", "3", "4", "5"].map((n) => [n.repeat(100), "\u{1F4E6}".repeat(100)])),
    runtimeRisks: ["critical-resource", "internet-exposed", "lateral-movement", "sensitive-data"],
};

describe("the size of a set in the state", () => {
    for (const [what, parts] of [
        ["with nothing but what has to be there", {}],
        ["with every field", { version: "1.4.2", tags: { team: "shop" }, runtimeRisks: ["internet-exposed"] }],
        ["with every field as long as it may be", LONGEST],
    ] as const) {
        it(`is what travels to the engine, to the byte: deployments ${what}`, () => {
            const deployments = {
                api: deployment(parts),
                ["\u{1F4E6}".repeat(256)]: deployment({ ...parts, digest: digestOf(2) }),
            };
            const of = <Value>(value: Value) =>
                Object.fromEntries(Object.keys(deployments).map((name): [string, Value] => [name, value]));
            const time = "2026-01-01T00:00:00Z";
            // Each alone: the map around many entries has a length of its own.
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

    it("counts the name alone of an entry that a preview does not know", () => {
        const known = bytesInState(new Map([["api", deployment()]]));
        const unknown = bytesInState(new Map([["api", UNKNOWN]]));
        assert.ok(unknown > 0 && known - unknown > digestOf(1).length, `${known} ${unknown}`);
        assert.equal(bytesInState(new Map()), 0);
    });
});

describe("a set that is too large for the state of a partial failure", () => {
    const problemOf = (deployments: DesiredSet["deployments"]) => sizeProblem({ ...desiredSet(), deployments });

    it("is refused with its size, what fits and why, and the way out", () => {
        assert.equal(
            problemOf(many(50_000)),
            "has 50000 entries, which take about 12.8 MiB in Pulumi's state; at most 11 MiB are allowed in one set. When a call " +
                "to GitHub fails, Pulumi gets what was recorded in a message of limited size, and loses a larger one. Declare " +
                "several sets for the same cluster and environments, for example one for each namespace",
        );
    });

    it("is one above 11 MiB, to the byte, however many entries it has, and is then said to be larger than what fits", () => {
        const limit = 11 * 1024 * 1024;
        for (const parts of [{}, LONGEST]) {
            const some = many(1_000, parts) as Map<string, Deployment>;
            const fitting = Math.floor((limit / bytesInState(some)) * 950);
            const all = many(fitting, parts) as Map<string, Deployment>;
            // A name of this length has a length of three bytes, as have the two frames around it.
            const filled = (length: number) => all.set("filler", deployment({ name: "n".repeat(length) }));
            const rest = limit - bytesInState(filled(20_000));
            assert.ok(rest > 0);
            assert.equal(problemOf(filled(20_000 + rest)), undefined);
            assert.match(String(problemOf(filled(20_001 + rest))), / entries, which take about 11\.1 MiB in/);
        }
    });

    it("is not one of which nobody knows the entries yet, or that is empty", () => {
        assert.equal(problemOf(new Map()), undefined);
        assert.equal(problemOf(new Map(Array.from({ length: 20_000 }, (_, n) => [`app-${n}`, UNKNOWN]))), undefined);
    });
});

import assert from "node:assert/strict";
import type { Applied } from "../../../../provider/record-set/apply";
import { Holding } from "../../../../provider/record-set/holding";
import type { NotRetired } from "../../../../provider/record-set/not-retired";
import type { Rejection } from "../../../../provider/record-set/rejections";
import { type Report, reportOn } from "../../../../provider/record-set/report";
import type { Leaving } from "../../../../provider/run";
import type { OnRejected } from "../../../../provider/vocabulary";
import { deployment, target } from "../../../support/record-sets";

type Outcome = Partial<Pick<Applied, "rejections" | "failures" | "notRetired">>;

function report(outcome: Outcome, onRejected: OnRejected = "fail", leaving: Leaving = "update"): Report {
    const nothing = { rejected: new Map(), rejections: [], failures: [], notRetired: new Map() };
    return reportOn({ ...new Holding(undefined), ...nothing, ...outcome }, target(), onRejected, leaving);
}

const rejection: Rejection = { change: { kind: "record", name: "bad", after: deployment() }, cause: "unauthorized" };

/** How something that was not retired is said. */
const saidAs = (why: NotRetired, onRejected: OnRejected, leaving: Leaving): string => {
    const { lines, warnings, reasons } = report({ notRetired: new Map([[why, ["a", "b"]]]) }, onRejected, leaving);
    assert.equal(lines.length + warnings.length + reasons.length, 1);
    return lines.length === 1 ? "a line" : warnings.length === 1 ? "a warning" : "a failure";
};

describe("what is said of a plan that was carried out", () => {
    it("is nothing where all went well", () => {
        assert.deepEqual(report({}), { lines: [], warnings: [], reasons: [] });
    });

    for (const onRejected of ["fail", "warn"] as const) {
        for (const leaving of ["update", "delete"] as const) {
            it(`is a failure for each call that failed (${leaving}, ${onRejected})`, () => {
                const { lines, warnings, reasons } = report({ failures: ["one", "two"] }, onRejected, leaving);
                assert.deepEqual([lines, warnings, reasons], [[], [], ["one", "two"]]);
            });
        }
    }

    for (const [onRejected, leaving, isFailure] of [
        ["fail", "update", true],
        ["warn", "update", false],
        ["fail", "delete", true],
        ["warn", "delete", true],
    ] as const) {
        it(`is a ${isFailure ? "failure" : "warning"} for a rejection (${leaving}, ${onRejected})`, () => {
            const { lines, warnings, reasons } = report({ rejections: [rejection] }, onRejected, leaving);
            assert.deepEqual(
                [lines.length, warnings.length, reasons.length],
                [0, isFailure ? 0 : 1, isFailure ? 1 : 0],
            );
            assert.match([...warnings, ...reasons].join(), /^deployment "bad" /);
        });
    }

    for (const [why, update, remove, updateWithWarn, removeWithWarn] of [
        ["declared", "a line", "a line", "a line", "a line"],
        ["rewritten", "a warning", "a warning", "a warning", "a warning"],
        ["gone", "a warning", "a warning", "a warning", "a warning"],
        ["unseen", "a failure", "a failure", "a warning", "a warning"],
        ["not_found", "a failure", "a failure", "a warning", "a warning"],
        ["not-written", "a line", "a failure", "a line", "a failure"],
        ["outdated", "a failure", "a failure", "a failure", "a failure"],
    ] as const) {
        it(`of what was not retired, as it is ${why}: ${update}, of a delete ${remove}; with "warn" ${updateWithWarn}, of a delete ${removeWithWarn}`, () => {
            assert.deepEqual(
                [
                    saidAs(why, "fail", "update"),
                    saidAs(why, "fail", "delete"),
                    saidAs(why, "warn", "update"),
                    saidAs(why, "warn", "delete"),
                ],
                [update, remove, updateWithWarn, removeWithWarn],
            );
        });
    }

    for (const [why, said] of [
        [
            "declared",
            /^acme\/prod-eu-1\/production: not decommissioned, as another resource declares it: 1 deployment \("a"\)$/,
        ],
        [
            "rewritten",
            /: left as recorded: 1 deployment \("a"\)\. It was written after .* broken off\. It leaves this stack's state\. .* declare it again, run `pulumi up`, then take it out$/,
        ],
        [
            "gone",
            /: not decommissioned: 1 deployment \("a"\)\. GitHub does not list it .* decommissioned it\. It leaves this stack's state\. .* declare it again, run `pulumi up`, then take it out$/,
        ],
        [
            "unseen",
            /: not decommissioned: 1 deployment \("a"\)\. .*"artifact-metadata: read".* set onRejected to "warn", or run `pulumi state delete` with the URN/,
        ],
        [
            "not_found",
            /: GitHub finds neither .* of 1 deployment \("a"\) any more.* with the new name as githubRepository/,
        ],
        [
            "not-written",
            /: kept in the state, as another resource declares it and has not written it: 1 deployment \("a"\)\. Mend what/,
        ],
        [
            "outdated",
            /: kept in the state: 1 deployment \("a"\)\. Another resource declares it, .*run `pulumi up --refresh`/,
        ],
    ] as const) {
        it(`names what was not retired, and says what to do: ${why}`, () => {
            const { lines, warnings, reasons } = report({ notRetired: new Map([[why, ["a"]]]) });
            assert.match([...lines, ...warnings, ...reasons].join("\n"), said);
        });
    }

    it('says with "warn" of what nobody could tell whose it is that it leaves the state, and not how to drop it', () => {
        const { warnings } = report({ notRetired: new Map([["unseen", ["a"]]]) }, "warn");
        assert.match(
            warnings.join(),
            /or a run that got no answer has retired it already, or another set .* to another digest\. It leaves this stack's state\. .* mend that, declare it again/,
        );
    });

    it("comes with the failures first, then the rejections, then what was not retired", () => {
        const { reasons } = report({
            failures: ["a call failed"],
            rejections: [rejection],
            notRetired: new Map([["outdated", ["a"]]]),
        });
        assert.deepEqual(
            reasons.map((reason) => reason.slice(0, 12)),
            ["a call faile", 'deployment "', "acme/prod-eu"],
        );
    });
});

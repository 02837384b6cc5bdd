import assert from "node:assert/strict";
import type { Leaving } from "../../../../provider/ownership/run";
import type { Applied } from "../../../../provider/record-set/apply";
import { Holding } from "../../../../provider/record-set/holding";
import type { NotRetired } from "../../../../provider/record-set/not-retired";
import type { Explain, Rejection } from "../../../../provider/record-set/rejections";
import { type Report, reportOn } from "../../../../provider/record-set/report";
import type { OnRejected } from "../../../../provider/vocabulary/words";
import { deployment, target } from "../../../support/record-sets";

type Outcome = Partial<Pick<Applied, "rejections" | "failures" | "notRetired">>;

async function report(outcome: Outcome, onRejected: OnRejected = "fail", leaving: Leaving = "update"): Promise<Report> {
    const nothing = { rejected: new Map(), rejections: [], failures: [], notRetired: new Map() };
    const explain: Explain = async (refusals) => refusals.map(({ org }) => [`it may not write in ${org}.`]);
    const applied = { ...new Holding(undefined), ...nothing, ...outcome };
    return reportOn(applied, target(), { onRejected, leaving, explain });
}

const rejection: Rejection = {
    change: { kind: "record", name: "bad", after: deployment() },
    cause: "unauthorized",
    isStaying: true,
};

/** How something that was not retired is reported. */
const saidAs = async (why: NotRetired, onRejected: OnRejected, leaving: Leaving): Promise<string> => {
    const { lines, warnings, reasons } = await report(
        { notRetired: new Map([[why, ["a", "b"]]]) },
        onRejected,
        leaving,
    );
    assert.equal(lines.length + warnings.length + reasons.length, 1);
    return lines.length === 1 ? "a line" : warnings.length === 1 ? "a warning" : "a failure";
};

describe("the report on an applied plan", () => {
    it("is empty if everything succeeded", async () => {
        assert.deepEqual(await report({}), { lines: [], warnings: [], reasons: [] });
    });

    for (const onRejected of ["fail", "warn"] as const) {
        for (const leaving of ["update", "delete"] as const) {
            it(`has a failure for each failed call (${leaving}, ${onRejected})`, async () => {
                const { lines, warnings, reasons } = await report({ failures: ["one", "two"] }, onRejected, leaving);
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
        it(`has a ${isFailure ? "failure" : "warning"} for a rejection (${leaving}, ${onRejected})`, async () => {
            const { lines, warnings, reasons } = await report({ rejections: [rejection] }, onRejected, leaving);
            assert.deepEqual(
                [lines.length, warnings.length, reasons.length],
                [0, isFailure ? 0 : 1, isFailure ? 1 : 0],
            );
            assert.match([...warnings, ...reasons].join(), /^deployment "bad" .*: it may not write in acme\.$/);
        });
    }

    for (const [onRejected, leaving] of [
        ["fail", "update"],
        ["fail", "delete"],
        ["warn", "delete"],
    ] as const) {
        it(`has a warning for a rejected deployment that leaves the state (${leaving}, ${onRejected})`, async () => {
            const rejections = [{ ...rejection, isStaying: false }];
            const { lines, warnings, reasons } = await report({ rejections }, onRejected, leaving);
            assert.deepEqual([lines.length, warnings.length, reasons.length], [0, 1, 0]);
        });
    }

    for (const [why, update, remove, updateWithWarn, removeWithWarn] of [
        ["declared", "a line", "a line", "a line", "a line"],
        ["rewritten", "a warning", "a warning", "a warning", "a warning"],
        ["gone", "a warning", "a warning", "a warning", "a warning"],
        ["unseen", "a failure", "a failure", "a warning", "a warning"],
        ["not-written", "a line", "a failure", "a line", "a failure"],
        ["outdated", "a failure", "a failure", "a failure", "a failure"],
    ] as const) {
        it(`has ${update} for what was not retired (${why}) in an update, ${remove} in a delete; with "warn" ${updateWithWarn} and ${removeWithWarn}`, async () => {
            assert.deepEqual(
                [
                    await saidAs(why, "fail", "update"),
                    await saidAs(why, "fail", "delete"),
                    await saidAs(why, "warn", "update"),
                    await saidAs(why, "warn", "delete"),
                ],
                [update, remove, updateWithWarn, removeWithWarn],
            );
        });
    }

    const PLACE = "acme/prod-eu-1/production";
    for (const [why, first, next] of [
        ["declared", `${PLACE}: not decommissioned, because another resource declares it: 1 deployment ("a")`, []],
        [
            "rewritten",
            `${PLACE}: left unchanged on GitHub: 1 deployment ("a").`,
            [/It was updated after/, /declare it again/],
        ],
        ["gone", `${PLACE}: not decommissioned: 1 deployment ("a").`, [/no longer lists it/, /declare it again/]],
        [
            "unseen",
            `${PLACE}: not decommissioned: 1 deployment ("a").`,
            [
                /it is not known whether/,
                /"artifact-metadata: read"/,
                /set onRejected to "warn", or run `pulumi state delete`/,
            ],
        ],
        [
            "not-written",
            `${PLACE}: kept in the state: 1 deployment ("a").`,
            [/has not written it\. Fix/, /deleteBeforeReplace/],
        ],
        ["outdated", `${PLACE}: kept in the state: 1 deployment ("a").`, [/wrote it later/, /`pulumi up --refresh`/]],
    ] as const) {
        it(`names what was not retired, and then says why and what to do: ${why}`, async () => {
            const { lines, warnings, reasons } = await report({ notRetired: new Map([[why, ["a"]]]) });
            const [head, ...rest] = [...lines, ...warnings, ...reasons].join("\n").split("\n  ");
            assert.equal(head, first);
            assert.equal(rest.length, next.length, rest.join("\n"));
            for (const [at, pattern] of next.entries()) assert.match(rest[at] as string, pattern);
        });
    }

    it('with "warn" says that an unseen deployment leaves the state, and not how to drop it', async () => {
        const { warnings } = await report({ notRetired: new Map([["unseen", ["a"]]]) }, "warn");
        assert.match(warnings.join(), /\n {2}It leaves this stack's state\. .*declare it again.*$/);
        assert.doesNotMatch(warnings.join(), /pulumi state delete/);
    });

    it("lists failures first, then rejections, then what was not retired", async () => {
        const { reasons } = await report({
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

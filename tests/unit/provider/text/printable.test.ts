import assert from "node:assert/strict";
import { inLines, isPrintable, printable, printableLines } from "../../../../provider/text/printable";

describe("text that must not reach a terminal", () => {
    for (const [what, text, shown] of [
        ["an escape", "a\u001b[31mb", "a\\u001b[31mb"],
        ["a line break", "a\nb\r", "a\\u000ab\\u000d"],
        ["a C1 control", "\u009b31m", "\\u009b31m"],
        ["delete", "\u007f", "\\u007f"],
        ["a line separator", "\u2028\u2029", "\\u2028\\u2029"],
        ["a change of direction", "a\u202eb\u2066", "a\\u202eb\\u2066"],
        ["half a character", "\ud800x", "\\ud800x"],
        ["the replacement for a lost half", "\ufffdx", "\\ufffdx"],
    ] as const) {
        it(`is escaped: ${what}`, () => {
            assert.equal(isPrintable(text), false);
            assert.equal(printable(text), shown);
            assert.equal(isPrintable(printable(text)), true);
        });
    }

    for (const text of ["", "shop/api", "çöü ✓", "👩‍👩‍👧", "a\u200db", 'quotes " and \\', "مرحبا"]) {
        it(`does not include ${JSON.stringify(text)}`, () => {
            assert.equal(isPrintable(text), true);
            assert.equal(printable(text), text);
        });
    }
});

describe("text of several lines that must not reach a terminal", () => {
    it("is escaped line by line, and keeps its lines", () => {
        assert.equal(printableLines("a\u001b[31m\n  b\r\n"), "a\\u001b[31m\n  b\\u000d\n");
        assert.equal(printableLines("plain"), "plain");
    });
});

describe("a message", () => {
    it("has all lines after the first one indented", () => {
        assert.equal(inLines(["what", "why", "what to do"]), "what\n  why\n  what to do");
    });

    it("can have a single line", () => assert.equal(inLines(["what"]), "what"));
});

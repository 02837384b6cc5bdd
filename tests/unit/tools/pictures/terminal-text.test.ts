import assert from "node:assert/strict";
import { parseTerminalText, textOf, wrap } from "../../../../tools/pictures/terminal-text";

const ESC = "\u001b";

describe("Text for a terminal", () => {
    it("is read line by line, with its colors and bold parts", () => {
        const printed = `plain ${ESC}[38;5;2mgreen\nstill${ESC}[0m\n\n${ESC}[1m${ESC}[38;5;13mtitle:${ESC}[0m <rest>`;
        assert.deepEqual(parseTerminalText(printed), [
            [{ text: "plain " }, { text: "green", colour: "green" }],
            [{ text: "still", colour: "green" }],
            [],
            [{ text: "title:", colour: "bright-magenta", bold: true }, { text: " <rest>" }],
        ]);
    });

    it("has spaces instead of tabs, up to the next multiple of eight columns", () => {
        const [one = [], other = []] = parseTerminalText(`    ${ESC}[31m\t* a\tb\n12345678\t9`);
        assert.equal(textOf(one), "        * a     b");
        assert.equal(textOf(other), "12345678        9");
    });
});

describe("A wrapped line", () => {
    const rowsOf = (text: string, columns: number): string[] =>
        wrap([{ text: text.slice(0, 3) }, { text: text.slice(3), bold: true }], columns).map(textOf);

    it("stays unchanged if it fits", () => {
        assert.deepEqual(rowsOf("0123456789", 10), ["0123456789"]);
        assert.deepEqual(wrap([], 10), [[]]);
    });

    it("breaks after the last space that fits, even if that space is beyond the edge", () => {
        assert.deepEqual(rowsOf("one two three four", 10), ["one two ", "three four"]);
        assert.deepEqual(rowsOf("0123456789 abc", 10), ["0123456789 ", "abc"]);
    });

    it("breaks within a word if the row would be half empty, and counts characters instead of code units", () => {
        assert.deepEqual(rowsOf("    0123456789abc", 10), ["    012345", "6789abc"]);
        assert.deepEqual(rowsOf("12345678🙂🙂🙂", 10), ["12345678🙂🙂", "🙂"]);
    });

    it("keeps its styles", () => {
        assert.deepEqual(wrap([{ text: "ab" }, { text: "cd", colour: "red" }], 3), [
            [{ text: "ab" }, { text: "c", colour: "red" }],
            [{ text: "d", colour: "red" }],
        ]);
    });
});

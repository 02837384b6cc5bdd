import assert from "node:assert/strict";
import { settle } from "../../../../tools/pictures/settle";
import { textOf } from "../../../../tools/pictures/terminal-text";

const settled = (...lines: string[]): string[] =>
    settle(lines.map((text) => (text === "" ? [] : [{ text }]))).map(textOf);

const STACK = "pulumi:pulumi:Stack quickstart-dev";
const URN = "    [urn=urn:pulumi:dev::quickstart::pulumi:pulumi:Stack::quickstart-dev]";

describe("Settled output", () => {
    it("shows one second for each duration", () => {
        assert.deepEqual(settled("Resources:", "    + 1 created", "", "Duration: 4m12s", "", ""), [
            "Resources:",
            "    + 1 created",
            "",
            "Duration: 1s",
        ]);
        assert.deepEqual(settled(" +  a:b:C name created (0.13s) ", "Resources:"), [
            " +  a:b:C name created (1s) ",
            "Resources:",
        ]);
    });

    it("keeps numbers that only look like durations", () => {
        const lines = ["Resources:", "    Duration: 4s of it", "    1 to update (2)"];
        assert.deepEqual(settled(...lines), lines);
    });

    it("shows one second for a duration whose parts have different styles, too", () => {
        const line = [{ text: "Duration:", bold: true }, { text: " 3s" }];
        assert.deepEqual(settle([[{ text: "Resources:" }], line]).at(-1), [line[0], { text: " 1s" }]);
    });

    it("leaves out the progress of resources, and lists them in a fixed order", () => {
        const one = [
            "Updating (dev):",
            "",
            ` +  ${STACK} creating (0s)`,
            " +  a:b:B two creating (0s)",
            " +  a:b:A one created",
        ];
        const other = ["Updating (dev):", "", " +  a:b:A one created", ` +  ${STACK} creating (3s) a message`];
        const end = [" +  a:b:B two created", ` +  ${STACK} created`, "Resources:", "    + 3 created"];
        assert.deepEqual(settled(...one, ...end), settled(...other, ...end));
        assert.deepEqual(settled(...one, ...end), [
            "Updating (dev):",
            "",
            " +  a:b:A one created",
            " +  a:b:B two created",
            ` +  ${STACK} created`,
            "Resources:",
            "    + 3 created",
        ]);
    });

    it("lists the resources with messages in a fixed order", () => {
        const one = ["  a:b:C (one):", "    error: first", "    second", ""];
        const stack = ["  pulumi:pulumi:Stack (dev):", "    a message", ""];
        const [before, after] = [["Diagnostics:"], ["Resources:", "    2 errored"]];
        const expected = [...before, ...one, ...stack, ...after];
        assert.deepEqual(settled(...before, ...stack, ...one, ...after).slice(-expected.length), expected);
        assert.deepEqual(settled(...before, ...one, ...stack, ...after).slice(-expected.length), expected);
    });

    it("puts the messages of a diff under the stack, both of the refresh and of the step after it", () => {
        const [first, second, third] = [
            "acme: x: to record; 1 request",
            "acme/a: 2 to record; 2 requests",
            "acme/b: 1; 1 request",
        ];
        const set = ["    ~ a:b:C: (update)", "        [id=acme]", '        text    : "', "", '        "'];
        const expected = ["~ pulumi:pulumi:Stack: (refresh)", URN, first, "", second, "", ...set];
        const again = ["  pulumi:pulumi:Stack: (same)", URN, third, "", ...set, "Resources:"];
        const moved = [
            ...expected.slice(0, 2),
            first,
            "",
            ...set,
            second,
            "",
            ...again.slice(0, 2),
            ...set,
            third,
            "",
            "Resources:",
        ];
        assert.deepEqual(settled(...moved), [...expected, ...again]);
        assert.deepEqual(settled(...expected, ...again), [...expected, ...again]);
        const bare = [...expected.slice(0, 2), first, second, ...set, ...again];
        assert.deepEqual(settled(...bare), [...expected, ...again]);
    });
});

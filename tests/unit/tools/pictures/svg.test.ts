import assert from "node:assert/strict";
import { toSvg } from "../../../../tools/pictures/svg";

const screen = { title: "What it prints", command: "pulumi preview", lines: [] };
const textsOf = (svg: string): string[] =>
    [...svg.matchAll(/<text .*?>(.*)<\/text>/g)].map(([, inside = ""]) => inside);

describe("A picture of a terminal", () => {
    it("starts with the command, and has every line as text and every style as a class", () => {
        const lines = [
            [{ text: "+ " }, { text: "create", colour: "green", bold: true }, { text: " it" }],
            [],
            [{ text: "  error: ", colour: "red" }],
        ];
        assert.deepEqual(textsOf(toSvg({ ...screen, lines })), [
            '<tspan class="dim">$ </tspan><tspan class="bold">pulumi preview</tspan>',
            '+ <tspan class="green bold">create</tspan> it',
            '<tspan class="red">  error:</tspan>',
        ]);
    });

    it("has a title for screen readers", () => {
        assert.match(toSvg(screen), /^<svg [^>]*aria-labelledby="title">\n<title id="title">What it prints<\/title>/);
    });

    it("is as high as its lines, including empty lines and the rows of wrapped ones", () => {
        const heightOf = (lines: { text: string }[][]): number =>
            Number(/ height="(\d+)" aria/.exec(toSvg({ ...screen, lines }))?.[1]);
        assert.equal(heightOf([[], [{ text: "a" }]]) - heightOf([]), 40);
        assert.equal(heightOf([[{ text: "x".repeat(121) }]]) - heightOf([]), 40);
    });

    it("puts each line below the line before it", () => {
        const ys = [
            ...toSvg({ ...screen, lines: [[{ text: "a" }], [], [{ text: "b" }]] }).matchAll(/<text x="16" y="(\d+)"/g),
        ];
        assert.deepEqual(
            ys.map(([, y]) => y),
            ["30", "50", "90"],
        );
    });

    it("escapes text that looks like markup", () => {
        const svg = toSvg({ title: "<a> & b", command: "<c>", lines: [[{ text: "</text><script>&amp;" }]] });
        assert.deepEqual(textsOf(svg).slice(1), ["&lt;/text&gt;&lt;script&gt;&amp;amp;"]);
        assert.match(svg, /<title id="title">&lt;a&gt; &amp; b</);
    });

    it("joins adjacent parts that have the same style", () => {
        const lines = [[{ text: "a", colour: "red" }, { text: "b", colour: "red" }, { text: "c" }, { text: "d" }]];
        assert.equal(textsOf(toSvg({ ...screen, lines }))[1], '<tspan class="red">ab</tspan>cd');
    });

    it("refuses a color that it does not know", () => {
        const lines = [[{ text: "a", colour: "palette-93" }]];
        assert.throws(() => toSvg({ ...screen, lines }), /^Error: No colour is chosen for palette-93\.$/);
        const svg = toSvg({ ...screen, lines: [[{ text: "a", colour: "yellow" }]] });
        assert.match(svg, /\.yellow \{ fill: #[0-9a-f]{6}; \}/);
    });
});

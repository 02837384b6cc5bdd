import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { toBars } from "../../../bench/bars";
import { type Kept, toPage } from "../../../bench/kept";
import { PLOTS, toSvg } from "../../../bench/plots";

const ROOT = resolve(__dirname, "../../../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n");
const results: readonly Kept[] = JSON.parse(read("bench/results.json"));

describe("What is made of the committed measurements", () => {
    for (const plot of PLOTS) {
        it(`is ${plot.file} as it is committed, on the page of its part: otherwise run \`npm run bench -- --plots\``, () => {
            assert.equal(read(`docs/pictures/${plot.file}`), toSvg(plot, results));
            const [, section = ""] = read("bench/results.md").split(`## ${plot.part}\n`);
            assert.ok(section.split("\n## ")[0]?.includes(`![${plot.alt}](../docs/pictures/${plot.file})`));
            assert.ok(read("docs/how-it-scales.md").includes(`![${plot.alt}](pictures/${plot.file})`));
        });

        it(`would be another ${plot.file} of other figures, and none without them`, () => {
            const [first, ...rest] = results.filter(({ part }) => part === plot.part);
            assert.ok(first !== undefined);
            assert.notEqual(toSvg(plot, [{ ...first, value: first.value * 2 }, ...rest]), toSvg(plot, results));
            assert.throws(() => toSvg(plot, []), new RegExp(`run npm run bench -- ${plot.part}`));
        });
    }

    it("has no line that is wider than its picture", () => {
        for (const plot of PLOTS) {
            const { title, note } = plot.chart(results);
            assert.ok(title.length <= 70 && note.length <= 85, plot.file);
        }
    });

    it("is results.md as it is committed", () => assert.equal(read("bench/results.md"), toPage(results)));
});

describe("A chart of bars", () => {
    const bar = (label: string, value: number) => ({ label, value, isPeer: false });
    const chart = (bars: ReturnType<typeof bar>[]): string =>
        toBars({ title: "A < B", note: "of both", unit: "s", groups: [{ heading: "first", bars }] });
    const widths = (svg: string): number[] =>
        [...svg.matchAll(/class="ours" .*? width="([\d.]+)"/g)].map(([, width]) => Number(width));

    it("has bars as long as their values, the shortest still to be seen", () => {
        const [longest = 0, half, tiny] = widths(chart([bar("a", 10), bar("b", 5), bar("c", 0)]));
        assert.deepEqual([half, tiny], [longest / 2, 1]);
    });

    it("says each figure beside its bar, and all of them to who cannot see it", () => {
        const svg = chart([bar("a", 10), bar("b", 2.5)]);
        assert.match(svg, /<title id="title">A &lt; B: first, a: 10 s; first, b: 2\.5 s<\/title>/);
        assert.deepEqual(
            [...svg.matchAll(/>([\d.]+ s)</g)].map(([, figure]) => figure),
            ["10 s", "2.5 s"],
        );
    });

    it("has colors for light and for dark, and its own background", () => {
        const svg = chart([bar("a", 1)]);
        assert.match(svg, /prefers-color-scheme: dark/);
        assert.match(svg, /<rect class="back"/);
    });
});

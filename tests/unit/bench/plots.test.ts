import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { toBars } from "../../../bench/bars";
import { type Kept, toPage } from "../../../bench/kept";
import { PLOTS, toSvg } from "../../../bench/plots";

const ROOT = resolve(__dirname, "../../../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n");
const results: readonly Kept[] = JSON.parse(read("bench/results.json"));

describe("The committed measurements", () => {
    for (const plot of PLOTS) {
        it(`give the committed ${plot.file}, shown on the pages of its part: if not, run \`npm run bench -- --plots\``, () => {
            assert.equal(read(`docs/pictures/${plot.file}`), toSvg(plot, results));
            const [, section = ""] = read("bench/results.md").split(`## ${plot.part}\n`);
            assert.ok(section.split("\n## ")[0]?.includes(`![${plot.alt}](../docs/pictures/${plot.file})`));
            assert.ok(read("docs/how-it-scales.md").includes(`![${plot.alt}](pictures/${plot.file})`));
        });

        it(`give another ${plot.file} if a figure changes, and an error if its figures are missing`, () => {
            const [first, ...rest] = results.filter(({ part }) => part === plot.part);
            assert.ok(first !== undefined);
            assert.notEqual(toSvg(plot, [{ ...first, value: first.value * 2 }, ...rest]), toSvg(plot, results));
            assert.throws(() => toSvg(plot, []), new RegExp(`run npm run bench -- ${plot.part}`));
        });
    }

    it("give no plot with a title or note wider than its picture", () => {
        for (const plot of PLOTS) {
            const { title, note } = plot.chart(results);
            assert.ok(title.length <= 70 && note.length <= 85, plot.file);
        }
    });

    it("give the committed results.md", () => assert.equal(read("bench/results.md"), toPage(results)));
});

describe("A chart of bars", () => {
    const bar = (label: string, value: number) => ({ label, value, isPeer: false });
    const chart = (bars: ReturnType<typeof bar>[]): string =>
        toBars({ title: "A < B", note: "of both", unit: "s", groups: [{ heading: "first", bars }] });
    const widths = (svg: string): number[] =>
        [...svg.matchAll(/class="ours" .*? width="([\d.]+)"/g)].map(([, width]) => Number(width));

    it("has bars as long as their values, and keeps the shortest one visible", () => {
        const [longest = 0, half, tiny] = widths(chart([bar("a", 10), bar("b", 5), bar("c", 0)]));
        assert.deepEqual([half, tiny], [longest / 2, 1]);
    });

    it("shows each figure beside its bar, and has all of them in its title for screen readers", () => {
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

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CHECKOUT, installPacked, removeInstallation } from "../tests/support/installation";
import { engine } from "../tests/support/program";
import { type Kept, keep, toPage } from "./kept";
import { catchingUp } from "./parts/catching-up";
import { handlers } from "./parts/handlers";
import { plugin } from "./parts/plugin";
import { previews } from "./parts/previews";
import { providerProcess } from "./parts/provider-process";
import { requests } from "./parts/requests";
import { sizes } from "./parts/sizes";
import { ups } from "./parts/ups";
import { where } from "./parts/where";
import { PLOTS, toSvg } from "./plots";
import { type Result, toTable } from "./result";

const USAGE = `npm run bench -- [options] [part ...]

Measures what a user pays, on the real engine against the embedded GitHub, each figure beside its floor or a peer, and
writes bench/results.json, bench/results.md and two pictures in docs/pictures. With parts it measures just these, and keeps the other results.

  parts        requests, previews, plugin, where, ups, catching-up, handlers, provider-process, sizes; all, unless some are named
  --runs N     how many pairs of runs a ratio has (default 7)
  --plots      measures nothing: makes results.md and the pictures in docs/pictures anew of results.json
  --help
`;

const PARTS: Readonly<Record<string, (runs: number) => Promise<Result[]>>> = {
    requests,
    previews,
    plugin,
    where,
    ups,
    "catching-up": catchingUp,
    handlers,
    "provider-process": providerProcess,
    sizes,
};

interface Wanted {
    readonly parts: readonly string[];
    readonly runs: number;
}

/** Throws if an option or a part is unknown. */
function readOptions(args: readonly string[]): Wanted | "help" | "plots" {
    const options = { runs: { type: "string" }, plots: { type: "boolean" }, help: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help === true) return "help";
    if (values.plots === true) return "plots";
    const strange = positionals.filter((part) => !Object.hasOwn(PARTS, part));
    if (strange.length > 0)
        throw new Error(`There is no part ${strange.join(", ")}. The parts are ${Object.keys(PARTS).join(", ")}`);
    const { runs = "7" } = values;
    if (!/^[1-9]\d*$/.test(runs)) throw new Error(`--runs is "${runs}", but must be a whole number from 1`);
    return { parts: positionals, runs: Number(runs) };
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
    const wanted = readOptions(process.argv.slice(2));
    if (wanted === "help") return print(USAGE);
    if (wanted === "plots") return writePages(await readKept());
    await engine();
    await installPacked();
    try {
        let kept = await readKept();
        for (const [part, measure] of Object.entries(PARTS)) {
            if (wanted.parts.length > 0 && !wanted.parts.includes(part)) continue;
            print(`${part} …`);
            const results = await measure(wanted.runs);
            print(toTable(results));
            const on = { date: today(), machine: MACHINE, runs: wanted.runs };
            const measured = results.map((result) => ({ part, ...result, ...on }));
            kept = keep(kept, part, measured, Object.keys(PARTS));
            await write(kept);
        }
    } finally {
        await removeInstallation();
    }
}

const today = (): string => new Date().toISOString().slice(0, 10);

const MACHINE =
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
    `${process.platform}, Node.js ${process.version}`;

const KEPT = join(CHECKOUT, "bench/results.json");

const readKept = async (): Promise<readonly Kept[]> =>
    existsSync(KEPT) ? JSON.parse(await readFile(KEPT, "utf8")) : [];

async function write(kept: readonly Kept[]): Promise<void> {
    await writeFile(KEPT, `${JSON.stringify(kept, undefined, 4)}\n`);
    await writePages(kept);
}

async function writePages(kept: readonly Kept[]): Promise<void> {
    await writeFile(join(CHECKOUT, "bench/results.md"), toPage(kept));
    // A picture is made only once its part has been measured.
    const measured = PLOTS.filter(({ part }) => kept.some((row) => row.part === part));
    for (const plot of measured) await writeFile(join(CHECKOUT, "docs/pictures", plot.file), toSvg(plot, kept));
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

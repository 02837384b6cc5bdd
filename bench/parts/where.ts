import { rm } from "node:fs/promises";
import { join } from "node:path";
import { refuseLog } from "../../tests/support/create-project";
import { pulumiHome } from "../../tools/pulumi/workspace";
import { cpuTimes, PROCESSES, type Process } from "../cpu-times";
import { median } from "../pairs";
import { oneSet } from "../programs";
import { type Result, rounded } from "../result";
import { BenchStack } from "../stack";

const ENTRIES = 10_000;

type Times = Readonly<Record<Process, number>>;

const WHAT = `preview, nothing changed, ${ENTRIES} entries in one set: processor time of the`;

/** The processor time of each process in a preview of very many entries, compared with the pass-through. */
export function where(runs: number): Promise<Result[]> {
    return BenchStack.with(oneSet("ours", { entries: ENTRIES }), (ours) =>
        BenchStack.with(oneSet("peer", { entries: ENTRIES }), async (peer) => {
            for (const stack of [ours, peer]) await stack.time((project) => project.up());
            const done: { ours: Times; peer: Times }[] = [];
            for (let run = 0; run < runs; run += 1) done.push({ ours: await preview(ours), peer: await preview(peer) });
            const processes = (Object.keys(PROCESSES) as Process[]).map((process) => toResult(process, done));
            return [...processes, await withoutLog(ours, done)];
        }),
    );
}

const preview = (stack: BenchStack): Promise<Times> =>
    cpuTimes(stack.project, (project) => project.preview("--expect-no-changes"));

/** The CLI writes each value that it gets into its own log. A run without that log shows how long that takes. */
async function withoutLog(ours: BenchStack, logged: readonly { ours: Times }[]): Promise<Result> {
    const { stateDirectory } = ours.project;
    await rm(join(pulumiHome(stateDirectory), "logs"), { recursive: true });
    await refuseLog(stateDirectory);
    const unlogged: number[] = [];
    for (const _ of logged) unlogged.push((await preview(ours)).engine);
    const [value, floor] = [median(unlogged), median(logged.map(({ ours }) => ours.engine))];
    return {
        what: `${WHAT} engine, where the CLI keeps no log of values; peer: where it does`,
        value: rounded(value / 1000),
        unit: "s",
        floor: rounded(floor / 1000),
        ratio: rounded(value / floor),
    };
}

const toResult = (process: Process, done: readonly { ours: Times; peer: Times }[]): Result => ({
    what: `${WHAT} ${process}`,
    value: rounded(median(done.map(({ ours }) => ours[process])) / 1000),
    unit: "s",
    floor: rounded(median(done.map(({ peer }) => peer[process])) / 1000),
    ratio: rounded(median(done.map(({ ours, peer }) => ours[process] / peer[process]))),
});

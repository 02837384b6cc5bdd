import { cpuTimes, PROCESSES, type Process } from "../cpu-times";
import { median } from "../pairs";
import { oneSet } from "../programs";
import { type Result, rounded } from "../result";
import { BenchStack } from "../stack";

const ENTRIES = 10_000;

type Times = Readonly<Record<Process, number>>;

/** Where a preview of very many entries spends its time: what each process keeps a core busy for, beside the pass-through's. */
export function where(runs: number): Promise<Result[]> {
    return BenchStack.with(oneSet("ours", { entries: ENTRIES }), (ours) =>
        BenchStack.with(oneSet("peer", { entries: ENTRIES }), async (peer) => {
            for (const stack of [ours, peer]) await stack.time((project) => project.up());
            const done: { ours: Times; peer: Times }[] = [];
            for (let run = 0; run < runs; run += 1) done.push({ ours: await preview(ours), peer: await preview(peer) });
            return (Object.keys(PROCESSES) as Process[]).map((process) => toResult(process, done));
        }),
    );
}

const preview = (stack: BenchStack): Promise<Times> =>
    cpuTimes(stack.project, (project) => project.preview("--expect-no-changes"));

const toResult = (process: Process, done: readonly { ours: Times; peer: Times }[]): Result => ({
    what: `preview, nothing changed, ${ENTRIES} entries in one set: processor time of the ${process}`,
    value: rounded(median(done.map(({ ours }) => ours[process])) / 1000),
    unit: "s",
    floor: rounded(median(done.map(({ peer }) => peer[process])) / 1000),
    ratio: rounded(median(done.map(({ ours, peer }) => ours[process] / peer[process]))),
});

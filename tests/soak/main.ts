import { parseArgs } from "node:util";
import { installPacked, removeInstallation } from "../support/installation";
import { engine } from "../support/program";
import { soakModel } from "./model-stack";
import { RealEngine } from "./real-engine";
import { soak } from "./soak";
import { Tally } from "./tally";

const USAGE = `npm run soak -- [options]

Runs random programs on two stacks, under random faults and beside another tool that writes, on the real engine with
the packed package.

  --programs N      how many programs (default 300, on the model 25,000)
  --seed N          the seed of the first pair of stacks; each further pair has the next (default 1)
  --length N        how many programs a pair of stacks runs (default 10)
  --given-up N      of 100 programs, how many are given up after their run under faults (default 0); on the model it is
                    25 for even seeds, else 0
  --minutes N       starts no program after this many minutes (default 90)
  --model           runs them on a model of the engine, without Pulumi: a hundred times as fast
  --help
`;

interface Wanted {
    readonly programs: number;
    readonly seed: number;
    readonly length: number;
    readonly givenUp: number;
    readonly minutes: number;
    readonly model: boolean;
}

/** Throws if an option is unknown or not a whole number. */
function readOptions(args: readonly string[]): Wanted | "help" {
    const number = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const options = { programs: number, seed: number, length: number, "given-up": number, minutes: number };
    const { values } = parseArgs({ args: [...args], options: { ...options, model: flag, help: flag } });
    if (values.help) return "help";
    const read = (name: keyof typeof options, otherwise: number): number => {
        const given = values[name] ?? String(otherwise);
        if (!/^\d+$/.test(given)) throw new Error(`--${name} is "${given}", but must be a whole number`);
        return Number(given);
    };
    return {
        programs: read("programs", values.model ? 25_000 : 300),
        seed: read("seed", 1),
        length: Math.max(1, read("length", 10)),
        givenUp: read("given-up", 0),
        minutes: read("minutes", 90),
        model: values.model,
    };
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** A pair of stacks to soak, and how many programs it runs. */
interface Pair {
    readonly seed: number;
    readonly programs: number;
}

const pairsOf = ({ programs, seed, length }: Wanted): Pair[] =>
    Array.from({ length: Math.ceil(programs / length) }, (_, index) => ({
        seed: seed + index,
        programs: Math.min(length, programs - index * length),
    }));

/** Soaks one pair of stacks after the other. Returns how many went wrong. */
async function soakEngine(wanted: Wanted, tally: Tally, mayGoOn: () => boolean): Promise<number> {
    let failures = 0;
    for (const { seed, programs } of pairsOf(wanted)) {
        if (!mayGoOn()) break;
        const [before, began, { givenUp }] = [tally.copy(), Date.now(), wanted];
        const replay = (upTo: number) =>
            `npm run soak -- --seed ${seed} --programs ${upTo} --length ${upTo} --given-up ${givenUp}`;
        const run = soak({ seed, programs, givenUp, tally, engine: RealEngine.start, replay, mayGoOn });
        const failure = await messageOf(run);
        if (failure !== undefined) failures += 1;
        const seconds = Math.round((Date.now() - began) / 1000);
        print(`soak ${seed}: ${tally.since(before)}, ${seconds} s: ${failure === undefined ? "ok" : "FAILED"}`);
        if (failure !== undefined) print(failure);
    }
    return failures;
}

/** How many pairs of stacks are soaked at once on the model. Each mostly waits. */
const AT_ONCE = 10;
/** After this many pairs on the model, a line shows the progress. */
const SAID_EVERY = 250;

/** Does the same on the model. */
async function soakModels(wanted: Wanted, tally: Tally, mayGoOn: () => boolean): Promise<number> {
    const pairs = pairsOf(wanted);
    let [failures, done] = [0, 0];
    const work = async (): Promise<void> => {
        for (let pair = pairs.shift(); pair !== undefined && mayGoOn(); pair = pairs.shift()) {
            const failure = await messageOf(soakModel(pair.seed, pair.programs, tally));
            if (failure !== undefined) failures += 1;
            if (failure !== undefined) print(`${failure}\n`);
            done += 1;
            if (done % SAID_EVERY === 0) print(`${tally}: ${failures} wrong`);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return failures;
}

const messageOf = (work: Promise<void>): Promise<string | undefined> =>
    work.then(
        () => undefined,
        (error: Error) => error.message,
    );

async function main(): Promise<void> {
    const wanted = readOptions(process.argv.slice(2));
    if (wanted === "help") return print(USAGE);
    const end = Date.now() + wanted.minutes * 60_000;
    const mayGoOn = (): boolean => Date.now() < end;
    const tally = new Tally();
    try {
        if (!wanted.model) {
            await engine();
            await installPacked();
        }
        const failures = await (wanted.model ? soakModels : soakEngine)(wanted, tally, mayGoOn);
        print(`\n${tally.table()}\n${failures} of ${tally.stacks / 2} pairs of stacks went wrong`);
        process.exitCode = failures === 0 ? 0 : 1;
    } finally {
        if (!wanted.model) await removeInstallation();
    }
}

// Unlike a signal, an exit lets the process stop what it started.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

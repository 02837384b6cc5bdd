import { parseArgs } from "node:util";
import { installPacked, removeInstallation } from "../support/installation";
import { engine } from "../support/program";
import { RealEngine } from "./real-engine";
import { soakStack } from "./stack";
import { Tally } from "./tally";

const USAGE = `npm run soak -- [options]

Runs random programs under random faults on the real engine, with the packed package.

  --programs N      how many programs (default 300)
  --seed N          the seed of the first stack; each further one has the next (default 1)
  --length N        how many programs a stack runs (default 10)
  --given-up N      of 100 programs, how many are given up after their run under faults (default 0)
  --minutes N       begins no program after so many minutes (default 90)
  --help
`;

interface Wanted {
    readonly programs: number;
    readonly seed: number;
    readonly length: number;
    readonly givenUp: number;
    readonly minutes: number;
}

/** Throws where an option is unknown, or no whole number. */
function readOptions(args: readonly string[]): Wanted | "help" {
    const number = { type: "string" } as const;
    const options = { programs: number, seed: number, length: number, "given-up": number, minutes: number };
    const { values } = parseArgs({ args: [...args], options: { ...options, help: { type: "boolean" } } });
    if (values.help === true) return "help";
    const read = (name: keyof typeof options, otherwise: number): number => {
        const given = values[name] ?? String(otherwise);
        if (!/^\d+$/.test(given)) throw new Error(`--${name} is "${given}", must be a whole number`);
        return Number(given);
    };
    return {
        programs: read("programs", 300),
        seed: read("seed", 1),
        length: read("length", 10),
        givenUp: read("given-up", 0),
        minutes: read("minutes", 90),
    };
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Soaks one stack after the other; returns how many went wrong. */
async function soak({ programs, seed, length, givenUp, minutes }: Wanted, tally: Tally): Promise<number> {
    const end = Date.now() + minutes * 60_000;
    const mayGoOn = (): boolean => Date.now() < end;
    let failures = 0;
    for (let left = programs, stack = seed; left > 0 && mayGoOn(); left -= length, stack += 1) {
        const before = tally.copy();
        const began = Date.now();
        const failure = await soakStack({
            seed: stack,
            programs: Math.min(left, length),
            givenUp,
            tally,
            engine: RealEngine.start,
            replay: (upTo) =>
                `npm run soak -- --seed ${stack} --programs ${upTo} --length ${upTo} --given-up ${givenUp}`,
            mayGoOn,
        }).then(
            () => undefined,
            (error: Error) => error,
        );
        if (failure !== undefined) failures += 1;
        const seconds = Math.round((Date.now() - began) / 1000);
        print(`stack ${stack}: ${tally.since(before)}, ${seconds} s: ${failure === undefined ? "ok" : "FAILED"}`);
        if (failure !== undefined) print(failure.message);
    }
    return failures;
}

async function main(): Promise<void> {
    const wanted = readOptions(process.argv.slice(2));
    if (wanted === "help") return print(USAGE);
    await engine();
    await installPacked();
    const tally = new Tally();
    try {
        const failures = await soak(wanted, tally);
        print(`\n${tally.table()}\n${failures} of ${tally.stacks} stacks failed`);
        process.exitCode = failures === 0 ? 0 : 1;
    } finally {
        await removeInstallation();
    }
}

// An exit, unlike a signal, lets what was started be stopped.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

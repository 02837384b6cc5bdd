import { type GitHubServer, startGitHub } from "../../tools/github";
import { ExpectedContent } from "./content";
import { Dice } from "./dice";
import { type RandomFaults, randomFaults } from "./faults";
import type { Program } from "./program";
import { programsOf } from "./programs";
import { organizations } from "./random-parts";
import type { Tally } from "./tally";
import { Wrong } from "./wrong";

/** What became of a run. */
export interface Outcome {
    /** What was done, such as `update set one`; nothing where nothing changed. */
    readonly operations: readonly string[];
    /** Why it failed; empty where it did not. */
    readonly errors: readonly Error[];
}

/** What runs the programs of one stack. None of it throws for a run that fails. */
export interface Engine {
    preview(program: Program): Promise<Outcome>;
    up(program: Program): Promise<Outcome>;
    /** Runs a program that has just been run, to show that nothing is left to do. */
    again(program: Program): Promise<Outcome>;
}

/** How a stack is soaked. */
export interface SoakOptions {
    /** Decides on programs and faults. */
    readonly seed: number;
    /** How many programs the stack runs. */
    readonly programs: number;
    /** How many of 100 programs are given up for the next one after their run under faults. */
    readonly givenUp: number;
    readonly engine: (github: GitHubServer) => Promise<Engine>;
    readonly tally: Tally;
    /** How a person runs the first so many programs of this stack again. */
    readonly replay: (programs: number) => string;
    /** Asked before each program. */
    readonly mayGoOn?: () => boolean;
}

/**
 * Runs random programs on one stack, each first under random faults and then without. Throws a {@link Wrong} where a
 * preview makes a request, a run fails without advice, the run without faults fails, GitHub then holds anything but what
 * is declared, or the run after it has anything to change or ask.
 */
export async function soakStack(options: SoakOptions): Promise<void> {
    let faults: RandomFaults | undefined;
    const content = new ExpectedContent();
    const github = await startGitHub({
        organizations,
        faults: (request) => (faults === undefined ? content.answered(request) : faults.choose(request)),
    });
    const dice = Dice.for("given up", options.seed);
    options.tally.stacks += 1;
    try {
        const stack = new Stack(github, await options.engine(github), content, options.tally);
        const ran: Program[] = [];
        for (const program of programsOf(options.seed)) {
            if (ran.length === options.programs || options.mayGoOn?.() === false) return;
            ran.push(program);
            await explaining(options, ran, async () => {
                faults = randomFaults(content, options.seed, ran.length);
                await stack.runUnder(faults, program).finally(() => {
                    faults = undefined;
                });
                const isLast = ran.length === options.programs;
                if (dice.chance(options.givenUp) && !isLast) content.gaveUp(program);
                else await stack.converge(program);
            });
            options.tally.programs += 1;
        }
    } finally {
        await github.close();
    }
}

/** Adds to what went wrong how it came about, and how it is seen again. */
async function explaining(options: SoakOptions, ran: readonly Program[], work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
        if (!(error instanceof Wrong)) throw error;
        const programs = ran.slice(-2).map((program) => JSON.stringify(program));
        const where = `Stack ${options.seed}, program ${ran.length}: ${error.message}`;
        const how = `Run it again with: ${options.replay(ran.length)}`;
        throw new Wrong([where, "The last two programs:", ...programs, how].join("\n"));
    });
}

/** A stack, and what is asked of it. */
class Stack {
    constructor(
        private readonly github: GitHubServer,
        private readonly engine: Engine,
        private readonly content: ExpectedContent,
        private readonly tally: Tally,
    ) {}

    /** Previews a program, and runs it while requests fail. That may fail, but not without advice. */
    async runUnder(faults: RandomFaults, program: Program): Promise<void> {
        const preview = await this.engine.preview(program);
        Wrong.unlessNone("its preview failed", said(preview));
        Wrong.unlessNone("its preview made requests", this.#takeRequests());
        const up = await this.#up(program);
        if (up.errors.length > 0) this.tally.failedRuns += 1;
        this.tally.countFaults(faults.hits);
        const mistakes = up.errors.filter((error) => !isAdvice(error));
        Wrong.unlessNone("it failed without advice", said({ ...up, errors: mistakes }));
    }

    /** Runs it without faults, and again. */
    async converge(program: Program): Promise<void> {
        Wrong.unlessNone("it failed without faults", said(await this.#up(program)));
        Wrong.unlessNone("GitHub does not hold what is declared", this.content.differences(program, this.github));
        const again = await this.engine.again(program);
        Wrong.unlessNone("it was not done at once", [...said(again), ...again.operations, ...this.#takeRequests()]);
    }

    async #up(program: Program): Promise<Outcome> {
        const up = await this.engine.up(program);
        this.tally.operations += up.operations.length;
        this.tally.requests += this.#takeRequests().length;
        return up;
    }

    #takeRequests(): string[] {
        return this.github.takeRequests().map(({ method, path }) => `${method} ${path}`);
    }
}

const isAdvice = ({ name }: Error): boolean => name === "PlainError" || name === "GitHubError";

/** Advice stands in the message alone. */
const said = ({ errors }: Outcome): string[] =>
    errors.map((error) => (isAdvice(error) ? error.message : (error.stack ?? error.message)));

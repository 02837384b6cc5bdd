import { type GitHubServer, startGitHub } from "../../tools/github";
import { ExpectedContent } from "./content";
import { type RandomFaults, randomFaults } from "./faults";
import type { Program } from "./program";
import { programsOf } from "./programs";
import { organizations } from "./random-parts";
import type { Tally } from "./tally";

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
}

/** How a stack is soaked. */
export interface SoakOptions {
    /** Decides on programs and faults. */
    readonly seed: number;
    /** How many programs the stack runs. */
    readonly programs: number;
    readonly engine: (github: GitHubServer) => Promise<Engine>;
    readonly tally: Tally;
    /** Asked before each program. */
    readonly mayGoOn?: () => boolean;
}

/** Something that must not happen, with all that is needed to see it again. */
export class SoakFailure extends Error {
    constructor(seed: number, index: number, what: string, details: readonly string[], programs: readonly Program[]) {
        const [before, after] = programs.slice(-2).map((program) => JSON.stringify(program));
        super(
            [
                `seed ${seed}, program ${index + 1}: ${what}`,
                ...details.map((detail) => `  ${detail}`),
                ...(after === undefined ? [] : [`the program before: ${before}`]),
                `the program: ${after ?? before}`,
                `To see it again: SOAK_SEED=${seed} SOAK_PROGRAMS=${index + 1}`,
            ].join("\n"),
        );
    }
}

/**
 * Runs random programs on one stack, each first under random faults and then without. Throws a {@link SoakFailure}
 * where a preview makes a request, the run without faults fails, the run after it changes or asks anything, or GitHub
 * then holds anything but what is declared.
 */
export async function soakStack({ seed, programs, engine: start, tally, mayGoOn }: SoakOptions): Promise<void> {
    let faults: RandomFaults | undefined;
    const github = await startGitHub({ organizations, faults: (request) => faults?.choose(request) });
    try {
        const engine = await start(github);
        const content = new ExpectedContent();
        const ran: Program[] = [];
        tally.stacks += 1;
        for (const program of programsOf(seed)) {
            if (ran.length === programs || mayGoOn?.() === false) return;
            ran.push(program);
            faults = randomFaults("faults", seed, ran.length);
            const failed = await underFaults(program, engine, github, tally);
            tally.countFaults(faults.hits);
            content.letGo(faults.missed);
            faults = undefined;
            const wrong = failed ?? (await withoutFaults(program, engine, github, content, tally));
            if (wrong !== undefined) throw new SoakFailure(seed, ran.length - 1, wrong.what, wrong.details, ran);
            tally.programs += 1;
        }
    } finally {
        await github.close();
    }
}

interface Wrong {
    readonly what: string;
    readonly details: readonly string[];
}

async function underFaults(
    program: Program,
    engine: Engine,
    github: GitHubServer,
    tally: Tally,
): Promise<Wrong | undefined> {
    const preview = await engine.preview(program);
    if (preview.errors.length > 0) return { what: "its preview failed", details: said(preview) };
    const asked = github.takeRequests();
    if (asked.length > 0) return { what: "its preview made requests", details: asked.map(({ path }) => path) };
    const up = await engine.up(program);
    tally.operations += up.operations.length;
    tally.requests += github.takeRequests().length;
    if (up.errors.length > 0) tally.failedRuns += 1;
    // An error of the product is advice; anything else is a mistake in its code.
    const mistakes = up.errors.filter(({ name }) => name !== "PlainError" && name !== "GitHubError");
    return mistakes.length > 0 ? { what: "it failed without advice", details: said(up) } : undefined;
}

async function withoutFaults(
    program: Program,
    engine: Engine,
    github: GitHubServer,
    content: ExpectedContent,
    tally: Tally,
): Promise<Wrong | undefined> {
    const converging = await engine.up(program);
    tally.operations += converging.operations.length;
    tally.requests += github.takeRequests().length;
    if (converging.errors.length > 0) return { what: "it failed without faults", details: said(converging) };
    const details = content.differences(program, github);
    if (details.length > 0) return { what: "GitHub does not hold what is declared", details };
    const idle = await engine.up(program);
    const asked = github.takeRequests().map(({ method, path }) => `${method} ${path}`);
    const done = [...said(idle), ...idle.operations, ...asked];
    return done.length > 0 ? { what: "it was not done after a run without faults", details: done } : undefined;
}

const said = ({ errors }: Outcome): string[] => errors.map((error) => error.stack ?? error.message);

import { type GitHubServer, startGitHub } from "../../tools/github";
import { ExpectedContent } from "./content";
import { NOBODY, type RandomFaults, randomFaults } from "./faults";
import { Ledger } from "./ledger";
import { carryOut } from "./other-writer";
import { organizations } from "./random-parts";
import { Reasons } from "./reasons";
import { type Engine, type Scene, Stack } from "./stack";
import type { Tally } from "./tally";
import { type StackName, Timeline } from "./timeline";
import { type Turn, turnsOf } from "./turns";
import { Wrong } from "./wrong";

/** How two stacks are soaked. */
export interface SoakOptions {
    /** Decides on programs and faults. */
    readonly seed: number;
    /** How many programs the stacks run, one after the other. */
    readonly programs: number;
    /** How many of 100 programs are given up after their run under faults, and followed by the next program. */
    readonly givenUp: number;
    /** Called once for each stack, at its first run. */
    readonly engine: (github: GitHubServer, stack: StackName) => Promise<Engine>;
    readonly tally: Tally;
    /** The command that runs the first programs again. */
    readonly replay: (programs: number) => string;
    /** Asked before each program. */
    readonly mayGoOn?: () => boolean;
}

/**
 * Runs random programs on two stacks that write to one GitHub, while another tool writes there as well. Each program runs first
 * with random faults, then without. Throws a {@link Wrong} if a preview makes a request, a run fails without advice or
 * writes a record that is not its own, the run without faults fails, GitHub then holds anything else than it should, or the run
 * after that changes or requests anything.
 */
export async function soak(options: SoakOptions): Promise<void> {
    const { seed, programs, givenUp, mayGoOn } = options;
    const pair = await Pair.start(options);
    const ran: Turn[] = [];
    try {
        for (const turn of turnsOf(seed, givenUp)) {
            if (turn.number > programs || mayGoOn?.() === false) return;
            ran.push(turn);
            if (await explaining(options, ran, () => pair.goes(turn))) continue;
            options.tally.count("ended by a known limit");
            return;
        }
    } finally {
        await pair.close();
    }
}

/** Two stacks, and what they share. */
class Pair {
    readonly #stacks = new Map<StackName, Promise<Stack>>();

    private constructor(
        private readonly options: SoakOptions,
        private readonly scene: Scene,
        /** The faults that requests get, if any. */
        private readonly now: { faults?: RandomFaults | undefined },
    ) {}

    static async start(options: SoakOptions): Promise<Pair> {
        const { seed, tally } = options;
        // GitHub's documentation does not say which of these is true.
        const [ignoresCase, listDecommissioned] = [seed % 5 === 0, seed % 3 !== 0];
        const timeline = new Timeline();
        const ledger = new Ledger(ignoresCase);
        const content = new ExpectedContent(timeline, ledger);
        const now: { faults?: RandomFaults | undefined } = {};
        const github = await startGitHub({
            organizations,
            now: timeline.now,
            ignoresCase,
            listDecommissioned,
            faults: (request) => (now.faults === undefined ? content.answered(request) : now.faults.choose(request)),
        });
        tally.stacks += 2;
        return new Pair(options, { github, timeline, content, reasons: new Reasons(ledger), tally }, now);
    }

    /** Takes a turn. False if it ended with a known limit, so that later turns would show nothing. */
    async goes(turn: Turn): Promise<boolean> {
        try {
            await this.#take(turn);
            return true;
        } catch (error) {
            if (error instanceof Wrong && this.scene.reasons.isKnownLimit(turn, error)) return false;
            throw error;
        }
    }

    async #take(turn: Turn): Promise<void> {
        const { seed, programs, tally } = this.options;
        const { content, reasons } = this.scene;
        const stack = await this.#stack(turn.stack);
        await this.#writeOthers(turn);
        if (reasons.comesBack(turn)) await stack.refreshAsTold(turn);
        for (const refresh of turn.refreshes) {
            if (refresh === "without faults") await stack.refresh(turn);
            else await this.#under(randomFaults(NOBODY, "refresh", seed, turn.number), stack.refreshUnder(turn));
        }
        content.begin(turn);
        await this.#under(randomFaults(content, seed, turn.number), stack.runUnder(turn));
        if (turn.isGivenUp && turn.number !== programs) content.gaveUp(turn);
        else await stack.converge(turn);
        count(turn, tally);
    }

    close(): Promise<void> {
        return this.scene.github.close();
    }

    #stack(name: StackName): Promise<Stack> {
        const { engine } = this.options;
        const stack =
            this.#stacks.get(name) ?? engine(this.scene.github, name).then((started) => new Stack(this.scene, started));
        this.#stacks.set(name, stack);
        return stack;
    }

    /** Lets requests fail while some work runs. */
    async #under(faults: RandomFaults, work: (faults: RandomFaults) => Promise<void>): Promise<void> {
        this.now.faults = faults;
        await work(faults).finally(() => {
            this.now.faults = undefined;
        });
    }

    /** Lets another tool make the writes at the beginning of a turn. */
    async #writeOthers({ writes, number }: Turn): Promise<void> {
        const { github, timeline, content, tally } = this.scene;
        timeline.begin("another tool", number);
        for (const write of writes) {
            await carryOut(write, github);
            tally.count("records of another tool");
        }
        github.takeRequests();
        content.written(github);
    }
}

function count(turn: Turn, tally: Tally): void {
    tally.programs += 1;
    tally.count(`programs of stack ${turn.stack}`);
    if (turn.targets !== undefined) tally.count("targeted runs");
    if (turn.action === "destroy") tally.count("destroys");
    if (turn.isGivenUp) tally.count("given up");
}

/** How many turns are listed below what went wrong. */
const MOST_TOLD = 8;

/** Adds to an error the turns before it, and the command that reproduces it. */
async function explaining<Result>(
    options: SoakOptions,
    ran: readonly Turn[],
    work: () => Promise<Result>,
): Promise<Result> {
    return work().catch((error: unknown) => {
        if (!(error instanceof Wrong)) throw error;
        const where = `Soak ${options.seed}, turn ${ran.length}: ${error.message}`;
        const turns = ran.slice(-MOST_TOLD).map(toText);
        const programs = ran.slice(-1).map(({ program }) => `The last program: ${JSON.stringify(program)}`);
        const how = `Run it again with: ${options.replay(ran.length)}`;
        throw new Wrong([where, "The last turns:", ...turns, ...programs, how].join("\n"));
    });
}

/** `3: another tool writes 2 records; stack one: refresh without faults, then up of set one alone, given up` */
function toText(turn: Turn): string {
    const { number, stack, action, targets, writes, refreshes, isGivenUp } = turn;
    const others = writes.length === 0 ? "" : `another tool writes ${writes.length} records; `;
    const run = [
        ...refreshes.map((refresh) => `refresh ${refresh}, then `),
        action,
        ...(targets === undefined ? [] : [` of ${[...targets].join(", ")} alone`]),
        ...(isGivenUp ? [", given up after its run under faults"] : []),
    ].join("");
    return `${number}: ${others}stack ${stack}: ${run}`;
}

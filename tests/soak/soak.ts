import { type GitHubServer, startGitHub } from "../../tools/github";
import { ExpectedContent } from "./content";
import { NOBODY, type RandomFaults, randomFaults } from "./faults";
import { carryOut } from "./other-writer";
import { organizations } from "./random-parts";
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
    /** How many of 100 programs are given up for the next one after their run under faults. */
    readonly givenUp: number;
    /** Called once for each stack, when it is run first. */
    readonly engine: (github: GitHubServer, stack: StackName) => Promise<Engine>;
    readonly tally: Tally;
    /** How a person runs the first so many programs again. */
    readonly replay: (programs: number) => string;
    /** Asked before each program. */
    readonly mayGoOn?: () => boolean;
}

/**
 * Runs random programs on two stacks that write to one GitHub, while another tool writes there as well. Each is run under random
 * faults first and then without. Throws a {@link Wrong} where a preview makes a request, a run fails without advice or writes what is
 * not its own, the run without faults fails, GitHub then holds anything but what it should, or the run after it has anything to change
 * or ask.
 */
export async function soak(options: SoakOptions): Promise<void> {
    const { seed, programs, givenUp, tally, mayGoOn } = options;
    let faults: RandomFaults | undefined;
    const timeline = new Timeline();
    // What GitHub does not say of itself.
    const [ignoresCase, listDecommissioned] = [seed % 5 === 0, seed % 3 !== 0];
    const content = new ExpectedContent(timeline, ignoresCase);
    const github = await startGitHub({
        organizations,
        now: timeline.now,
        ignoresCase,
        listDecommissioned,
        faults: (request) => (faults === undefined ? content.answered(request) : faults.choose(request)),
    });
    const stackOf = stacksOf({ github, timeline, content, tally }, options);
    tally.stacks += 2;
    const ran: Turn[] = [];
    const under = async (chosen: RandomFaults, work: (chosen: RandomFaults) => Promise<void>): Promise<void> => {
        faults = chosen;
        await work(chosen).finally(() => {
            faults = undefined;
        });
    };
    const take = async (turn: Turn): Promise<void> => {
        const stack = await stackOf(turn.stack);
        await writeOthers(turn, { github, timeline, content, tally });
        if (content.comesBack(turn)) await stack.refreshAsTold(turn);
        for (const refresh of turn.refreshes) {
            if (refresh === "without faults") await stack.refresh(turn);
            else
                await under(randomFaults(NOBODY, "refresh", seed, turn.number), (chosen) =>
                    stack.refreshUnder(chosen, turn),
                );
        }
        content.begin(turn);
        await under(randomFaults(content, seed, turn.number), (chosen) => stack.runUnder(chosen, turn));
        if (turn.isGivenUp && turn.number !== programs) content.gaveUp(turn);
        else await stack.converge(turn);
    };
    try {
        for (const turn of turnsOf(seed, givenUp)) {
            if (turn.number > programs || mayGoOn?.() === false) return;
            ran.push(turn);
            await explaining(options, ran, () => take(turn));
            count(turn, tally);
        }
    } finally {
        await github.close();
    }
}

function stacksOf(scene: Scene, { engine }: SoakOptions): (name: StackName) => Promise<Stack> {
    const stacks = new Map<StackName, Promise<Stack>>();
    return (name) => {
        const stack = stacks.get(name) ?? engine(scene.github, name).then((started) => new Stack(scene, started));
        stacks.set(name, stack);
        return stack;
    };
}

/** Lets another tool write what a turn begins with. */
async function writeOthers({ writes, number }: Turn, { github, timeline, content, tally }: Scene): Promise<void> {
    timeline.begin("another tool", number);
    for (const write of writes) {
        await carryOut(write, github);
        tally.count("records of another tool");
    }
    github.takeRequests();
    content.written(github);
}

function count(turn: Turn, tally: Tally): void {
    tally.programs += 1;
    tally.count(`programs of stack ${turn.stack}`);
    if (turn.targets !== undefined) tally.count("targeted runs");
    if (turn.action === "destroy") tally.count("destroys");
    if (turn.isGivenUp) tally.count("given up");
}

/** Adds to what went wrong how it came about, and how it is seen again. */
async function explaining(options: SoakOptions, ran: readonly Turn[], work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
        if (!(error instanceof Wrong)) throw error;
        const turns = ran.slice(-5).map(toText);
        const where = `Soak ${options.seed}, turn ${ran.length}: ${error.message}`;
        const how = `Run it again with: ${options.replay(ran.length)}`;
        throw new Wrong([where, "The last turns:", ...turns, how].join("\n"));
    });
}

function toText(turn: Turn): string {
    const { number, stack, action, targets, writes, program, refreshes, isGivenUp } = turn;
    const run = [
        ...refreshes.map((refresh) => `refresh ${refresh}, then `),
        action,
        ...(targets === undefined ? [] : [` of ${[...targets].join(", ")} alone`]),
        ...(isGivenUp ? [", given up after its run under faults"] : []),
    ].join("");
    return [
        ...writes.map((write) => `${number}: another tool writes ${JSON.stringify(write)}`),
        `${number}: stack ${stack}: ${run}: ${JSON.stringify(program)}`,
    ].join("\n");
}

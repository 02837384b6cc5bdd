import type { GitHubServer } from "../../tools/github";
import type { ExpectedContent } from "./content";
import type { RandomFaults } from "./faults";
import { carryOut, type Write } from "./other-writer";
import type { Declared, Program } from "./program";
import { OUTDATED, type Reasons, UNSEEN } from "./reasons";
import type { Tally } from "./tally";
import type { Timeline } from "./timeline";
import type { Turn } from "./turns";
import { Wrong } from "./wrong";

/** The result of a run. */
export interface Outcome {
    /** The operations, such as `update set one`. Empty if nothing changed. */
    readonly operations: readonly string[];
    /** Why it failed. Empty if it did not. */
    readonly errors: readonly Error[];
}

/** The resources that a run is restricted to. */
export type Targets = ReadonlySet<string>;

/** Runs the programs of one stack. Its methods do not throw if a run fails. */
export interface Engine {
    preview(program: Program, targets?: Targets): Promise<Outcome>;
    up(program: Program, targets?: Targets): Promise<Outcome>;
    /** Runs a program again right after it ran, to show that nothing is left to do. */
    again(program: Program, targets?: Targets): Promise<Outcome>;
    destroy(): Promise<Outcome>;
    refresh(): Promise<Outcome>;
}

/** What the stacks of a soak share. */
export interface Scene {
    readonly github: GitHubServer;
    readonly timeline: Timeline;
    readonly content: ExpectedContent;
    readonly reasons: Reasons;
    readonly tally: Tally;
}

/** How often a run may ask for something and be repeated. */
const MOST_TRIES = 4;

/** A stack, and the checks of its runs. */
export class Stack {
    constructor(
        private readonly scene: Scene,
        private readonly engine: Engine,
    ) {}

    /** Previews a program, and runs it while requests fail. The run may fail, but not without advice. */
    readonly runUnder =
        (turn: Turn) =>
        async (faults: RandomFaults): Promise<void> => {
            const preview = await this.engine.preview(turn.program, turn.targets);
            Wrong.unlessNone("its preview failed", said(preview));
            // Requests of a refresh that failed may still arrive.
            const isQuiet = !turn.refreshes.includes("under faults");
            Wrong.unlessNone("its preview made requests", isQuiet ? this.#takeRequests() : this.#takeWrites());
            const up = await this.#run(turn);
            if (up.errors.length > 0) this.scene.tally.failedRuns += 1;
            this.scene.tally.countFaults(faults.hits);
            const mistakes = up.errors.filter((error) => !isAdvice(error));
            Wrong.unlessNone("it failed without advice", said({ ...up, errors: mistakes }));
        };

    /** Refreshes the stack while requests fail. The refresh may fail, but not without advice, and it writes nothing. */
    readonly refreshUnder =
        (turn: Turn) =>
        async (faults: RandomFaults): Promise<void> => {
            const { timeline, content, github, tally } = this.scene;
            timeline.begin(turn.stack, turn.number);
            const { errors } = await this.engine.refresh();
            tally.countFaults(faults.hits);
            const mistakes = errors.filter((error) => !isAdvice(error));
            Wrong.unlessNone("its refresh failed without advice", said({ operations: [], errors: mistakes }));
            Wrong.unlessNone("its refresh wrote", [...this.#takeWrites(), ...content.written(github)]);
        };

    /** Refreshes the stack without faults. */
    async refresh(turn: Turn): Promise<void> {
        const { timeline, content, github, tally } = this.scene;
        timeline.begin(turn.stack, turn.number);
        Wrong.unlessNone("its refresh failed", said(await this.engine.refresh()));
        Wrong.unlessNone("its refresh wrote", [...this.#takeWrites(), ...content.written(github)]);
        content.refreshed(turn.stack);
        tally.count("refreshes");
    }

    /** Refreshes the stack because a failed run has asked for it. */
    async refreshAsTold(turn: Turn): Promise<void> {
        await this.refresh(turn);
        this.scene.tally.count("refreshed as told, half deleted");
    }

    /** Runs the program without faults, and then again. If a run asks for something, that is done first. */
    async converge(turn: Turn): Promise<void> {
        const { content, github } = this.scene;
        let run = await this.#run(turn);
        for (let tries = 0; tries < MOST_TRIES && (await this.#follow(run, turn, tries)); tries += 1) {
            run = await this.#run(turn);
        }
        Wrong.unlessNone("it failed without faults", said(run));
        Wrong.unlessNone("GitHub does not hold what it should", content.differences(turn, github));
        const again = await this.#again(turn);
        Wrong.unlessNone("the run after it changed or requested something", [
            ...said(again),
            ...again.operations,
            ...this.#takeRequests(),
        ]);
    }

    /** Does what a failed run asks for, if there was a reason to ask. False if there was none. */
    async #follow(run: Outcome, turn: Turn, tries: number): Promise<boolean> {
        const { content, reasons, github, timeline, tally } = this.scene;
        const advice = said(run).join("\n");
        if (advice.includes(OUTDATED) && reasons.isOutdated(turn)) {
            await this.refresh(turn);
            tally.count("refreshed as told, outdated");
            return true;
        }
        if (!advice.includes(UNSEEN)) return false;
        const unseen = reasons.pointedElsewhere(turn, github);
        if (unseen.length > 0) {
            timeline.begin("another tool", turn.number);
            for (const writes of unseen) await carryOut(writes[tries % writes.length] as Write, github);
            content.written(github);
            this.#takeRequests();
            tally.count("pointed back as told");
            return true;
        }
        if (!reasons.isPointedElsewhereWithin(turn, github)) return false;
        await this.#run({ ...turn, program: turn.program.map(withWarnings) });
        tally.count("dropped as told");
        return true;
    }

    async #run(turn: Turn): Promise<Outcome> {
        const { timeline, content, github, tally } = this.scene;
        timeline.begin(turn.stack, turn.number);
        const { program, targets } = turn;
        const run = await (turn.action === "destroy" ? this.engine.destroy() : this.engine.up(program, targets));
        tally.operations += run.operations.length;
        tally.requests += this.#takeRequests().length;
        Wrong.unlessNone("it wrote records that are not its own", content.written(github, turn));
        return run;
    }

    #again({ action, program, targets }: Turn): Promise<Outcome> {
        return action === "destroy" ? this.engine.destroy() : this.engine.again(program, targets);
    }

    #takeWrites(): string[] {
        return this.#takeRequests().filter((request) => /^POST .*\/artifacts\/metadata\//.test(request));
    }

    #takeRequests(): string[] {
        return this.scene.github.takeRequests().map(({ method, path }) => `${method} ${path}`);
    }
}

/** The same resource with `onRejected: "warn"`, so that it warns about records that it cannot retire. */
const withWarnings = (declared: Declared): Declared =>
    declared.kind === "set" ? { ...declared, args: { ...declared.args, onRejected: "warn" } } : declared;

const isAdvice = ({ name }: Error): boolean => name === "PlainError" || name === "GitHubError";

/** The messages of a run. Advice needs only its message, other errors get their stack trace. */
const said = ({ errors }: Outcome): string[] =>
    errors.map((error) => (isAdvice(error) ? error.message : (error.stack ?? error.message)));

import type { ResourceHandler } from "../../provider/resource/resource-handler";
import type { Dice } from "./dice";
import { refreshState } from "./engine-refresh";
import { ModelRun } from "./engine-run";
import type { Declared, Program } from "./program";
import type { Engine, Outcome, Targets } from "./stack";

/** What the state keeps of a resource. */
export interface Kept {
    readonly kind: Declared["kind"];
    readonly name: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** The names of the storage records that it takes values from. */
    readonly uses: ReadonlySet<string>;
    /** Why it is only partially there; the next run updates it, whatever its diff says. */
    readonly initErrors: readonly string[];
    /** Deleted already, in order to be replaced; what replaces it was not created. */
    readonly pendingReplacement?: true;
}

export type Properties = Record<string, unknown>;

/** The state of a stack: what it has, and what was replaced but is not deleted yet. */
export interface State {
    readonly resources: Map<string, Kept>;
    pendingDeletion: Kept[];
}

/** The handlers of one provider process. */
export type Handlers = Readonly<Record<Declared["kind"], ResourceHandler>>;

/**
 * What Pulumi's engine does with the handlers of a dynamic provider, step by step, without Pulumi: for thousands of runs
 * in a minute. Modelled on `step_generator.go`, `step_executor.go` and `deployment_executor.go` of Pulumi 3.255:
 *
 *  1. The program's resources come in one at a time, each once those it uses are done. Each is checked with its old inputs,
 *     and diffed with its old outputs. What is to be done is then done in parallel, while others come in.
 *  2. A set that is replaced is created first, and its old one deleted last. A storage record is deleted first, after the
 *     resources that use it were asked with unknown values whether they must go before it.
 *  3. An error with `id`, `properties` and `reasons` is kept as the state, and the resource is updated by the next run.
 *  4. After an error nothing new is begun; what has begun goes on to its end.
 *  5. Without an error, what was replaced or has left the program is deleted, users before what they use, else in parallel.
 *     After an error, all that is left to a later run.
 *  6. A run with targets looks at these alone: what else is in the state stays as it is, and gives its outputs to what uses
 *     it; what else the program declares is not created.
 *  7. A refresh reads what is in the state, and keeps what it is told.
 *  8. Properties travel as JSON.
 */
export class ModelEngine implements Engine {
    readonly #state: State = { resources: new Map(), pendingDeletion: [] };

    /** `start` starts a provider process, as each run does. */
    constructor(
        private readonly start: () => Handlers,
        private readonly dice: Dice,
    ) {}

    /** Checks and diffs; changes nothing. */
    preview(program: Program, targets?: Targets): Promise<Outcome> {
        const { resources, pendingDeletion } = this.#state;
        const state = { resources: new Map(resources), pendingDeletion: [...pendingDeletion] };
        return new ModelRun(state, this.start(), this.dice, true).run(program, targets);
    }

    /** Carries out what the program asks for. It does not throw for what fails. */
    up(program: Program, targets?: Targets): Promise<Outcome> {
        return new ModelRun(this.#state, this.start(), this.dice, false).run(program, targets);
    }

    again(program: Program, targets?: Targets): Promise<Outcome> {
        return this.up(program, targets);
    }

    /** A destroy runs no program. */
    destroy(): Promise<Outcome> {
        return this.up([]);
    }

    refresh(): Promise<Outcome> {
        return refreshState(this.#state, this.start());
    }
}

import type { ResourceHandler } from "../../provider/resource/resource-handler";
import type { Dice } from "./dice";
import { refreshState } from "./engine-refresh";
import { ModelRun } from "./engine-run";
import type { Declared, Program } from "./program";
import type { Engine, Outcome, Targets } from "./stack";

/** A resource in the state. */
export interface Kept {
    readonly kind: Declared["kind"];
    readonly name: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** The names of the storage records that it takes values from. */
    readonly uses: ReadonlySet<string>;
    /** Why it was only partially created or updated. The next run updates it, whatever its diff says. */
    readonly initErrors: readonly string[];
    /** It was deleted for its replacement, and the replacement was not created. */
    readonly pendingReplacement?: true;
}

export type Properties = Record<string, unknown>;

/** The state of a stack: its resources, and those that were replaced but are not deleted yet. */
export interface State {
    readonly resources: Map<string, Kept>;
    pendingDeletion: Kept[];
}

/** The handlers of one provider process. */
export type Handlers = Readonly<Record<Declared["kind"], ResourceHandler>>;

/**
 * What Pulumi's engine does with the handlers of a dynamic provider, step by step, without Pulumi. It allows thousands of runs
 * per minute. It is modeled on `step_generator.go`, `step_executor.go` and `deployment_executor.go` of Pulumi 3.255:
 *
 *  1. The program registers its resources one at a time, each once those that it uses are done. Each is checked with its old
 *     inputs, and diffed with its old outputs. Its step then runs in parallel with further registrations.
 *  2. A replaced set is created first, and the old one is deleted last. A replaced storage record is deleted first. Before that,
 *     the resources that use it are diffed with unknown values, to find out whether they must be deleted before it.
 *  3. An error with `id`, `properties` and `reasons` goes into the state, and the next run updates the resource.
 *  4. After an error no new step starts. Steps that have started run to their end.
 *  5. Without an error, resources that were replaced or left the program are deleted in parallel, but users before what they
 *     use. After an error, a later run deletes them.
 *  6. A run with targets handles only these. Other resources in the state stay unchanged, and give their outputs to the
 *     resources that use them. Other resources in the program are not created.
 *  7. A refresh reads the resources in the state, and keeps the results.
 *  8. Properties are sent as JSON.
 */
export class ModelEngine implements Engine {
    readonly #state: State = { resources: new Map(), pendingDeletion: [] };

    /** `start` starts a provider process. Each run starts one. */
    constructor(
        private readonly start: () => Handlers,
        private readonly dice: Dice,
    ) {}

    /** Checks and diffs, and changes nothing. */
    preview(program: Program, targets?: Targets): Promise<Outcome> {
        const { resources, pendingDeletion } = this.#state;
        const state = { resources: new Map(resources), pendingDeletion: [...pendingDeletion] };
        return new ModelRun(state, this.start(), this.dice, true).run(program, targets);
    }

    /** Runs the program. It does not throw if something fails. */
    up(program: Program, targets?: Targets): Promise<Outcome> {
        return new ModelRun(this.#state, this.start(), this.dice, false).run(program, targets);
    }

    again(program: Program, targets?: Targets): Promise<Outcome> {
        return this.up(program, targets);
    }

    /** A destroy is an `up` of an empty program. */
    destroy(): Promise<Outcome> {
        return this.up([]);
    }

    refresh(): Promise<Outcome> {
        return refreshState(this.#state, this.start());
    }
}

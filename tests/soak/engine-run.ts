import { setImmediate as nextTurn } from "node:timers/promises";
import { ORIGIN, type Origin } from "../../provider/input/origin";
import { UNKNOWN } from "../../provider/vocabulary/unknown";
import type { Dice } from "./dice";
import type { Handlers, Kept, Properties, State } from "./engine";
import { asJson, TEXT } from "./engine-properties";
import { type Declared, type Program, recordsUsedBy, resourceOf } from "./program";
import { propertiesOf } from "./properties";
import type { Outcome, Targets } from "./stack";

/** The step for a resource. */
interface Step {
    readonly kind: "create" | "update" | "replace" | "delete and replace" | "same";
    readonly declared: Declared;
    readonly inputs: Properties;
    readonly old: Kept | undefined;
}

/** The error that a handler throws if it has done a part of its work. */
interface PartialFailure extends Error {
    readonly id: string;
    readonly properties: Properties;
    readonly reasons: readonly string[];
}

const isPartial = (error: unknown): error is PartialFailure => error instanceof Error && "reasons" in error;

/** What the SDK tells `check` about a resource. */
const originOf = (declared: Declared): Origin => ({
    urn: `urn:pulumi:dev::soak::${declared.kind}::${declared.name}`,
    secrets: [],
    problems: [],
});

/** One run of a program: a preview or an `up`. */
export class ModelRun {
    readonly #operations: string[] = [];
    readonly #errors: Error[] = [];
    /** The outputs that the program sees. */
    readonly #seen = new Map<string, Properties>();
    #turn: Promise<unknown> = Promise.resolve();
    #targets: Targets | undefined;

    constructor(
        private readonly state: State,
        private readonly handlers: Handlers,
        private readonly dice: Dice,
        private readonly isPreview: boolean,
    ) {}

    async run(program: Program, targets?: Targets): Promise<Outcome> {
        this.#targets = targets;
        const before = new Map(this.state.resources);
        for (const handler of Object.values(this.handlers))
            await handler.configure({ config: { get: () => undefined } });
        const done = new Map<string, Promise<void>>();
        for (const declared of program) done.set(resourceOf(declared), this.#register(declared, done));
        await Promise.all(done.values());
        const left = [...before].filter(([urn]) => !done.has(urn)).map(([, kept]) => kept);
        const condemned = [...this.state.pendingDeletion, ...left].filter((kept) => this.#isTargeted(kept));
        if (this.#errors.length === 0) await this.#deleteAll(condemned);
        return { operations: this.#operations, errors: this.#errors };
    }

    #isTargeted(resource: Pick<Declared, "kind" | "name">): boolean {
        return this.#targets?.has(resourceOf(resource)) !== false;
    }

    async #register(declared: Declared, done: ReadonlyMap<string, Promise<void>>): Promise<void> {
        const uses = declared.kind === "set" ? recordsUsedBy(declared) : new Set<string>();
        await Promise.all([...uses].map((name) => done.get(resourceOf({ kind: "record", name }))));
        await this.#wait();
        if (!this.#isTargeted(declared)) {
            const kept = this.state.resources.get(resourceOf(declared));
            if (kept !== undefined) this.#seen.set(resourceOf(declared), kept.outputs);
            return;
        }
        const step = await this.#inTurn(() => this.#plan(declared));
        if (step === undefined) return;
        await this.#wait();
        await this.#carryOut(step);
    }

    /** The engine handles one registration at a time, and none after an error. */
    async #inTurn(plan: () => Promise<Step>): Promise<Step | undefined> {
        const step = this.#turn.then(() => (this.#errors.length === 0 ? plan() : undefined));
        this.#turn = step.catch(() => undefined);
        return step.catch((error) => this.#fail(error));
    }

    async #plan(declared: Declared): Promise<Step> {
        const handler = this.handlers[declared.kind];
        const properties = propertiesOf(declared, (name) => this.#outputsOf(name));
        const news = asJson({ ...properties, [ORIGIN]: originOf(declared), ...TEXT });
        const old = this.state.resources.get(resourceOf(declared));
        const inputs = await this.#check(declared, old?.inputs, news);
        if (old === undefined) return { kind: "create", declared, inputs, old };
        const diff = await handler.diff(old.id, asJson(old.outputs), asJson(inputs));
        if (diff.replaces.length === 0 && old.pendingReplacement === undefined) {
            const changes = diff.changes || old.initErrors.length > 0;
            return { kind: changes ? "update" : "same", declared, inputs, old };
        }
        const again = await this.#check(declared, undefined, news);
        if (!diff.deleteBeforeReplace) return { kind: "replace", declared, inputs: again, old };
        await this.#askUsersOf(declared.name);
        return { kind: "delete and replace", declared, inputs: again, old };
    }

    async #check({ kind, name }: Declared, olds: Properties | undefined, news: Properties): Promise<Properties> {
        const { inputs, failures } = await this.handlers[kind].check(asJson(olds ?? {}), news);
        const refused = failures.map(({ reason }) => reason);
        if (refused.length > 0) throw new TypeError(`${kind} ${name}: check refused it: ${refused.join("; ")}`);
        return asJson({ ...inputs, ...TEXT });
    }

    /** Asks resources whether they must be deleted before the record that they use, with the values that they take from it unknown. */
    async #askUsersOf(record: string): Promise<void> {
        const users = [...this.state.resources.values()].filter(({ uses }) => uses.has(record));
        for (const { kind, id, inputs, outputs, name } of users) {
            const { replaces } = await this.handlers[kind].diff(id, asJson(outputs), {
                ...inputs,
                deployments: UNKNOWN,
            });
            if (replaces.length > 0) throw new TypeError(`${kind} ${name} wants to be replaced with ${record}`);
        }
    }

    async #carryOut(step: Step): Promise<void> {
        const { kind, declared, inputs, old } = step;
        const urn = resourceOf(declared);
        if (kind !== "same") this.#operations.push(`${kind} ${urn}`);
        if (kind === "same") this.#keep(declared, { ...(old as Kept), inputs });
        else if (this.isPreview) this.#seen.set(urn, inputs);
        else await this.#attempt(() => this.#change(step));
    }

    async #change({ kind, declared, inputs, old }: Step): Promise<void> {
        const handler = this.handlers[declared.kind];
        if (old === undefined) return this.#keep(declared, await this.#create(declared, inputs));
        if (kind === "update") {
            const update = () => handler.update(old.id, asJson(old.outputs), asJson(inputs));
            return this.#keep(declared, await this.#written(inputs, async () => ({ id: old.id, ...(await update()) })));
        }
        if (kind === "delete and replace" && old.pendingReplacement === undefined) {
            await handler.delete(old.id, asJson(old.outputs));
            this.state.resources.set(resourceOf(declared), { ...old, pendingReplacement: true });
            if (this.#errors.length > 0) return;
        }
        const created = await this.#create(declared, inputs);
        if (kind === "replace") this.state.pendingDeletion.push(old);
        this.#keep(declared, created);
    }

    #create(declared: Declared, inputs: Properties): Promise<Written> {
        return this.#written(inputs, () => this.handlers[declared.kind].create(asJson(inputs)));
    }

    async #written(inputs: Properties, write: () => Promise<{ id: string; outs: Properties }>): Promise<Written> {
        try {
            const { id, outs } = await write();
            return { id, inputs, outputs: asJson({ ...outs, ...TEXT }), initErrors: [] };
        } catch (error) {
            if (!isPartial(error)) throw error;
            const { id, properties, reasons } = error;
            this.#fail(error);
            return { id, inputs, outputs: asJson(properties), initErrors: reasons };
        }
    }

    #keep(declared: Declared, written: Written): void {
        const { kind, name } = declared;
        const uses = declared.kind === "set" ? recordsUsedBy(declared) : new Set<string>();
        this.#seen.set(resourceOf(declared), written.outputs);
        this.state.resources.set(resourceOf(declared), { ...written, kind, name, uses });
    }

    #outputsOf(record: string): Properties {
        return this.#seen.get(resourceOf({ kind: "record", name: record })) ?? {};
    }

    /** Deletes sets before storage records, since sets may use them. */
    async #deleteAll(condemned: readonly Kept[]): Promise<void> {
        for (const kind of ["set", "record"] as const) {
            if (this.#errors.length > 0) return;
            const wave = this.dice.shuffled(condemned.filter((kept) => kept.kind === kind));
            await Promise.all(wave.map((kept) => this.#delete(kept)));
        }
    }

    async #delete(kept: Kept): Promise<void> {
        const { kind, id, outputs } = kept;
        this.#operations.push(`delete ${resourceOf(kept)}`);
        if (this.isPreview) return;
        await this.#wait();
        await this.#attempt(async () => {
            if (kept.pendingReplacement === undefined) await this.handlers[kind].delete(id, asJson(outputs));
            if (this.state.resources.get(resourceOf(kept)) === kept) this.state.resources.delete(resourceOf(kept));
            this.state.pendingDeletion = this.state.pendingDeletion.filter((other) => other !== kept);
        });
    }

    async #attempt(work: () => Promise<void>): Promise<void> {
        await work().catch((error) => this.#fail(error));
    }

    #fail(error: Error): undefined {
        this.#errors.push(error);
    }

    /** Waits for a random number of turns, so that other work may come first. */
    async #wait(): Promise<void> {
        for (let turns = this.dice.below(4); turns > 0; turns -= 1) await nextTurn();
    }
}

type Written = Omit<Kept, "kind" | "name" | "uses">;

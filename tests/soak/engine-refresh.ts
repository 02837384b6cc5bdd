import type { Handlers, Kept, State } from "./engine";
import { asJson, TEXT } from "./engine-properties";
import type { Outcome } from "./stack";

/** Reads all resources in a state, including those with a pending deletion. A resource that cannot be read stays unchanged. */
export async function refreshState(state: State, handlers: Handlers): Promise<Outcome> {
    for (const handler of Object.values(handlers)) await handler.configure({ config: { get: () => undefined } });
    const errors: Error[] = [];
    const read = async (kept: Kept): Promise<Kept> => {
        try {
            const { id, props, inputs } = await handlers[kept.kind].read(kept.id, asJson(kept.outputs));
            const read = { inputs: asJson({ ...inputs, ...TEXT }), outputs: asJson({ ...props, ...TEXT }) };
            return { ...kept, id, ...read, initErrors: [] };
        } catch (error) {
            errors.push(error as Error);
            return kept;
        }
    };
    const resources = await Promise.all(
        [...state.resources].map(async ([urn, kept]) => [urn, await read(kept)] as const),
    );
    for (const [urn, kept] of resources) state.resources.set(urn, kept);
    state.pendingDeletion = await Promise.all(state.pendingDeletion.map(read));
    return { operations: [], errors };
}

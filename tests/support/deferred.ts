/** A promise, and the function that resolves it. */
export interface Deferred<Value> {
    readonly promise: Promise<Value>;
    readonly resolve: (value: Value) => void;
}

/** The same as `Promise.withResolvers` of newer Node.js versions. */
export function deferred<Value = void>(): Deferred<Value> {
    let resolve: (value: Value) => void = () => {};
    const promise = new Promise<Value>((settle) => {
        resolve = settle;
    });
    return { promise, resolve };
}

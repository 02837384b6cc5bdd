/** Something to wait for, and the way to make it come true. */
export interface Deferred<Value> {
    readonly promise: Promise<Value>;
    readonly resolve: (value: Value) => void;
}

/** What `Promise.withResolvers` gives on a newer Node.js. */
export function deferred<Value = void>(): Deferred<Value> {
    let resolve: (value: Value) => void = () => {};
    const promise = new Promise<Value>((settle) => {
        resolve = settle;
    });
    return { promise, resolve };
}

/** The value with everything in it frozen, so that a change throws. The methods that change a Map throw, too. */
export function frozen<Value>(value: Value): Value {
    if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
    if (value instanceof Map) {
        const refuse = (): never => {
            throw new TypeError("Cannot change a frozen map");
        };
        Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
        for (const item of value.values()) frozen(item);
    }
    for (const item of Object.values(value)) frozen(item);
    return Object.freeze(value);
}

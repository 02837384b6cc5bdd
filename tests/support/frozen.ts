/** The value with everything in it frozen, so that whoever changes it throws. Maps lose their changing methods. */
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

/** A violation in one field, in the form of an entry of `errors` in GitHub's 422 body. */
export interface Violation {
    /** The field: `logical_environment`, `deployments[3].digest`, `deployments[0].tags.team`. Empty for the body itself. */
    readonly field: string;
    /** GitHub's own codes: a required field is missing, the format is wrong, or only the message explains it. */
    readonly code: "missing_field" | "invalid" | "custom";
    readonly message: string;
}

/** Checks a value and adds its violations. Never converts the value. */
export type Rule = (value: unknown, field: string, violations: Violation[]) => void;

interface Property {
    readonly rule: Rule;
    readonly required: boolean;
}

/** A required property. */
export function required(rule: Rule): Property {
    return { rule, required: true };
}

/** An optional property. It may be omitted, but not `null`: no property of these endpoints may be null. */
export function optional(rule: Rule): Property {
    return { rule, required: false };
}

/** A string. Lengths count Unicode code points, as in JSON Schema. `pattern` must have its own anchors. */
export function text(limits: { min?: number; max?: number; pattern?: RegExp }): Rule {
    const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = limits;
    return (value, field, violations) => {
        if (typeof value !== "string") {
            violations.push(wrong(field, `must be a string, but is ${kindOf(value)}.`));
            return;
        }
        // A string never has more code points than UTF-16 units, so the cheap count is enough in the usual case.
        const tooLong = value.length > max && [...value].length > max;
        if (value.length < min || tooLong) {
            violations.push(wrong(field, `must have ${min} to ${max} characters, but has ${[...value].length}.`));
        }
        if (pattern !== undefined && !pattern.test(value)) {
            violations.push(wrong(field, `does not match ${pattern}.`));
        }
    };
}

/** One of a closed set of strings. */
export function oneOf(values: readonly string[]): Rule {
    return (value, field, violations) => {
        if (typeof value !== "string" || !values.includes(value)) {
            violations.push(wrong(field, `must be one of ${values.join(", ")}.`));
        }
    };
}

/** A JSON boolean. `"true"` and `1` are not booleans. */
export const flag: Rule = (value, field, violations) => {
    if (typeof value !== "boolean") {
        violations.push(wrong(field, `must be a boolean, but is ${kindOf(value)}.`));
    }
};

/** A list of `min` to `max` items. Each one must satisfy `item`. */
export function list(limits: { min: number; max: number }, item: Rule): Rule {
    return (value, field, violations) => {
        if (!Array.isArray(value)) {
            violations.push(wrong(field, `must be a list, but is ${kindOf(value)}.`));
            return;
        }
        if (value.length < limits.min || value.length > limits.max) {
            violations.push(wrong(field, `must have ${limits.min} to ${limits.max} items, but has ${value.length}.`));
            return;
        }
        for (const [index, entry] of value.entries()) {
            item(entry, `${field}[${index}]`, violations);
        }
    };
}

/** A list that satisfies `rule`, and in which nothing appears twice. */
export function distinct(rule: Rule): Rule {
    return (value, field, violations) => {
        rule(value, field, violations);
        if (Array.isArray(value) && new Set(value).size !== value.length) {
            violations.push(wrong(field, "must not contain the same item twice."));
        }
    };
}

/** An object with any keys. */
export function mapOf(key: Rule, entry: Rule): Rule {
    return (value, field, violations) => {
        if (!isObject(value)) {
            violations.push(wrong(field, `must be an object, but is ${kindOf(value)}.`));
            return;
        }
        for (const [name, held] of Object.entries(value)) {
            key(name, `${field}.${name}`, violations);
            entry(held, `${field}.${name}`, violations);
        }
    };
}

/**
 * An object with only the properties of `Body`. Each of them needs a rule.
 *
 * GitHub ignores an unknown property. This server refuses it, since it is a misspelling or a field of another endpoint. A
 * test must show that, or the value is lost without an error in production.
 */
export function objectOf<Body>(properties: { readonly [Name in keyof Body & string]-?: Property }): Rule {
    const known = new Map<string, Property>(Object.entries<Property>(properties));
    return (value, field, violations) => {
        if (!isObject(value)) {
            violations.push(wrong(field, `must be an object, but is ${kindOf(value)}.`));
            return;
        }
        for (const name of Object.keys(value)) {
            if (!known.has(name)) {
                violations.push(wrong(inside(field, name), `"${name}" is not a permitted key.`));
            }
        }
        for (const [name, property] of known) {
            const held = value[name];
            if (held !== undefined) {
                property.rule(held, inside(field, name), violations);
            } else if (property.required) {
                violations.push({ field: inside(field, name), code: "missing_field", message: `${name} is missing.` });
            }
        }
    };
}

function inside(field: string, name: string): string {
    return field === "" ? name : `${field}.${name}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(field: string, message: string): Violation {
    return { field, code: "invalid", message };
}

function kindOf(value: unknown): string {
    if (value === null) {
        return "null";
    }
    return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

/**
 * Properties as they travel between Pulumi's engine and a plugin: protobuf structs, in which secrets are marked and
 * values that a preview does not know stand for themselves.
 * https://www.pulumi.com/docs/iac/extending-pulumi/architecture-of-a-provider/ and `marshal` in Pulumi's SDKs.
 */
import { ListValue, type NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../resource-handler";
import { UNKNOWN } from "../vocabulary";
import { NOTHING, type Secrets } from "./secrets";

/** Properties, and which parts of them are secrets. */
export interface Received {
    readonly values: Properties;
    readonly secrets: Secrets;
}

/** The key under which a struct says that it stands for something else. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** How a value of each type is said to be unknown. */
const UNKNOWNS = new Set([
    UNKNOWN,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Reads properties. None is an empty struct. */
export function received(struct: Struct | undefined): Received {
    const values: Properties = {};
    const secrets = new Map<string, "all" | Secrets>();
    struct?.getFieldsMap().forEach((value, name) => {
        const [plain, hidden] = fromValue(value);
        values[name] = plain;
        if (hidden !== NOTHING) secrets.set(name, hidden);
    });
    return { values, secrets: secrets.size === 0 ? NOTHING : secrets };
}

function fromValue(value: Value): readonly [unknown, "all" | Secrets] {
    switch (value.getKindCase()) {
        case Value.KindCase.STRING_VALUE: {
            const text = value.getStringValue();
            return [UNKNOWNS.has(text) ? UNKNOWN : text, NOTHING];
        }
        case Value.KindCase.NUMBER_VALUE:
            return [value.getNumberValue(), NOTHING];
        case Value.KindCase.BOOL_VALUE:
            return [value.getBoolValue(), NOTHING];
        case Value.KindCase.STRUCT_VALUE:
            return fromStruct(value.getStructValue() as Struct);
        case Value.KindCase.LIST_VALUE: {
            const items = (value.getListValue() as ListValue).getValuesList().map(fromValue);
            // A list may be sorted anew: what is secret in it makes all of it secret.
            return [items.map(([item]) => item), items.some(([, hidden]) => hidden !== NOTHING) ? "all" : NOTHING];
        }
        default:
            return [null, NOTHING];
    }
}

function fromStruct(struct: Struct): readonly [unknown, "all" | Secrets] {
    const { values, secrets } = received(struct);
    return values[SIGNATURE] === SECRET ? [values.value, "all"] : [values, secrets];
}

/** Writes properties. Those that are undefined are left out. */
export function sent(values: Properties, secrets: Secrets = NOTHING): Struct {
    const struct = new Struct();
    const fields = struct.getFieldsMap();
    for (const [name, value] of Object.entries(values)) {
        if (value !== undefined) fields.set(name, toValue(value, secrets.get(name) ?? NOTHING));
    }
    return struct;
}

function toValue(value: unknown, secrets: "all" | Secrets): Value {
    if (secrets === "all") return toValue({ [SIGNATURE]: SECRET, value }, NOTHING);
    const wire = new Value();
    if (typeof value === "string") return wire.setStringValue(value);
    if (typeof value === "number") return wire.setNumberValue(value);
    if (typeof value === "boolean") return wire.setBoolValue(value);
    if (value === null) return wire.setNullValue(NULL);
    if (Array.isArray(value)) {
        return wire.setListValue(new ListValue().setValuesList(value.map((item) => toValue(item, NOTHING))));
    }
    return wire.setStructValue(sent(value as Properties, secrets));
}

const NULL = 0 satisfies NullValue;

/** True for a message with an entry called `__proto__`: JavaScript's objects, and so protobuf's, lose it. */
export const losesAnEntry = (message: Uint8Array): boolean => Buffer.from(message).includes(PROTO_KEY);

/** The key of a map's entry: field 1, nine bytes long. No text that a resource takes holds a line break and a tab. */
const PROTO_KEY = "\n\t__proto__";

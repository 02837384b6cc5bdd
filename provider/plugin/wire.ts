/**
 * Properties as Pulumi's engine and a plugin exchange them: the bytes of a protobuf `Struct`, in which secrets and values that a
 * preview does not know are marked. They are read and written directly, because there may be very many, and protobuf's own classes
 * took six times as long.
 * See https://protobuf.dev/reference/protobuf/google.protobuf/#struct and `marshal` in Pulumi's SDKs.
 */
import { Reader, Writer } from "protobufjs/minimal";
import type { Properties } from "../resource/resource-handler";
import { UNKNOWN } from "../vocabulary/unknown";
import { NOTHING, type Secrets } from "./secrets";

/** Properties, which parts of them are secrets, and whether there was an entry that an object cannot hold. */
export interface Received {
    readonly values: Properties;
    readonly secrets: Secrets;
    /** True if an entry called `__proto__` was left out, at any depth. */
    readonly isLossy: boolean;
}

/** The key that marks a struct which stands for another value. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The texts that stand for an unknown value, one for each type. */
const UNKNOWNS = new Set([
    UNKNOWN,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The fields of a `Value`. A message has one of them. */
const [NUMBER, TEXT, TRUTH, STRUCT, LIST] = [2, 3, 4, 5, 6];

/** Reads properties. Without bytes, there are none. */
export function received(bytes: Uint8Array = new Uint8Array()): Received {
    const reading = new Reading(bytes);
    const [values, secrets] = reading.struct(bytes.length);
    return { values, secrets, isLossy: reading.isLossy };
}

/** A value, and which parts of it are secrets. */
type Part = readonly [value: unknown, secrets: "all" | Secrets];

class Reading {
    isLossy = false;
    readonly #reader: Reader;

    constructor(bytes: Uint8Array) {
        this.#reader = Reader.create(bytes);
    }

    /** Reads the struct that ends at a position. Each of its fields is an entry of a map. */
    struct(end: number): readonly [Properties, Secrets] {
        const values: Properties = {};
        const secrets = new Map<string, "all" | Secrets>();
        while (this.#reader.pos < end) {
            this.#field();
            const [name, [value, hidden]] = this.#entry(this.#end());
            if (name === "__proto__") this.isLossy = true;
            else values[name] = value;
            if (hidden !== NOTHING) secrets.set(name, hidden);
        }
        return [values, secrets.size === 0 ? NOTHING : secrets];
    }

    #entry(end: number): readonly [string, Part] {
        let name = "";
        let part: Part = [null, NOTHING];
        while (this.#reader.pos < end) {
            if (this.#field() === 1) name = this.#reader.string();
            else part = this.#value(this.#end());
        }
        return [name, part];
    }

    #value(end: number): Part {
        let part: Part = [null, NOTHING];
        while (this.#reader.pos < end) part = this.#ofKind(this.#field());
        return part;
    }

    #ofKind(field: number): Part {
        switch (field) {
            case NUMBER:
                return [this.#reader.double(), NOTHING];
            case TEXT: {
                const text = this.#reader.string();
                return [UNKNOWNS.has(text) ? UNKNOWN : text, NOTHING];
            }
            case TRUTH:
                return [this.#reader.bool(), NOTHING];
            case STRUCT: {
                const [values, secrets] = this.struct(this.#end());
                return values[SIGNATURE] === SECRET ? [values.value, "all"] : [values, secrets];
            }
            case LIST:
                return this.#list(this.#end());
            default:
                this.#reader.uint32();
                return [null, NOTHING];
        }
    }

    /** Reads a list. Its order may change later, so a secret in it makes the whole list a secret. */
    #list(end: number): Part {
        const items: unknown[] = [];
        let isSecret = false;
        while (this.#reader.pos < end) {
            this.#field();
            const [item, hidden] = this.#value(this.#end());
            items.push(item);
            isSecret ||= hidden !== NOTHING;
        }
        return [items, isSecret ? "all" : NOTHING];
    }

    #field(): number {
        return this.#reader.uint32() >>> 3;
    }

    /** Reads a length, and returns the position at which that part ends. */
    #end(): number {
        return this.#reader.uint32() + this.#reader.pos;
    }
}

/** Writes properties, except undefined ones. */
export function sent(values: Properties, secrets: Secrets = NOTHING): Uint8Array {
    const writer = Writer.create();
    writeStruct(writer, values, secrets);
    return writer.finish();
}

function writeStruct(writer: Writer, values: Properties, secrets: Secrets): void {
    for (const [name, value] of Object.entries(values)) {
        if (value === undefined) continue;
        writer.uint32(lengthOf(1)).fork().uint32(lengthOf(1)).string(name).uint32(lengthOf(2)).fork();
        writeValue(writer, value, secrets.get(name) ?? NOTHING);
        writer.ldelim().ldelim();
    }
}

function writeValue(writer: Writer, value: unknown, secrets: "all" | Secrets): void {
    if (secrets === "all") {
        writeValue(writer, { [SIGNATURE]: SECRET, value }, NOTHING);
    } else if (typeof value === "string") {
        writer.uint32(lengthOf(TEXT)).string(value);
    } else if (typeof value === "number") {
        writer.uint32((NUMBER << 3) | 1).double(value);
    } else if (typeof value === "boolean") {
        writer.uint32(TRUTH << 3).bool(value);
    } else if (value === null) {
        writer.uint32(1 << 3).int32(0);
    } else if (Array.isArray(value)) {
        writer.uint32(lengthOf(LIST)).fork();
        for (const item of value) {
            writer.uint32(lengthOf(1)).fork();
            writeValue(writer, item, NOTHING);
            writer.ldelim();
        }
        writer.ldelim();
    } else {
        writer.uint32(lengthOf(STRUCT)).fork();
        writeStruct(writer, value as Properties, secrets);
        writer.ldelim();
    }
}

/** The tag of a field that starts with its length. */
export const lengthOf = (field: number): number => (field << 3) | 2;

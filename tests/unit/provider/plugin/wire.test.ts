import assert from "node:assert/strict";
import fc from "fast-check";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { NOTHING, type Secrets } from "../../../../provider/plugin/secrets";
import { received, sent } from "../../../../provider/plugin/wire";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { marked } from "../../../support/plugin-messages";

/** What the code reads from properties that protobuf's own classes wrote. */
function arriving(properties: object) {
    const { isLossy, ...read } = received(Struct.fromJavaScript(properties as Record<string, never>).serializeBinary());
    assert.equal(isLossy, false);
    return read;
}

/** What protobuf's own classes read from properties that the code wrote. */
const leaving = (properties: Properties, secrets?: Secrets) =>
    Struct.deserializeBinary(sent(properties, secrets)).toJavaScript();

const secrets = (parts: Record<string, "all" | Secrets>): Secrets => new Map(Object.entries(parts));

describe("properties on the wire", () => {
    for (const [kind, value] of [
        ["text", "ghcr.io/acme/api"],
        ["empty text", ""],
        ["text beyond ASCII", "日本語 🚀 \u0000"],
        ["number", -1.5],
        ["zero", 0],
        ["true", true],
        ["false", false],
        ["null", null],
        ["list", [1, "a", [true, null], { b: [] }]],
        ["empty list", []],
        ["object", { a: { "odd. [name]": 1 }, constructor: 2, hasOwnProperty: 3 }],
        ["empty object", {}],
    ] as readonly (readonly [string, unknown])[]) {
        it(`carry a value of the kind ${kind}`, () => {
            assert.deepEqual(arriving({ value }), { values: { value }, secrets: NOTHING });
            assert.deepEqual(leaving({ value }), { value });
        });
    }

    it("omit undefined values at any depth of objects, and keep null", () => {
        assert.deepEqual(leaving({ a: undefined, b: { c: undefined, d: null } }), { b: { d: null } });
    });

    it("are empty if there is no struct", () => {
        assert.deepEqual(received(undefined), { values: {}, secrets: NOTHING, isLossy: false });
    });

    it("have null for a value that a struct cannot hold", () => {
        const struct = new Struct();
        struct.getFieldsMap().set("odd", Struct.fromJavaScript({ a: null }).getFieldsMap().get("a") as never);
        struct.getFieldsMap().get("odd")?.clearNullValue();
        assert.deepEqual(received(struct.serializeBinary()).values, { odd: null });
    });

    // `UnknownBoolValue` and its neighbors in Pulumi's sdk/go/common/resource/plugin/rpc.go.
    for (const [type, unknown] of [
        ["boolean", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
        ["number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
        ["text", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
        ["list", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
        ["asset", "030794c1-ac77-496b-92df-f27374a8bd58"],
        ["archive", "e48ece36-62e2-4504-bad9-02848725956a"],
        ["object", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"],
    ] as const) {
        it(`mark an unknown ${type} at any depth`, () => {
            const given = { a: unknown, b: [unknown, { c: unknown }], d: marked(unknown) };
            const { values } = arriving(given);
            assert.deepEqual(values, { a: UNKNOWN, b: [UNKNOWN, { c: UNKNOWN }], d: UNKNOWN });
            assert.deepEqual(leaving({ a: UNKNOWN }), { a: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
        });
    }
});

describe("secrets on the wire", () => {
    for (const [where, given, values, hidden] of [
        ["a property", { a: marked(1), b: 2 }, { a: 1, b: 2 }, { a: "all" }],
        ["a property of a property", { a: { b: marked("x"), c: 1 } }, { a: { b: "x", c: 1 } }, { a: { b: "all" } }],
        ["an object", { a: marked({ b: { c: [1] } }) }, { a: { b: { c: [1] } } }, { a: "all" }],
        ["a secret in a secret", { a: marked({ b: marked(1) }) }, { a: { b: 1 } }, { a: "all" }],
        ["an item of a list, and so the list", { a: [1, marked(2)] }, { a: [1, 2] }, { a: "all" }],
        ["a part of an item, and so the list", { a: [{ b: marked(2) }] }, { a: [{ b: 2 }] }, { a: "all" }],
        ["null", { a: marked(null) }, { a: null }, { a: "all" }],
    ] as const) {
        it(`are recognized in ${where}`, () => {
            const toSecrets = (parts: object | "all"): "all" | Secrets =>
                parts === "all"
                    ? "all"
                    : secrets(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, toSecrets(part)])));
            assert.deepEqual(arriving(given), { values, secrets: toSecrets(hidden) });
        });
    }

    it("are marked when they are sent, and nothing else is", () => {
        const hidden = secrets({ a: "all", b: secrets({ c: "all" }), d: "all", gone: "all" });
        assert.deepEqual(leaving({ a: [1, { e: 2 }], b: { c: "x", f: "y" }, d: null, g: 1 }, hidden), {
            a: marked([1, { e: 2 }]),
            b: { c: marked("x"), f: "y" },
            d: marked(null),
            g: 1,
        });
    });

    it("are not confused with an object that looks like one", () => {
        const other = { "4dabf18193072939515e22adb298388d": "something else", value: 1 };
        assert.deepEqual(arriving({ other }), { values: { other }, secrets: NOTHING });
    });
});

/** A value as the engine writes it and as a handler reads it, and its secret parts. */
interface Carried {
    readonly wire: JavaScriptValue;
    readonly value: unknown;
    readonly hidden: "all" | Secrets;
}

const name = fc
    .string({ unit: "binary" })
    .filter((text) => text !== "__proto__" && text !== "4dabf18193072939515e22adb298388d");
const plain = (value: JavaScriptValue): Carried => ({ wire: value, value, hidden: NOTHING });
const isHidden = ({ hidden }: Carried): boolean => hidden === "all" || hidden.size > 0;

function inObject(parts: Readonly<Record<string, Carried>>): Carried {
    const each = <Part>(part: (carried: Carried) => Part) =>
        Object.fromEntries(Object.entries(parts).map(([key, carried]) => [key, part(carried)]));
    const hidden = Object.entries(parts).filter(([, carried]) => isHidden(carried));
    return {
        wire: each(({ wire }) => wire),
        value: each(({ value }) => value),
        hidden: new Map(hidden.map(([key, carried]) => [key, carried.hidden])),
    };
}

const { object } = fc.letrec<{ value: Carried; object: Carried }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc
            .oneof(
                fc.string({ unit: "binary" }),
                fc.double({ noNaN: true }),
                fc.boolean(),
                fc.constant(null),
                fc.constant(UNKNOWN),
            )
            .map(plain),
        fc.array(tie("value"), { maxLength: 4 }).map(
            (items): Carried => ({
                wire: items.map(({ wire }) => wire),
                value: items.map(({ value }) => value),
                hidden: items.some(isHidden) ? "all" : NOTHING,
            }),
        ),
        tie("object"),
        tie("value").map(({ wire, value }) => ({ wire: marked(wire), value, hidden: "all" as const })),
    ),
    object: fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }).map(inObject),
}));

describe("any properties with any secrets", () => {
    it("arrive as they were sent", () => {
        fc.assert(
            fc.property(object, ({ wire, value, hidden }) => {
                const expected = { values: value, secrets: hidden };
                assert.deepEqual(arriving(wire as object), expected);
                const { isLossy, ...read } = received(sent(value as Properties, hidden as Secrets));
                assert.deepEqual({ isLossy, read }, { isLossy: false, read: expected });
            }),
        );
    });
});

describe("an entry called __proto__", () => {
    /** What the code reads from properties with an entry of this name, which JavaScript itself cannot write. */
    function arrivingAs(properties: Record<string, JavaScriptValue>) {
        const bytes = Buffer.from(Struct.fromJavaScript(properties).serializeBinary());
        return received(Buffer.from(bytes.toString("latin1").replaceAll("__PROTO__", "__proto__"), "latin1"));
    }

    it("is left out and reported at any depth, because no object can hold it", () => {
        for (const properties of [
            { __PROTO__: 1 },
            { a: { b: [{ __PROTO__: { c: 1 } }] } },
            { a: marked({ __PROTO__: "" }) },
        ]) {
            const { isLossy, values } = arrivingAs(properties);
            assert.equal(isLossy, true, JSON.stringify(properties));
            assert.ok(!JSON.stringify(values).includes("__proto__"), JSON.stringify(values));
        }
    });

    it("is not confused with a text of that name, or with a name that begins or ends with it", () => {
        for (const properties of [
            { a: "__PROTO__", b: "\n\t__PROTO__" },
            { a: ["__PROTO__"], __PROTO__s: 1, a__PROTO__: 1, "": "__PROTO__" },
            { a: marked("__PROTO__") },
        ]) {
            assert.equal(arrivingAs(properties).isLossy, false, JSON.stringify(properties));
        }
    });
});

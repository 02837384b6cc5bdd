import assert from "node:assert/strict";
import ts from "typescript";
import { mayBeAbsent, typeSpec } from "../../../../tools/schema/type-spec";
import { declared } from "./declared";

const typeOf = (text: string): ts.TypeNode => declared(`type A = ${text};`, ts.isTypeAliasDeclaration).type;
const specOf = (text: string) => typeSpec(typeOf(text), (name) => ({ $ref: name.getText() }));

const STRING = { type: "string" };

describe("A type in the schema", () => {
    it("can be a string, a number or a boolean", () => {
        assert.deepEqual(["string", "number", "boolean"].map(specOf), [
            STRING,
            { type: "number" },
            { type: "boolean" },
        ]);
    });

    it("can be a list or a map of another type", () => {
        assert.deepEqual(specOf("string[]"), { type: "array", items: STRING });
        assert.deepEqual(specOf("readonly B[]"), { type: "array", items: { $ref: "B" } });
        assert.deepEqual(specOf("Readonly<Record<string, B>>"), {
            type: "object",
            additionalProperties: { $ref: "B" },
        });
    });

    it("is the same for an input, an output and an optional value", () => {
        for (const text of ["Input<string>", "Output<string>", "Input<string | undefined>", "string | undefined"]) {
            assert.deepEqual(specOf(text), STRING, text);
        }
    });

    it("is a map if an argument can be a map or a list", () => {
        assert.deepEqual(specOf("Input<Record<string, Input<B>> | readonly Input<C>[]>"), specOf("Record<string, B>"));
    });

    it("can be either a string or a map, or any type", () => {
        const map = { type: "object", additionalProperties: STRING };
        assert.deepEqual(specOf("string | Readonly<Record<string, string>>"), { oneOf: [STRING, map] });
        assert.deepEqual(specOf("unknown"), { $ref: "pulumi.json#/Any" });
    });

    it("is refused if the schema cannot express it", () => {
        assert.throws(() => specOf("string | number"), /more than one type: string \| number/);
        assert.throws(() => specOf("[string]"), /no word for \[string\]/);
        assert.throws(() => specOf("Input"), /a type argument is missing: Input/);
    });

    it("may be absent if `undefined` is a member, also within an input or output", () => {
        for (const text of ["undefined", "B | undefined", "Input<B | undefined>", "Output<string | undefined>"]) {
            assert.equal(mayBeAbsent(typeOf(text)), true, text);
        }
        for (const text of ["B", "Input<B>", "Record<string, B | undefined>"]) {
            assert.equal(mayBeAbsent(typeOf(text)), false, text);
        }
    });
});

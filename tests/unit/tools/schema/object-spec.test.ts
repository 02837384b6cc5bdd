import assert from "node:assert/strict";
import ts from "typescript";
import { objectSpec } from "../../../../tools/schema/object-spec";
import { declared } from "./declared";

const refer = () => ({ type: "string" }) as const;
const described = (members: string) => `/** A thing. */ interface A {\n${members}\n}`;
const specOf = (members: string, traits = {}) =>
    objectSpec(declared(described(members), ts.isInterfaceDeclaration), refer, traits);

describe("An object in the schema", () => {
    it("has the properties of an interface, and requires those that are not optional", () => {
        assert.deepEqual(
            specOf("/** One. */ a: string;\n/** Two. */ b?: number;\n/** Three. */ c: Input<string | undefined>;"),
            {
                description: "A thing.",
                type: "object",
                properties: {
                    a: { type: "string", description: "One." },
                    b: { type: "number", description: "Two." },
                    c: { type: "string", description: "Three." },
                },
                required: ["a"],
            },
        );
    });

    it("has the outputs of a class, but not its methods and constructor", () => {
        const text =
            "/** A thing. */ class A {\n/** One. */ declare readonly a: Output<string>;\nconstructor(b: string) {} c(): void {} }";
        const { properties } = objectSpec(declared(text, ts.isClassDeclaration), refer);
        assert.deepEqual(Object.keys(properties), ["a"]);
    });

    it("has the given traits that the types do not express", () => {
        const { properties } = specOf("/** One. */ a: string;", { a: { secret: true } });
        assert.deepEqual(properties.a, { type: "string", description: "One.", secret: true });
    });

    it("is refused if a property has no doc comment, or if a trait names a property that does not exist", () => {
        assert.throws(() => specOf("a: string;"), /no doc comment: a: string/);
        assert.throws(() => specOf("/** One. */ a: string;", { b: { secret: true } }), /no such property: b/);
    });
});

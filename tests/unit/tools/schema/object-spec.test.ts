import assert from "node:assert/strict";
import ts from "typescript";
import { objectSpec } from "../../../../tools/schema/object-spec";
import { declared } from "./declared";

const refer = () => ({ type: "string" }) as const;
const described = (members: string) => `/** A thing. */ interface A {\n${members}\n}`;
const specOf = (members: string, traits = {}) =>
    objectSpec(declared(described(members), ts.isInterfaceDeclaration), refer, traits);

describe("an object of the schema", () => {
    it("has the properties of an interface, and requires those that cannot be left out", () => {
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

    it("has the outputs of a class, and neither its methods nor its constructor", () => {
        const text =
            "/** A thing. */ class A {\n/** One. */ declare readonly a: Output<string>;\nconstructor(b: string) {} c(): void {} }";
        const { properties } = objectSpec(declared(text, ts.isClassDeclaration), refer);
        assert.deepEqual(Object.keys(properties), ["a"]);
    });

    it("has what the types do not tell beside it", () => {
        const { properties } = specOf("/** One. */ a: string;", { a: { secret: true } });
        assert.deepEqual(properties.a, { type: "string", description: "One.", secret: true });
    });

    it("is refused where a property has no doc comment, or where something is told of a property that is not there", () => {
        assert.throws(() => specOf("a: string;"), /no doc comment: a: string/);
        assert.throws(() => specOf("/** One. */ a: string;", { b: { secret: true } }), /no such property: b/);
    });
});

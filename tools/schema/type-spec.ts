import ts from "typescript";
import type { TypeSpec } from "./spec";

/** Adds a named type of the project to the schema, and returns the reference to it. */
export type Refer = (name: ts.EntityName) => TypeSpec;

/** Types that only say when a value is available, or that it is read-only. */
const WRAPPERS: readonly string[] = ["Input", "Output", "Promise", "Readonly"];

/** The schema's form of a type. Throws if the schema cannot express it. */
export function typeSpec(node: ts.TypeNode, refer: Refer): TypeSpec {
    const of = (inner: ts.TypeNode | undefined): TypeSpec => {
        if (inner === undefined) throw new Error(`a type argument is missing: ${node.getText()}`);
        return typeSpec(inner, refer);
    };
    switch (node.kind) {
        case ts.SyntaxKind.StringKeyword:
            return { type: "string" };
        case ts.SyntaxKind.BooleanKeyword:
            return { type: "boolean" };
        // Not `integer`, which has 32 bits in C# and Java. GitHub's numbers may become larger.
        case ts.SyntaxKind.NumberKeyword:
            return { type: "number" };
        case ts.SyntaxKind.UnknownKeyword:
            return { $ref: "pulumi.json#/Any" };
    }
    if (ts.isUnionTypeNode(node)) return textOrMap(node, refer) ?? of(onlyMember(node));
    if (ts.isTypeOperatorNode(node)) return of(node.type);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: of(node.elementType) };
    if (ts.isTypeReferenceNode(node)) {
        const name = node.typeName.getText();
        if (WRAPPERS.includes(name)) return of(node.typeArguments?.[0]);
        if (name === "Record") return { type: "object", additionalProperties: of(node.typeArguments?.[1]) };
        return refer(node.typeName);
    }
    throw new Error(`the schema has no word for ${node.getText()}`);
}

/** True for a type with an optional value. */
export function mayBeAbsent(node: ts.TypeNode): boolean {
    if (node.kind === ts.SyntaxKind.UndefinedKeyword) return true;
    if (ts.isUnionTypeNode(node)) return node.types.some(mayBeAbsent);
    const isWrapper = ts.isTypeReferenceNode(node) && WRAPPERS.includes(node.typeName.getText());
    return isWrapper && (node.typeArguments ?? []).some(mayBeAbsent);
}

/** A string or a map, a choice that every language can express. */
function textOrMap({ types }: ts.UnionTypeNode, refer: Refer): TypeSpec | undefined {
    const [one, other, ...more] = types;
    if (one?.kind !== ts.SyntaxKind.StringKeyword || other === undefined || more.length > 0) return undefined;
    const isMap = other.getText().startsWith("Readonly<Record<");
    return isMap ? { oneOf: [typeSpec(one, refer), typeSpec(other, refer)] } : undefined;
}

/** The map, of a map or a list. The list is a form that only the TypeScript resources have. */
function onlyMember(union: ts.UnionTypeNode): ts.TypeNode {
    const present = union.types.filter((type) => !mayBeAbsent(type));
    const members = present.length === 1 ? present : present.filter((type) => !ts.isTypeOperatorNode(type));
    const [only, another] = members;
    if (only === undefined || another !== undefined) throw new Error(`more than one type: ${union.getText()}`);
    return only;
}

import ts from "typescript";
import type { TypeSpec } from "./spec";

/** Gives a named type of the project its place in the schema, and returns the reference to it. */
export type Refer = (name: ts.EntityName) => TypeSpec;

/** What only says when a value comes, or that nobody writes to it. */
const WRAPPERS: readonly string[] = ["Input", "Output", "Promise", "Readonly"];

/** The schema's word for a type. Throws for one that has none. */
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
        // Never an integer: C# and Java give it 32 bits, which GitHub's numbers may outgrow.
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

/** True for a type that leaves the choice to give nothing. */
export function mayBeAbsent(node: ts.TypeNode): boolean {
    if (node.kind === ts.SyntaxKind.UndefinedKeyword) return true;
    if (ts.isUnionTypeNode(node)) return node.types.some(mayBeAbsent);
    const isWrapper = ts.isTypeReferenceNode(node) && WRAPPERS.includes(node.typeName.getText());
    return isWrapper && (node.typeArguments ?? []).some(mayBeAbsent);
}

/** A choice that every language has a word for. */
function textOrMap({ types }: ts.UnionTypeNode, refer: Refer): TypeSpec | undefined {
    const [one, other, ...more] = types;
    if (one?.kind !== ts.SyntaxKind.StringKeyword || other === undefined || more.length > 0) return undefined;
    const isMap = other.getText().startsWith("Readonly<Record<");
    return isMap ? { oneOf: [typeSpec(one, refer), typeSpec(other, refer)] } : undefined;
}

/** Of a map or a list, the map: the list is a form of the TypeScript resources alone. */
function onlyMember(union: ts.UnionTypeNode): ts.TypeNode {
    const present = union.types.filter((type) => !mayBeAbsent(type));
    const members = present.length === 1 ? present : present.filter((type) => !ts.isTypeOperatorNode(type));
    const [only, another] = members;
    if (only === undefined || another !== undefined) throw new Error(`more than one type: ${union.getText()}`);
    return only;
}

import ts from "typescript";
import { docText, docTextOf } from "./doc-text";
import type { EnumSpec } from "./spec";

/** An enum from a union of strings, each with a doc comment before it. */
export function enumSpec(declaration: ts.TypeAliasDeclaration): EnumSpec {
    const { type } = declaration;
    if (!ts.isUnionTypeNode(type)) throw new Error(`${declaration.name.text} is no union of texts`);
    return { description: docText(declaration), type: "string", enum: type.types.map(valueSpec) };
}

function valueSpec(type: ts.TypeNode): EnumSpec["enum"][number] {
    if (!ts.isLiteralTypeNode(type) || !ts.isStringLiteral(type.literal)) {
        throw new Error(`${type.getText()} is no text`);
    }
    const value = type.literal.text;
    return { name: nameOf(value), description: docTextOf(commentBefore(type)), value };
}

/** The comment is before the bar, which is not part of any node. So this reads the text since the previous member. */
function commentBefore(type: ts.TypeNode): string {
    const text = type.getSourceFile().text.slice(0, type.getStart());
    return /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*\|?\s*$/.exec(text)?.[0].replace(/\|?\s*$/, "") ?? "";
}

/** `internet-exposed` becomes `InternetExposed`. Names that the generators make from the value have underscores and capitals. */
const nameOf = (value: string): string =>
    value.replaceAll(/(?:^|[-_])([a-z])/g, (_match, letter: string) => letter.toUpperCase());

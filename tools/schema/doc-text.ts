import ts from "typescript";

/**
 * The doc comment of a declaration, for readers in every language: `{@link X}` becomes `X`, and a paragraph becomes one line. The text
 * of tags is left out: `@remarks` is only for TypeScript, and `@example` is replaced. Throws if there is no doc comment.
 */
export function docText(node: ts.Node): string {
    const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)?.comment;
    const text = ts.getTextOfJSDocComment(comment);
    if (!text) throw new Error(`no doc comment: ${node.getText().split("\n", 1)[0]}`);
    return text
        .replaceAll(/\{@link\s+([^}\s]+)\s*\}/g, "`$1`")
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, " ").trim())
        .join("\n\n");
}

/** The same for a comment that belongs to no declaration, such as one before a member of a union. */
export function docTextOf(comment: string): string {
    const file = ts.createSourceFile("comment.ts", `${comment}\nlet documented;`, ts.ScriptTarget.ES2022, true);
    return docText(file.statements[0] ?? file);
}

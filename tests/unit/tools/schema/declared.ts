import ts from "typescript";

/** The first statement in TypeScript text. */
export function declared<Kind extends ts.Node>(text: string, is: (node: ts.Node) => node is Kind): Kind {
    const [statement] = ts.createSourceFile("made-up.ts", text, ts.ScriptTarget.ES2022, true).statements;
    if (statement === undefined || !is(statement)) throw new Error(`the first statement is of another kind: ${text}`);
    return statement;
}

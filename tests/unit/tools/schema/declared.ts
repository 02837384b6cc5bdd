import ts from "typescript";

/** The first statement of some TypeScript. */
export function declared<Kind extends ts.Node>(text: string, is: (node: ts.Node) => node is Kind): Kind {
    const [statement] = ts.createSourceFile("made-up.ts", text, ts.ScriptTarget.ES2022, true).statements;
    if (statement === undefined || !is(statement)) throw new Error(`not what was asked for: ${text}`);
    return statement;
}

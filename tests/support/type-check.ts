import ts from "typescript";

/** A source text that is compiled as if it were at a path. Its imports are resolved from that path. */
export interface Virtual {
    readonly path: string;
    readonly text: string;
}

/** A problem in a virtual file. */
export interface Problem {
    readonly path: string;
    /** Counted from 0. */
    readonly line: number;
    readonly message: string;
}

const OPTIONS: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.Node20,
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
};

/** Compiles all files as one program, so that shared declarations are read once. */
export function problemsIn(files: readonly Virtual[]): Problem[] {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    const host = ts.createCompilerHost(OPTIONS);
    const { fileExists, readFile } = host;
    host.fileExists = (path) => texts.has(path) || fileExists(path);
    host.readFile = (path) => texts.get(path) ?? readFile(path);
    const program = ts.createProgram([...texts.keys()], OPTIONS, host);
    return [...texts.keys()].flatMap((path) => {
        const source = program.getSourceFile(path) as ts.SourceFile;
        const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
        return diagnostics.map(({ start = 0, messageText }) => ({
            path,
            line: source.getLineAndCharacterOfPosition(start).line,
            message: ts.flattenDiagnosticMessageText(messageText, "\n"),
        }));
    });
}

/** The names that a module declares or exports itself, and whether it imports anything. */
export function outlineOf(text: string): { readonly names: ReadonlySet<string>; readonly imports: boolean } {
    const { statements } = ts.createSourceFile("outline.ts", text, ts.ScriptTarget.ES2022);
    return { names: new Set(statements.flatMap(namesOf)), imports: statements.some(ts.isImportDeclaration) };
}

function namesOf(statement: ts.Statement): string[] {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(boundBy);
    if (ts.isExportDeclaration(statement)) {
        const clause = statement.exportClause;
        if (clause === undefined) return [];
        return ts.isNamespaceExport(clause) ? [clause.name.text] : clause.elements.map(({ name }) => name.text);
    }
    const { name } = statement as { name?: ts.Node };
    return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

const boundBy = ({ name }: ts.VariableDeclaration | ts.BindingElement): string[] =>
    ts.isIdentifier(name)
        ? [name.text]
        : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element) : []));

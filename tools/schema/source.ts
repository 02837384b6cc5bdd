import { join } from "node:path";
import ts from "typescript";

/** A declaration that the schema is made from. */
export type Declaration = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** The TypeScript that the schema is made from. */
export interface Source {
    /** The declaration of a name in a file. Throws if there is none. */
    declared<Kind extends Declaration>(file: string, name: string, is: (node: ts.Node) => node is Kind): Kind;
    /** The declaration of a name in a type, even if the name was imported. */
    meaning(name: ts.EntityName): Declaration;
}

/** Reads some files of the project, and their imports. */
export function readSource(root: string, files: readonly string[]): Source {
    const paths = new Map(files.map((file) => [file, join(root, file)]));
    const options = { module: ts.ModuleKind.Node20, target: ts.ScriptTarget.ES2022, strict: true, types: [] };
    const program = ts.createProgram([...paths.values()], options);
    const checker = program.getTypeChecker();

    return {
        declared(file, name, is) {
            const statements = program.getSourceFile(paths.get(file) ?? file)?.statements ?? [];
            for (const statement of statements) {
                if (is(statement) && statement.name?.text === name) return statement;
            }
            throw new Error(`${file} declares no ${name} of this kind`);
        },
        meaning(name) {
            const symbol = checker.getSymbolAtLocation(name);
            const isImported = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
            const [declaration] = (isImported ? checker.getAliasedSymbol(symbol) : symbol)?.declarations ?? [];
            if (declaration && (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration))) {
                return declaration;
            }
            throw new Error(`${name.getText()} is no interface or type of the project`);
        },
    };
}

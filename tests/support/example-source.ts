import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { CHECKOUT } from "./installation";

/** The folder of an example. */
export const exampleFolder = (example: string): string => join(CHECKOUT, "examples", example);

/** The name of an example's project, which is the namespace of its configuration. */
export function projectName(example: string): string {
    const yaml = readFileSync(join(exampleFolder(example), "Pulumi.yaml"), "utf8");
    return /^name: (.+)$/m.exec(yaml)?.[1] as string;
}

/** Loads a file of an example like Pulumi does, again each time, and returns its exports. */
export function loadExample<Exports>(example: string, file = "index.ts"): Exports {
    const folder = exampleFolder(example);
    for (const name of Object.keys(require.cache)) {
        if (name.startsWith(join(folder, "/")) && name.endsWith(".ts")) delete require.cache[name];
    }
    // biome-ignore lint/suspicious/noExplicitAny: Node's types do not tell of a module's _compile
    require.extensions[".ts"] = (module: any, path) => module._compile(transpiled(path), path);
    try {
        return require(join(folder, file)) as Exports;
    } finally {
        delete require.extensions[".ts"];
    }
}

/** Transpiles without a type check. `npm run typecheck` checks the types. */
function transpiled(path: string): string {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    return ts.transpileModule(readFileSync(path, "utf8"), { compilerOptions, fileName: path }).outputText;
}

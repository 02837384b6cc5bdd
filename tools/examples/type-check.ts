import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * The folders of the examples that are programs with dynamic resources. The others are pipelines, or have the plugin in their
 * Pulumi.yaml and need an SDK, which their tests generate.
 */
export const programsIn = (examples: string): string[] =>
    foldersIn(examples).filter((folder) => existsSync(join(folder, "index.ts")) && !hasPlugin(folder));

/** The folders of the examples that are programs with the plugin, in any language. */
export const pluginProgramsIn = (examples: string): string[] => foldersIn(examples).filter(hasPlugin);

const foldersIn = (examples: string): string[] => readdirSync(examples).map((name) => join(examples, name));

function hasPlugin(folder: string): boolean {
    const project = join(folder, "Pulumi.yaml");
    return existsSync(project) && /^plugins:/m.test(readFileSync(project, "utf8"));
}

/** Checks programs, each with its own tsconfig.json. Returns the compiler's messages, or "" if there are none. */
export function typeCheck(folders: readonly string[]): string {
    const parsed: Parsed = new Map();
    const diagnostics = folders.flatMap((folder) => diagnosticsOf(folder, parsed));
    return ts.formatDiagnostics(diagnostics, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => process.cwd(),
        getNewLine: () => "\n",
    });
}

/** Parsed files, by compiler options and name. The types of a cloud have ten megabytes, and several programs use them. */
type Parsed = Map<string, ts.SourceFile | undefined>;

function diagnosticsOf(folder: string, parsed: Parsed): readonly ts.Diagnostic[] {
    const unreadable: ts.Diagnostic[] = [];
    const config = ts.getParsedCommandLineOfConfigFile(
        join(folder, "tsconfig.json"),
        { noEmit: true },
        { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => unreadable.push(diagnostic) },
    );
    if (config === undefined) return unreadable;
    const { fileNames, options, errors } = config;
    const host = ts.createCompilerHost(options);
    const { getSourceFile } = host;
    const { configFilePath: _, ...shared } = options;
    host.getSourceFile = (name, language, ...more) => {
        const key = JSON.stringify([shared, language, name]);
        if (!parsed.has(key)) parsed.set(key, getSourceFile(name, language, ...more));
        return parsed.get(key);
    };
    return [...errors, ...ts.getPreEmitDiagnostics(ts.createProgram({ rootNames: fileNames, options, host }))];
}

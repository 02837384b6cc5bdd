import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { generateSdk, type SdkLanguage } from "../../tools/sdks/generate";
import { CHECKOUT } from "./installation";
import { python } from "./python";

const run = promisify(execFile);

/** What a test needs to know of a package schema. */
export interface PackageSchema {
    readonly name: string;
    readonly version?: string;
    readonly language: {
        readonly go: { readonly importBasePath: string; readonly modulePath: string };
        readonly nodejs: { readonly packageName: string };
        readonly python: { readonly packageName: string };
    };
    readonly resources: Readonly<Record<string, unknown>>;
}

export const readSchema = async (file: string): Promise<PackageSchema> => JSON.parse(await readFile(file, "utf8"));

/** The names of the resources, without package and module. */
export const resourcesOf = ({ resources }: PackageSchema): string[] =>
    Object.keys(resources).map((token) => token.slice(token.lastIndexOf(":") + 1));

/** An SDK that is generated for a test. */
export interface GeneratedSdk {
    readonly directory: string;
    readonly schema: PackageSchema;
    readonly remove: () => Promise<void>;
}

/** Generates the SDK of a language in a new directory. The first call may have to wait until the generator is built. */
export async function generatedSdk(schemaFile: string, language: SdkLanguage): Promise<GeneratedSdk> {
    const place = await mkdtemp(join(tmpdir(), `sdk-${language}-`));
    const directory = join(place, language);
    await generateSdk(schemaFile, language, directory);
    const remove = (): Promise<void> => rm(place, { recursive: true, force: true });
    return { directory, schema: await readSchema(schemaFile), remove };
}

/**
 * Installs a generated Python SDK as users do, and returns the directory for PYTHONPATH. The SDK reads its own version from the
 * metadata that pip writes, so its files alone are not enough. The kept environment does not change.
 */
export async function installPythonSdk({ directory }: Pick<GeneratedSdk, "directory">): Promise<string> {
    const installed = join(dirname(directory), "installed");
    const offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"];
    await checked(
        (await python()).python,
        ["-m", "pip", "install", ...offline, "--target", installed, directory],
        directory,
    );
    return installed;
}

/** Runs Python code with an installed SDK, and returns what it prints. */
export async function runPython(sdkPath: string, source: string): Promise<string> {
    const env = { ...process.env, PYTHONPATH: sdkPath };
    return checked((await python()).python, ["-c", source], sdkPath, env);
}

/** Type-checks a generated Node.js SDK, and a program that uses it, against the checkout's `@pulumi/pulumi`. */
export async function typeCheckSdk({ directory }: GeneratedSdk, program: string): Promise<void> {
    await symlink(join(CHECKOUT, "node_modules"), join(directory, "node_modules"), "junction");
    await writeFile(join(directory, "program.ts"), program);
    const settings = {
        extends: "./tsconfig.json",
        compilerOptions: { noEmit: true },
        files: ["index.ts", "program.ts"],
    };
    await writeFile(join(directory, "tsconfig.program.json"), JSON.stringify(settings));
    await checked(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.program.json"], directory);
}

/** Compiles a generated Go SDK, and a program that uses it, with the versions that `tests/support/go-sdk` names. */
export async function compileGoSdk({ directory, schema }: GeneratedSdk, program: string): Promise<void> {
    await makeGoModule(directory, schema.language.go.modulePath);
    await mkdir(join(directory, "program"));
    await writeFile(join(directory, "program", "main.go"), program);
    // The engine is built with -trimpath, too, so Go can reuse its cache.
    const env = { ...process.env, GOWORK: "off" };
    await checked("go", ["build", "-mod=readonly", "-trimpath", "./..."], directory, env);
}

/** Makes a module of a generated Go SDK, with the versions that `tests/support/go-sdk` names. */
export async function makeGoModule(directory: string, modulePath: string): Promise<void> {
    const pinned = join(CHECKOUT, "tests/support/go-sdk");
    const module = (await readFile(join(pinned, "go.mod"), "utf8")).replace(/^module .*/, `module ${modulePath}`);
    await writeFile(join(directory, "go.mod"), module);
    await copyFile(join(pinned, "go.sum"), join(directory, "go.sum"));
}

/** Runs a program, and rejects with its output if it fails. */
async function checked(
    command: string,
    args: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
    try {
        const { stdout } = await run(command, [...args], { cwd, env });
        return stdout;
    } catch (error) {
        const { stdout, stderr, message } = error as Error & { stdout: string; stderr: string };
        throw new Error(`${message}\n${stdout}${stderr}`);
    }
}

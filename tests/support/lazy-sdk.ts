import { execFile } from "node:child_process";
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, transform } from "esbuild";

/** A piece of text in a file of the SDK, and its replacement for the tests. */
interface Change {
    readonly file: string;
    readonly from: string;
    readonly to: string;
}

const CHANGES: readonly Change[] = [
    {
        // Needed only for functions that are uploaded, such as those for AWS Lambda.
        file: "runtime/closure/codePaths.js",
        from: 'const arborist = __importStar(require("@npmcli/arborist"));',
        to: 'const arborist = { get Arborist() { return require("@npmcli/arborist").Arborist; } };',
    },
    {
        // Needed only if a program creates a dynamic resource, not in the provider's process or in a program with the plugin.
        file: "runtime/closure/parseFunction.js",
        from: 'const ts = require("../../typescript-shim");',
        to: 'const ts = new Proxy({}, { get: (_, name) => require("../../typescript-shim")[name] });',
    },
    {
        // The Automation API. No program here uses it.
        file: "index.js",
        from: 'const automation = __importStar(require("./automation"));\nexports.automation = automation;',
        to: 'Object.defineProperty(exports, "automation", { enumerable: true, get: () => require("./automation") });',
    },
    {
        file: "typescript-shim.js",
        from: 'require("typescript")',
        to: 'require("./compiled-typescript.js")',
    },
    {
        // As in programs, types are checked elsewhere.
        file: "cmd/run-plugin/run.js",
        from: "typeCheck: true",
        to: 'transpileOnly: process.env["PULUMI_NODEJS_TRANSPILE_ONLY"] === "true"',
    },
    {
        // A current language host sets this itself. The host that the tests build does not know the options of a program.
        file: "cmd/run/run.js",
        from: 'process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true"',
        to: 'process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true" && !/typescript: false/.test(fs.readFileSync("Pulumi.yaml", "utf8"))',
    },
];

/**
 * Lets the `@pulumi/pulumi` in a directory load rarely used code only when it is used, and removes its source maps, which it reads for
 * each resource in case that one fails. TypeScript, and the process of the dynamic providers, which becomes one file, are compiled
 * once instead of in each run. A program then starts in half of the time.
 *
 * Rejects if the SDK is not the version that this was written for.
 */
export async function makeSdkLazy(directory: string): Promise<void> {
    const sdk = join(directory, "node_modules", "@pulumi", "pulumi");
    for (const { file, from, to } of CHANGES) {
        const text = await readFile(join(sdk, file), "utf8");
        if (!text.includes(from)) throw new Error(`${file} of @pulumi/pulumi does not hold: ${from}`);
        await writeFile(
            join(sdk, file),
            text.replace(from, () => to),
        );
    }
    await compileTypeScript(sdk);
    await compileProvider(sdk);
    const files = await readdir(sdk, { recursive: true });
    await Promise.all(files.filter((file) => file.endsWith(".js.map")).map((file) => rm(join(sdk, file))));
}

/** Also removes TypeScript's comments, since V8 reads the whole text in each process. */
async function compileTypeScript(sdk: string): Promise<void> {
    const typescript = createRequire(join(sdk, "package.json")).resolve("typescript");
    const options = { minifyWhitespace: true, charset: "ascii", legalComments: "none" } as const;
    const { code } = await transform(await readFile(typescript, "utf8"), options);
    await writeFile(join(sdk, "small-typescript.js"), code);
    await compile(sdk, "compiled-typescript.js", "compiled-typescript.js");
}

async function compileProvider(sdk: string): Promise<void> {
    const place = join(sdk, "cmd", "dynamic-provider");
    await build({
        entryPoints: [join(place, "index.js")],
        outfile: join(place, "whole-provider.js"),
        bundle: true,
        platform: "node",
        target: "node20",
        charset: "ascii",
        logLevel: "error",
        // Modules that are loaded late stay outside of the file.
        external: [join(sdk, "compiled-typescript.js"), "@npmcli/arborist"],
    });
    await compile(place, "compiled-provider.js", "index.js", "--compile");
}

/** Puts a loader into a folder of the SDK, and runs it so that it keeps what V8 compiles. */
async function compile(folder: string, loader: string, name: string, ...args: string[]): Promise<void> {
    await copyFile(join(__dirname, "compiled-code.js"), join(folder, "compiled-code.js"));
    await copyFile(join(__dirname, loader), join(folder, name));
    await promisify(execFile)(process.execPath, [join(folder, name), ...args]);
}

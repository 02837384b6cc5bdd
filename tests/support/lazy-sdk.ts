import { execFile } from "node:child_process";
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** One place in a file of the SDK, and what stands there in the tests. */
interface Change {
    readonly file: string;
    readonly from: string;
    readonly to: string;
}

const CHANGES: readonly Change[] = [
    {
        // Needed only for functions that are uploaded, as those of AWS Lambda.
        file: "runtime/closure/codePaths.js",
        from: 'const arborist = __importStar(require("@npmcli/arborist"));',
        to: 'const arborist = { get Arborist() { return require("@npmcli/arborist").Arborist; } };',
    },
    {
        // Needed only where a dynamic resource is made: not in the provider's process, nor in a program with the plugin.
        file: "runtime/closure/parseFunction.js",
        from: 'const ts = require("../../typescript-shim");',
        to: 'const ts = new Proxy({}, { get: (_, name) => require("../../typescript-shim")[name] });',
    },
    {
        // The Automation API, of which no program here makes use.
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
        // A current language host says so itself. The one that is built here knows no options of a program.
        file: "cmd/run/run.js",
        from: 'process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true"',
        to: 'process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true" && !/typescript: false/.test(fs.readFileSync("Pulumi.yaml", "utf8"))',
    },
];

/**
 * Lets the `@pulumi/pulumi` in a directory load what most programs never use only when it is used, and takes its source maps away:
 * it reads them for each resource, for the case that one fails. TypeScript is compiled once, not in each program. A program then starts in half of the time.
 *
 * Rejects where the SDK is not the one that this was written for.
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
    const loader = join(sdk, "compiled-typescript.js");
    await copyFile(join(__dirname, "compiled-typescript.js"), loader);
    await promisify(execFile)(process.execPath, [loader]);
    const files = await readdir(sdk, { recursive: true });
    await Promise.all(files.filter((file) => file.endsWith(".js.map")).map((file) => rm(join(sdk, file))));
}

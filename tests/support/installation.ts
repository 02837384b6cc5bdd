import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The checkout that is tested. */
export const CHECKOUT = resolve(__dirname, "../../..");

/** A directory in which the package is installed as a user gets it. */
export interface Installation {
    readonly directory: string;
    /** The packed package. */
    readonly tarball: string;
}

let installation: Promise<Installation> | undefined;

/** Packs the package and installs the tarball into a fresh directory, once for all tests of a run. */
export function installPacked(): Promise<Installation> {
    installation ??= install();
    return installation;
}

async function install(): Promise<Installation> {
    const directory = await mkdtemp(join(tmpdir(), "github-artifacts-installed-"));
    const tarball = await pack(directory);
    const { devDependencies } = JSON.parse(await readFile(join(CHECKOUT, "package.json"), "utf8"));
    const dependencies = {
        "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
        typescript: devDependencies.typescript,
        "@types/node": devDependencies["@types/node"],
        "pulumi-github-artifacts": `file:${tarball}`,
    };
    await writeFile(
        join(directory, "package.json"),
        JSON.stringify({ name: "installed", private: true, dependencies }),
    );
    await npm(directory, "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
    return { directory, tarball };
}

/** Packs the checkout as it is built, and returns the path of the tarball. */
export async function pack(destination: string): Promise<string> {
    const output = await npm(CHECKOUT, "pack", "--ignore-scripts", "--json", "--pack-destination", destination);
    return join(destination, packedFile(output));
}

/** npm 11 prints a list, npm 12 an object by package name. */
function packedFile(output: string): string {
    const [packed] = Object.values(JSON.parse(output)) as { filename: string }[];
    if (packed === undefined) throw new Error(`npm pack named no file: ${output}`);
    return packed.filename;
}

/** Runs npm, and rejects with what it printed where it fails. */
export async function npm(cwd: string, ...args: string[]): Promise<string> {
    const { stdout } = await run("npm", args, {
        cwd,
        maxBuffer: 64 * 1024 * 1024,
        shell: process.platform === "win32",
    });
    return stdout;
}

/** Removes what was installed for this run. */
export async function removeInstallation(): Promise<void> {
    if (installation === undefined) return;
    const { directory } = await installation;
    installation = undefined;
    await rm(directory, { recursive: true, force: true });
}

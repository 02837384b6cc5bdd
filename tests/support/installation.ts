import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { makeSdkLazy } from "./lazy-sdk";

const run = promisify(execFile);

/** The checkout under test. */
export const CHECKOUT = resolve(__dirname, "../../..");

/** A directory with the package, installed as a user gets it. */
export interface Installation {
    readonly directory: string;
    /** The packed package. */
    readonly tarball: string;
    /** The version of `@pulumi/pulumi` beside it. */
    readonly sdk: string;
    /** Whether the SDK was changed after npm installed it: see {@link makeSdkLazy}. */
    readonly isLazy?: boolean;
}

/** The oldest or the newest `@pulumi/pulumi` that the package accepts, or one by its version. */
export type Sdk = "oldest" | "newest" | `${number}.${number}.${number}`;

/** The `@pulumi/pulumi` that is installed. Undefined for the version that the package is developed with. */
const ASKED_FOR = (process.env.PULUMI_SDK_VERSION || undefined) as Sdk | undefined;

let installation: Promise<Installation> | undefined;

/**
 * Packs the package and installs the tarball into a new directory, once for all tests of a run. It also installs the
 * `@pulumi/pulumi` that `PULUMI_SDK_VERSION` names, or else the version that the package is developed with.
 */
export function installPacked(): Promise<Installation> {
    installation ??= handedOn() ?? install();
    return installation;
}

const HANDED_ON = "TESTED_INSTALLATION";

/**
 * Installs the package for this process and its child processes, since the tests run in several. The tests may take shortcuts. Benchmarks,
 * and tests with an SDK of another version, get it as users do. `more` are development packages that programs find beside it.
 */
export async function installForAll(more: readonly string[] = []): Promise<void> {
    const installed = { ...(await installPacked()), isLazy: ASKED_FOR === undefined };
    if (more.length > 0) {
        const { devDependencies } = await manifestOf(CHECKOUT);
        await npmInstall(installed.directory, ...more.map((name) => `${name}@${devDependencies[name]}`));
    }
    if (installed.isLazy) await makeSdkLazy(installed.directory);
    installation = Promise.resolve(installed);
    process.env[HANDED_ON] = JSON.stringify(installed);
}

/** Whether {@link installForAll} was called, here or in the process that started this one. */
export const isForAll = (): boolean => process.env[HANDED_ON] !== undefined;

function handedOn(): Promise<Installation> | undefined {
    const text = process.env[HANDED_ON];
    return text === undefined ? undefined : Promise.resolve(JSON.parse(text) as Installation);
}

/** An empty directory for files that only this process puts beside the package. */
export const placeOf = ({ directory }: Installation, what: string): string =>
    join(directory, `process-${process.pid}`, what);

async function install(sdk = ASKED_FOR): Promise<Installation> {
    const directory = await mkdtemp(join(tmpdir(), "github-artifacts-installed-"));
    const tarball = await pack(directory);
    const { devDependencies, peerDependencies } = await manifestOf(CHECKOUT);
    const dependencies = {
        "@pulumi/pulumi": sdk === undefined ? devDependencies[SDK] : rangeOf(sdk, peerDependencies[SDK] as string),
        "@types/node": devDependencies["@types/node"],
        "pulumi-github-artifacts": `file:${tarball}`,
        ...(sdk === undefined && { typescript: devDependencies.typescript }),
    };
    await writeFile(
        join(directory, "package.json"),
        JSON.stringify({ name: "installed", private: true, dependencies }),
    );
    await npmInstall(directory);
    const { version, peerDependencies: peers } = await manifestOf(join(directory, "node_modules", SDK));
    // Each version of the SDK accepts only the TypeScript versions in its peer range.
    if (sdk !== undefined) await npmInstall(directory, `typescript@${peers.typescript}`);
    return { directory, tarball, sdk: version };
}

const SDK = "@pulumi/pulumi";

/** npm installs the newest version of a caret range. The lower end of the range is the oldest. */
function rangeOf(sdk: Sdk, accepted: string): string {
    if (!/^\^\d+\.\d+\.\d+$/.test(accepted)) throw new Error(`The peer range ${accepted} is not a caret range.`);
    if (sdk === "oldest") return accepted.slice(1);
    return sdk === "newest" ? accepted : sdk;
}

interface Manifest {
    readonly version: string;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly peerDependencies: Readonly<Record<string, string>>;
}

const manifestOf = async (directory: string): Promise<Manifest> =>
    JSON.parse(await readFile(join(directory, "package.json"), "utf8"));

/** Installs the dependencies of a directory's package.json, and more packages, from npm's cache if possible. */
export async function npmInstall(directory: string, ...more: string[]): Promise<void> {
    await npm(directory, "install", ...more, "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
}

/** Packs the built checkout, and returns the path of the tarball. */
export async function pack(destination: string): Promise<string> {
    const output = await npm(CHECKOUT, "pack", "--ignore-scripts", "--json", "--pack-destination", destination);
    return join(destination, packedFile(output));
}

/** npm 11 prints a list, and npm 12 an object by package name. */
function packedFile(output: string): string {
    const [packed] = Object.values(JSON.parse(output)) as { filename: string }[];
    if (packed === undefined) throw new Error(`npm pack named no file: ${output}`);
    return packed.filename;
}

/** Runs npm, and rejects with its output if it fails. */
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
    const { directory } = await installPacked();
    await rm(directory, { recursive: true, force: true });
    installation = undefined;
}

import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { installPacked, npm, placeOf } from "./installation";

const run = promisify(execFile);

/** The package managers for tests: the version of each package on npm, and the file in it that Node.js runs. */
const PACKAGES = {
    pnpm: { version: "10.34.9", file: "pnpm/bin/pnpm.cjs" },
    yarn: { version: "1.22.22", file: "yarn/bin/yarn.js" },
    "@yarnpkg/cli-dist": { version: "4.18.1", file: "@yarnpkg/cli-dist/bin/yarn.js" },
    bun: { version: "1.4.5", file: undefined },
} as const;

export type PackageManagerName = keyof typeof PACKAGES;

/** Runs a package manager in a directory. Rejects with its output if it fails. */
export type PackageManager = (directory: string, ...args: string[]) => Promise<void>;

/** Gets a package manager from npm. Rejects if that fails, for example if its version is not available. */
export async function packageManager(name: PackageManagerName): Promise<PackageManager> {
    const [command, ...before] = await packageManagerCommand(name);
    return async (directory, ...args) => {
        await run(command as string, [...before, ...args], { cwd: directory, maxBuffer: 64 * 1024 * 1024 });
    };
}

const commands = new Map<PackageManagerName, Promise<readonly string[]>>();

/** The command that starts it. It is installed once for each process. */
export function packageManagerCommand(name: PackageManagerName): Promise<readonly string[]> {
    const command = commands.get(name) ?? installManager(name);
    commands.set(name, command);
    return command;
}

async function installManager(name: PackageManagerName): Promise<readonly string[]> {
    const { version, file } = PACKAGES[name];
    const directory = placeOf(await installPacked(), `package-managers/${name.replace("/", "-")}`);
    await mkdir(directory, { recursive: true });
    await writeFile(
        join(directory, "package.json"),
        JSON.stringify({ private: true, dependencies: { [name]: version } }),
    );
    // Bun's install script puts the binary for this platform in place.
    await npm(directory, "install", "--prefer-offline", "--no-audit", "--no-fund", "--no-ignore-scripts");
    const modules = join(directory, "node_modules");
    return file === undefined ? [join(modules, ".bin", name)] : [process.execPath, join(modules, file)];
}

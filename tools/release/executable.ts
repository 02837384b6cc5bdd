import { chmod, copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Platform } from "./platforms";
import { run } from "./run";

/** The script in the form that Node accepts in an executable. The Node that makes it must have the version of that executable. */
export async function makeBlob(script: string, node: string, folder: string): Promise<string> {
    const [blob, configuration] = [join(folder, "plugin.blob"), join(folder, "sea.json")];
    // A snapshot or a code cache would fit only this machine.
    const content = {
        main: script,
        output: blob,
        disableExperimentalSEAWarning: true,
        useSnapshot: false,
        useCodeCache: false,
    };
    await writeFile(configuration, JSON.stringify(content));
    await run(node, ["--experimental-sea-config", configuration], folder);
    return blob;
}

/** Puts a blob into a copy of Node's executable. */
export async function makeExecutable(node: string, blob: string, platform: Platform, file: string): Promise<void> {
    const sign = platform.os === "darwin" ? await signer() : undefined;
    await copyFile(node, file);
    await chmod(file, 0o755);
    await sign?.remove(file);
    const postject = require.resolve("postject/dist/cli.js");
    await run(process.execPath, [postject, file, "NODE_SEA_BLOB", blob, ...postjectOptions(platform)], ".");
    await sign?.sign(file);
}

const postjectOptions = ({ os }: Platform): readonly string[] => [
    "--sentinel-fuse",
    "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
    ...(os === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : []),
];

interface Signer {
    remove(file: string): Promise<unknown>;
    sign(file: string): Promise<unknown>;
}

/** macOS does not run an executable that was changed after it was signed. Throws if there is no tool to sign with. */
async function signer(): Promise<Signer> {
    if (process.platform === "darwin") {
        return {
            remove: (file) => run("codesign", ["--remove-signature", file], "."),
            sign: (file) => run("codesign", ["--sign", "-", file], "."),
        };
    }
    await run("rcodesign", ["--version"], ".").catch(() => {
        throw new Error("macOS runs only signed executables, and neither codesign nor rcodesign is installed here");
    });
    return { remove: async () => {}, sign: (file) => run("rcodesign", ["sign", file], ".") };
}

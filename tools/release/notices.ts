import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The licenses of the packages of some files. The paths of the files start at the checkout. */
export async function noticesOf(checkout: string, files: readonly string[]): Promise<string> {
    const folders = [...new Set(files.map(packageFolder).filter((folder) => folder !== undefined))].sort();
    return (await Promise.all(folders.map((folder) => noticeOf(join(checkout, folder))))).join(
        `\n\n${"-".repeat(80)}\n\n`,
    );
}

/** `node_modules/a/node_modules/@b/c/lib/d.js` belongs to the package in `node_modules/a/node_modules/@b/c`. */
const packageFolder = (file: string): string | undefined => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0];

async function noticeOf(folder: string): Promise<string> {
    const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)\b/i.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    return [`${name} ${version}: ${license}`, ...texts.map((text) => text.trim())].join("\n\n");
}

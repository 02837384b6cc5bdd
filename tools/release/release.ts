import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sumOf, writeArchive } from "./archive";
import type { Asked } from "./arguments";
import { type Bundle, bundle } from "./bundle";
import { makeBlob, makeExecutable } from "./executable";
import { findNode, nodeLicence, type Sources } from "./node-binary";
import { archiveName, executableName, type Platform, platformOf } from "./platforms";

/** The result for one platform. */
export type Outcome =
    | { readonly platform: Platform; readonly archive: string; readonly bytes: number; readonly from: string }
    | { readonly platform: Platform; readonly why: string };

export interface Options extends Asked {
    readonly checkout: string;
    readonly fetch: typeof fetch;
    /** Called with the result of each platform. */
    readonly say: (outcome: Outcome) => void;
}

/** Makes the requested archives and the file of their checksums. If a platform fails, the others are still made. */
export async function release(options: Options): Promise<readonly Outcome[]> {
    const folder = await mkdtemp(join(tmpdir(), "github-artifacts-release-"));
    try {
        await mkdir(options.output, { recursive: true });
        const sources: Sources = {
            version: options.nodeVersion,
            given: options.nodeBinaries,
            fetch: options.fetch,
            folder,
        };
        const work: Work = {
            ...options,
            sources,
            folder,
            bundle: await bundle(options.checkout, folder),
            blob: undefined,
        };
        const outcomes: Outcome[] = [];
        for (const platform of options.platforms) {
            const outcome = await made(platform, work).catch((error: Error) => ({ platform, why: error.message }));
            options.say(outcome);
            outcomes.push(outcome);
        }
        await writeSums(options.output, outcomes);
        return outcomes;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

interface Work extends Options {
    readonly sources: Sources;
    readonly folder: string;
    readonly bundle: Bundle;
    /** Made once, for all platforms. */
    blob: string | undefined;
}

async function made(platform: Platform, work: Work): Promise<Outcome> {
    const { sources, folder, checkout, output } = work;
    const node = await findNode(platform, sources);
    if ("why" in node) return { platform, why: node.why };
    work.blob ??= await makeBlob(work.bundle.script, await nodeOfThisMachine(platform, node.file, sources), folder);
    const executable = join(folder, `${platform.name}-${executableName(platform)}`);
    await makeExecutable(node.file, work.blob, platform, executable);
    const { version } = JSON.parse(await readFile(join(checkout, "package.json"), "utf8"));
    const archive = join(output, archiveName(version, platform));
    const licence = await nodeLicence(node.file);
    await writeArchive(archive, [
        { name: executableName(platform), content: await readFile(executable), isExecutable: true },
        { name: "LICENSE", content: await readFile(join(checkout, "LICENSE")) },
        {
            name: "THIRD-PARTY-NOTICES",
            content: Buffer.from(noticesWith(licence, work.sources.version, work.bundle.notices)),
        },
    ]);
    await rm(executable);
    return { platform, archive, bytes: (await readFile(archive)).length, from: node.from };
}

async function nodeOfThisMachine(platform: Platform, node: string, sources: Sources): Promise<string> {
    const here = platformOf(process);
    if (platform === here) return node;
    const found = await findNode(here, sources);
    if ("why" in found) throw new Error(`Node.js ${sources.version} is needed for this machine, too: ${found.why}`);
    return found.file;
}

const noticesWith = (licence: string | undefined, version: string, notices: string): string =>
    `The executable holds Node.js ${version} (${licence ? "its licence is at the end" : `https://github.com/nodejs/node/blob/v${version}/LICENSE`}) and these packages:\n\n${notices}\n${licence ? `\n${"=".repeat(80)}\n\n${licence}` : ""}`;

/** Writes the checksums of all archives that were made, in the format of `sha256sum --check`. */
async function writeSums(output: string, outcomes: readonly Outcome[]): Promise<void> {
    const lines = await Promise.all(
        outcomes.flatMap((outcome) =>
            "archive" in outcome
                ? [sumOf(outcome.archive).then((sum) => `${sum}  ${outcome.archive.slice(output.length + 1)}\n`)]
                : [],
        ),
    );
    await writeFile(join(output, "SHA256SUMS"), lines.join(""));
}

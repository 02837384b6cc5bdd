import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { installPacked, placeOf } from "./installation";

/** Fails if one of these texts was printed, or is in a file that Pulumi keeps for any stack of this process. */
export async function assertHidden(secrets: readonly string[], printed: string): Promise<void> {
    const kept = await filesIn(placeOf(await installPacked(), "states"));
    assert.ok(
        kept.some(([, text]) => text.includes("pulumi:pulumi:Stack")),
        "there must be states to search",
    );
    for (const [place, text] of [["the output", printed], ...kept] as const) {
        for (const secret of secrets) {
            const at = text.indexOf(secret);
            assert.ok(at < 0, `${secret} is in ${place}: …${text.slice(Math.max(0, at - 300), at + 300)}…`);
        }
    }
}

/** All files in a directory and below it, with their content. */
async function filesIn(directory: string): Promise<(readonly [string, string])[]> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Promise.all(files.map(async (file) => [file, await readFile(file, "latin1")] as const));
}

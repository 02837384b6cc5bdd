/**
 * `npm run description` writes the declarations of the used routes in GitHub's OpenAPI description. The whole description is 29 MB to
 * download and 385 MB on disk, so it is not a dependency, and only this part is kept.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { entriesOf } from "../release/archive";
import { extract } from "./extract";

const run = promisify(execFile);

/** GitHub's own description, which Octokit publishes on npm. */
const SOURCE = "@octokit/openapi@23.0.2";
const FILE = "package/generated/api.github.com.json";
const KEPT = resolve(__dirname, "../../../tools/description/github.json");

async function main(): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), "github-description-"));
    try {
        const shell = process.platform === "win32";
        const { stdout } = await run("npm", ["pack", SOURCE, "--silent", "--pack-destination", directory], { shell });
        const entries = await entriesOf(await readFile(join(directory, stdout.trim())));
        const file = entries.find(({ name }) => name === FILE);
        if (file === undefined) throw new Error(`${SOURCE} has no file ${FILE}.`);
        const routes = extract(JSON.parse(file.content.toString()));
        await writeFile(KEPT, `${JSON.stringify({ source: SOURCE, routes }, undefined, 4)}\n`);
        console.log(`${KEPT}: ${Object.keys(routes).length} routes of ${SOURCE}`);
    } finally {
        await rm(directory, { recursive: true });
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});

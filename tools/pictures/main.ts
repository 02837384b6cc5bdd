import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findEngine } from "../pulumi/engine";
import { packageRoot } from "../pulumi/package-root";
import { ENGINE_VERSION } from "../pulumi/versions";
import { takePictures } from "./take";

/** `npm run pictures` writes pictures of Pulumi's output into docs/pictures. */
async function main(): Promise<void> {
    const checkout = packageRoot(__dirname);
    const { root, version } = await findEngine();
    if (version !== ENGINE_VERSION) {
        throw new Error(`This is Pulumi ${version}. The pictures are of ${ENGINE_VERSION}: put that on PATH, or none.`);
    }
    for (const { name, svg } of await takePictures({ checkout, engineRoot: root })) {
        const file = join(checkout, "docs/pictures", `${name}.svg`);
        await writeFile(file, svg);
        process.stdout.write(`${file}\n`);
    }
}

// Unlike a signal, an exit lets the process stop what it started and remove what it wrote.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

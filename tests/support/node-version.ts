import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { installPacked, npm, placeOf } from "./installation";

/** A PATH with Node.js of this version first. It comes from the `node` package on npm. */
export async function pathWithNode(version: string): Promise<string> {
    const directory = placeOf(await installPacked(), `node-${version}`);
    await mkdir(directory, { recursive: true });
    await writeFile(
        join(directory, "package.json"),
        JSON.stringify({ private: true, dependencies: { node: version } }),
    );
    // The package's install script fetches the binary for this platform from npm.
    await npm(directory, "install", "--prefer-offline", "--no-audit", "--no-fund", "--no-ignore-scripts");
    return [join(directory, "node_modules", ".bin"), process.env.PATH].join(delimiter);
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest directory at or above `from` that has a package.json. Compiled code runs from `dist/`, and the Go modules stay in
 * the source tree.
 */
export function packageRoot(from: string): string {
    for (let directory = from; ; directory = dirname(directory)) {
        if (existsSync(join(directory, "package.json"))) {
            return directory;
        }
        if (directory === dirname(directory)) {
            throw new Error(`No package.json in ${from} or above it.`);
        }
    }
}

import { readFileSync } from "node:fs";
import { homedir } from "node:os";

/** Reads a text file. `~/` is the home directory. Any other relative path starts in the working directory of the process. */
export type ReadText = (path: string) => string;

/** Throws if the file cannot be read. */
export const readText: ReadText = (path) =>
    readFileSync(
        path.replace(/^~(?=\/)/, () => homedir()),
        "utf8",
    );

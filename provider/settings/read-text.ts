import { readFileSync } from "node:fs";
import { homedir } from "node:os";

/** Reads a text file. `~/` is the home directory, and any other relative path begins in the directory of the process. */
export type ReadText = (path: string) => string;

/** Throws where the file cannot be read. */
export const readText: ReadText = (path) =>
    readFileSync(
        path.replace(/^~(?=\/)/, () => homedir()),
        "utf8",
    );

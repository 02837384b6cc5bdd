import { randomUUID } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "./version";

/** The user whose processes meet, and the directory for temporary files. */
export interface Owner {
    readonly temporary: string;
    /** Undefined on Windows, which does not number its users. There, each has a temporary directory of their own. */
    readonly user: number | undefined;
}

/**
 * A folder that only this user can read. Here, the processes that an engine starts find the process that serves all providers. A process
 * that can read this folder belongs to this user.
 */
export class MeetingPlace {
    readonly #folder: string;
    /** Where the port is published. */
    readonly file: string;

    /** Makes the folder. Throws if it exists and other users can read or write it. */
    constructor(engine: string, { temporary, user }: Owner = { temporary: tmpdir(), user: process.getuid?.() }) {
        const folder = join(temporary, `pulumi-github-artifacts${user === undefined ? "" : `-${user}`}`);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const { uid, mode } = lstatSync(folder);
        if (user !== undefined && (uid !== user || (mode & 0o777) !== 0o700)) {
            throw new Error(
                `${folder} must be a folder that only this user may read and write: remove it, or set TMPDIR to another folder`,
            );
        }
        this.#folder = folder;
        this.file = join(folder, encodeURIComponent(`${VERSION} ${engine}`));
    }

    /** The port that a process has published here. An empty file counts as no port: it is still being written. */
    port(): string | undefined {
        return textOf(this.file) || undefined;
    }

    /** Publishes a port. Returns false if another process has done so. */
    publish(port: number): boolean {
        try {
            writeFileSync(this.file, String(port), { mode: 0o600, flag: "wx" });
            return true;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
            throw error;
        }
    }

    /** Removes a port if it is still the published one. */
    withdraw(port: number | string): void {
        if (this.port() === String(port)) rmSync(this.file, { force: true });
    }

    /** Writes a text that only a process of this user can take, and returns its name. */
    leave(text: string): string {
        const name = randomUUID();
        writeFileSync(join(this.#folder, name), text, { mode: 0o600 });
        return name;
    }

    /** Reads a text and removes it. Returns undefined if no text has this name. */
    take(name: string): string | undefined {
        if (!UUID.test(name)) return undefined;
        const file = join(this.#folder, name);
        const text = textOf(file);
        rmSync(file, { force: true });
        return text;
    }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function textOf(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    }
}

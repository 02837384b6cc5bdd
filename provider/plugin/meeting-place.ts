import { randomUUID } from "node:crypto";
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "./package";

/**
 * Where the processes that an engine starts find the one that serves them all: a folder of this user alone. To read or write here is
 * what shows that a process is this user's.
 */
export class MeetingPlace {
    readonly #folder: string;
    readonly #file: string;

    /** Makes the folder. Throws where others of this machine may write into it, as they might have made it before. */
    constructor(engine: string, folder = join(tmpdir(), `pulumi-github-artifacts-${process.getuid?.() ?? "user"}`)) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const { uid, mode } = lstatSync(folder);
        if (process.getuid && (uid !== process.getuid() || (mode & 0o777) !== 0o700)) {
            throw new Error(
                `${folder} must be a folder that only this user may read and write: remove it, or set TMPDIR to another folder`,
            );
        }
        this.#folder = folder;
        this.#file = join(folder, encodeURIComponent(`${VERSION} ${engine}`));
    }

    /** The port that a process has published here. */
    port(): string | undefined {
        return textOf(this.#file);
    }

    /** Publishes a port, if no other process has. A link is made as a whole, or not at all. */
    publish(port: number): boolean {
        const whole = this.leave(String(port));
        try {
            linkSync(join(this.#folder, whole), this.#file);
            return true;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
            throw error;
        } finally {
            this.take(whole);
        }
    }

    /** Takes back a port, if it still stands here. */
    withdraw(port: number | string): void {
        if (this.port() === String(port)) rmSync(this.#file, { force: true });
    }

    /** Leaves a text that only a process of this user can take, and returns its name. */
    leave(text: string): string {
        const name = randomUUID();
        writeFileSync(join(this.#folder, name), text, { mode: 0o600 });
        return name;
    }

    /** Takes a text that was left. */
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

import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { EngineEffects } from "./effects";

/** Why what is in a directory is not whole; undefined where it is. */
export type Judge = (effects: EngineEffects, directory: string) => Promise<string | undefined>;

/**
 * Lets `fill` write into a new directory, checks it, and moves it to `target` in one step. So nobody ever sees a part of it there.
 * Of two processes that do this at once the first to be ready wins, and both end with its directory.
 *
 * Rejects with the reason where `fill` does, or where `problemWith` finds what it wrote not to be whole.
 */
export async function placeDirectory(
    effects: EngineEffects,
    target: string,
    fill: (directory: string) => Promise<void>,
    problemWith: Judge,
): Promise<void> {
    const beside = dirname(target);
    const prefix = `.${basename(target)}-`;
    await mkdir(beside, { recursive: true });
    await removeAbandoned(beside, prefix, effects.now());
    // Beside the target: only a rename within one file system is one step.
    const work = await mkdtemp(join(beside, prefix));
    try {
        const fresh = join(work, "fresh");
        await fill(fresh);
        const problem = await problemWith(effects, fresh);
        if (problem !== undefined) {
            throw new Error(problem);
        }
        await moveInto(target, fresh, work, () => problemWith(effects, target));
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}

const MOVES = 5;

async function moveInto(
    target: string,
    fresh: string,
    work: string,
    problemWithTarget: () => Promise<string | undefined>,
): Promise<void> {
    for (let move = 1; ; move++) {
        try {
            await rename(fresh, target);
            return;
        } catch (error) {
            // Nearly always: there is a directory already, for which each system has its own code. It may be gone again by now,
            // when another process is at the same point, so looking for it would tell nothing.
            if (move === MOVES) {
                throw error;
            }
        }
        if ((await problemWithTarget()) === undefined) {
            return; // Another process was first.
        }
        // What is there is broken. Should another process just have replaced it, then one whole directory replaces another.
        await rename(target, join(work, `replaced-${move}`)).catch(() => undefined);
    }
}

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

// An interrupted run leaves up to 200 MB behind. A day is far beyond any run that is still at work.
async function removeAbandoned(beside: string, prefix: string, now: number): Promise<void> {
    const names = await readdir(beside);
    for (const directory of names.filter((name) => name.startsWith(prefix)).map((name) => join(beside, name))) {
        const changed = await stat(directory).catch(() => undefined); // It may be gone: its process has just ended.
        if (changed !== undefined && now - changed.mtimeMs > ABANDONED_AFTER_MS) {
            await rm(directory, { recursive: true, force: true });
        }
    }
}

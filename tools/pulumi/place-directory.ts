import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { EngineEffects } from "./effects";

/** Why a directory is incomplete. Undefined if it is complete. */
export type Judge = (effects: EngineEffects, directory: string) => Promise<string | undefined>;

/**
 * Lets `fill` write into a new directory, checks it, and moves it to `target` in one step. So `target` is never incomplete.
 * If two processes do this at once, the first to finish wins, and both use its directory.
 *
 * Rejects with the reason if `fill` rejects, or if `problemWith` finds that the directory is incomplete.
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
    // The directory is beside the target, since only a rename within one file system is one step.
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
            // The reason is nearly always that the directory exists. Each system has its own error code for that. The directory may be gone
            // by now, if another process is at the same point, so a check would show nothing.
            if (move === MOVES) {
                throw error;
            }
        }
        if ((await problemWithTarget()) === undefined) {
            return; // Another process was first.
        }
        // The existing directory is broken. If another process has just replaced it, one complete directory replaces another.
        await rename(target, join(work, `replaced-${move}`)).catch(() => undefined);
    }
}

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

// An interrupted run leaves up to 200 MB behind. No run takes as long as a day.
async function removeAbandoned(beside: string, prefix: string, now: number): Promise<void> {
    const names = await readdir(beside);
    for (const directory of names.filter((name) => name.startsWith(prefix)).map((name) => join(beside, name))) {
        const changed = await stat(directory).catch(() => undefined); // It may be gone if its process has just ended.
        if (changed !== undefined && now - changed.mtimeMs > ABANDONED_AFTER_MS) {
            await rm(directory, { recursive: true, force: true });
        }
    }
}

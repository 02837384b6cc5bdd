import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { EngineEffects } from "./effects";
import { keptRoot, problemWith } from "./kept";

/**
 * Lets `fill` write an engine into a new directory, checks it, and moves it to where engines are kept in one step. So nobody ever
 * sees a part of an engine there. Of two processes that do this at once the first to be ready wins, and both end with its engine.
 *
 * Returns the root. Rejects with the reason where `fill` does, or where what it wrote is no whole engine.
 */
export async function placeEngine(effects: EngineEffects, fill: (root: string) => Promise<void>): Promise<string> {
    const target = keptRoot(effects);
    const versions = dirname(target);
    const prefix = `.${basename(target)}-`;
    await mkdir(versions, { recursive: true });
    await removeAbandoned(versions, prefix, effects.now());
    // Beside the target: only a rename within one file system is one step.
    const work = await mkdtemp(join(versions, prefix));
    try {
        const fresh = join(work, "engine");
        await fill(fresh);
        const problem = await problemWith(effects, fresh);
        if (problem !== undefined) {
            throw new Error(problem);
        }
        await moveInto(effects, target, fresh, work);
        return target;
    } finally {
        await rm(work, { recursive: true, force: true });
    }
}

const MOVES = 5;

async function moveInto(effects: EngineEffects, target: string, fresh: string, work: string): Promise<void> {
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
        if ((await problemWith(effects, target)) === undefined) {
            return; // Another process was first.
        }
        // What is there is broken. Should another process just have replaced it, then one whole engine replaces another.
        await rename(target, join(work, `replaced-${move}`)).catch(() => undefined);
    }
}

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

// An interrupted run leaves up to 200 MB behind. A day is far beyond any run that is still at work.
async function removeAbandoned(versions: string, prefix: string, now: number): Promise<void> {
    const names = await readdir(versions);
    for (const directory of names.filter((name) => name.startsWith(prefix)).map((name) => join(versions, name))) {
        const changed = await stat(directory).catch(() => undefined); // It may be gone: its process has just ended.
        if (changed !== undefined && now - changed.mtimeMs > ABANDONED_AFTER_MS) {
            await rm(directory, { recursive: true, force: true });
        }
    }
}

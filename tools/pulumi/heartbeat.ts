import type { EngineEffects } from "./effects";

const INTERVAL_MS = 15_000;

/** Runs `work`. Every 15 seconds until it ends, reports that it is still running: `doing`, and the time so far. */
export async function withHeartbeat<T>(
    effects: EngineEffects,
    doing: () => string,
    work: () => Promise<T>,
): Promise<T> {
    const start = effects.now();
    const stop = effects.every(INTERVAL_MS, () => {
        effects.say(`  still ${doing()}, ${formatSeconds(effects.now() - start)} so far`);
    });
    try {
        return await work();
    } finally {
        stop();
    }
}

/** `95000` → `1 min 35 s`. */
export function formatSeconds(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

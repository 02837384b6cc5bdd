/** The time between two writes, in milliseconds. It is longer than a second, since GitHub's times are whole seconds. */
const TICK = 2_000;

/**
 * A clock for an embedded GitHub's `now`. Each reading moves it by 2 s, or by `tick`. GitHub reads it for each request, so any two
 * writes differ in their `updated_at`, and no test has to wait for that.
 */
export function ticking(tick = TICK, start = Date.UTC(2026, 0, 1)): () => Date {
    let time = start;
    return () => {
        time += tick;
        return new Date(time);
    };
}

/** Between two writes, in milliseconds: more than the second that GitHub's whole seconds may hide. */
const TICK = 2_000;

/**
 * A clock for an embedded GitHub's `now`. It is 2 s later each time it is read, or as told, and GitHub reads it for each request: so any
 * two writes are told apart by their `updated_at`, and no test waits for that.
 */
export function ticking(tick = TICK, start = Date.UTC(2026, 0, 1)): () => Date {
    let time = start;
    return () => {
        time += tick;
        return new Date(time);
    };
}

/** GitHub's hourly limit for an App installation or a user's token. */
const LIMIT = 5000;

/**
 * Makes the headers of every reply. They differ from reply to reply, but not from run to run.
 *
 * The rate limit counts down and starts again before it runs out, so the server never throttles by itself. A test can
 * throttle with a fault.
 */
export function createReplyHeaders(now: () => Date): () => Record<string, string> & { "x-github-request-id": string } {
    let requests = 0;
    return () => {
        const used = requests % LIMIT;
        requests += 1;
        const moment = now();
        const hour = Math.floor(moment.getTime() / 3_600_000);
        return {
            date: moment.toUTCString(),
            "content-type": "application/json; charset=utf-8",
            "x-github-request-id": `E0A1:10F2:${requests.toString(16).toUpperCase().padStart(8, "0")}`,
            "x-ratelimit-limit": String(LIMIT),
            "x-ratelimit-remaining": String(LIMIT - used),
            "x-ratelimit-reset": String((hour + 1) * 3600),
        };
    };
}

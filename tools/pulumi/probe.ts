import type { EngineEffects } from "./effects";

// Only the probe has a time limit. A download may be slow, but it is still faster than a build.
const LIMIT_MS = 5_000;

/** Why nothing can be downloaded from `url`. Undefined if it can. */
export async function probe(effects: EngineEffects, url: string): Promise<string | undefined> {
    try {
        const answer = await effects.fetch(url, { method: "HEAD", signal: AbortSignal.timeout(LIMIT_MS) });
        return answer.ok ? undefined : `${url} answers ${answer.status}`;
    } catch (error) {
        const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
        return `${url} cannot be reached (${cause?.code ?? cause?.message ?? message})`;
    }
}

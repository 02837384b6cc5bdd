import type { EngineEffects } from "./effects";
import { withHeartbeat } from "./heartbeat";
import { placeEngine } from "./place-engine";
import type { EngineSource } from "./source";
import { ENGINE_VERSION } from "./versions";

const PROBE_URL = "https://get.pulumi.com/install.sh";

// Only the probe is limited: a download that has begun may be slow, and is then still quicker than a build.
const PROBE_LIMIT_MS = 5_000;

/** Pulumi's own release, by the Automation API's installer. */
export const download: EngineSource = {
    name: "the official download",
    async attempt(effects) {
        const unreachable = await probe(effects);
        if (unreachable !== undefined) {
            effects.say(`Not downloading the Pulumi engine: ${unreachable}.`);
            return { why: unreachable };
        }
        effects.say(`Downloading the Pulumi engine ${ENGINE_VERSION}, once; later runs find it.`);
        try {
            const doing = (): string => "downloading the Pulumi engine";
            const install = (root: string): Promise<void> => effects.install(ENGINE_VERSION, root);
            const root = await withHeartbeat(effects, doing, () => placeEngine(effects, install));
            return { engine: { root, version: ENGINE_VERSION, source: "download" } };
        } catch (error) {
            const why = `the download failed: ${(error as Error).message.trim()}`;
            effects.say(`Not downloading the Pulumi engine: ${why}`);
            return { why };
        }
    },
};

async function probe(effects: EngineEffects): Promise<string | undefined> {
    try {
        const answer = await effects.fetch(PROBE_URL, { method: "HEAD", signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
        return answer.ok ? undefined : `${PROBE_URL} answers ${answer.status}`;
    } catch (error) {
        const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
        return `${PROBE_URL} cannot be reached (${cause?.code ?? cause?.message ?? message})`;
    }
}

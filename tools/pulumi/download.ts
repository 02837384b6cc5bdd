import { withHeartbeat } from "./heartbeat";
import { placeEngine } from "./place-engine";
import { probe } from "./probe";
import type { EngineSource } from "./source";
import { ENGINE_VERSION } from "./versions";

const PROBE_URL = "https://get.pulumi.com/install.sh";

/** Pulumi's own release, installed with the Automation API's installer. */
export const download: EngineSource = {
    name: "the official download",
    async attempt(effects) {
        const unreachable = await probe(effects, PROBE_URL);
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

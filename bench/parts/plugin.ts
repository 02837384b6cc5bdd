import { compiledSdk, pulumiYaml } from "../../tests/support/bindings/plugin";
import type { Files } from "../../tests/support/program";
import { oneSet } from "../programs";
import type { Result } from "../result";
import { pairedPreviews } from "./previews";

/** How long `pulumi preview` without changes takes with the plugin, compared with dynamic resources with the same inputs. */
export async function plugin(runs: number): Promise<Result[]> {
    const sdk = await compiledSdk();
    return [await unchanged(1_000, runs, sdk), await unchanged(10_000, runs, sdk)];
}

async function unchanged(entries: number, runs: number, sdk: string): Promise<Result> {
    const source = oneSet("ours", { entries });
    const what = `preview with the plugin, nothing changed, ${entries} entries in one set; peer: dynamic resources`;
    return pairedPreviews(what, runs, await withPlugin(source, sdk), source, 0.7);
}

const withPlugin = async (source: string, sdk: string): Promise<Files> => ({
    "index.js": `const artifacts = require(${JSON.stringify(sdk)});\n${source}\n`,
    "Pulumi.yaml": await pulumiYaml("nodejs"),
});

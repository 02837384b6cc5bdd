import { compiledSdk, pulumiYaml } from "../../tests/support/bindings/plugin";
import type { Files } from "../../tests/support/program";
import { paired, pairs } from "../pairs";
import { oneSet } from "../programs";
import type { Result } from "../result";
import { BenchStack } from "../stack";

/** How long `pulumi preview` takes where nothing changed, with the plugin, beside dynamic resources with the same inputs. */
export async function plugin(runs: number): Promise<Result[]> {
    const sdk = await compiledSdk();
    return [await unchanged(1_000, runs, sdk), await unchanged(10_000, runs, sdk)];
}

async function unchanged(entries: number, runs: number, sdk: string): Promise<Result> {
    const source = oneSet("ours", { entries });
    return BenchStack.with(await withPlugin(source, sdk), (ours) =>
        BenchStack.with(source, async (dynamic) => {
            const preview = (stack: BenchStack) => () =>
                stack.time((project) => project.preview("--expect-no-changes"));
            for (const stack of [ours, dynamic]) {
                await stack.time((project) => project.up());
                // Once before it counts: files are read for the first time.
                await preview(stack)();
            }
            const what = `preview with the plugin, nothing changed, ${entries} entries in one set; peer: dynamic resources`;
            return paired(what, "s", await pairs(runs, preview(ours), preview(dynamic)), 0.7);
        }),
    );
}

const withPlugin = async (source: string, sdk: string): Promise<Files> => ({
    "index.js": `const artifacts = require(${JSON.stringify(sdk)});\n${source}\n`,
    "Pulumi.yaml": await pulumiYaml("nodejs"),
});

import { join } from "node:path";
import { build } from "esbuild";
import { noticesOf } from "./notices";

/** The plugin and its dependencies as one script. */
export interface Bundle {
    readonly script: string;
    /** The licenses of the packages in it. */
    readonly notices: string;
}

/** Bundles the built plugin of a checkout into a folder. */
export async function bundle(checkout: string, folder: string): Promise<Bundle> {
    const script = join(folder, "plugin.cjs");
    const { metafile } = await build({
        absWorkingDir: checkout,
        entryPoints: ["dist/provider/plugin/main.js"],
        outfile: script,
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node20",
        minifyWhitespace: true,
        metafile: true,
        logLevel: "warning",
    });
    return { script, notices: await noticesOf(checkout, Object.keys(metafile.inputs)) };
}

import { join } from "node:path";
import { build } from "esbuild";
import { noticesOf } from "./notices";

/** The plugin with all that it needs, as one script. */
export interface Bundle {
    readonly script: string;
    /** The licences of what is in it. */
    readonly notices: string;
}

/** Bundles the plugin of a checkout, as it is built, into a folder. */
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

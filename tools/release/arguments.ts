import { parseArgs } from "node:util";
import { type Machine, PLATFORMS, type Platform, platformOf } from "./platforms";

/** The request on the command line. */
export interface Asked {
    readonly platforms: readonly Platform[];
    /** The version of Node.js in the archives, without a `v`. */
    readonly nodeVersion: string;
    /** The folder with Node's executables, if one is given. */
    readonly nodeBinaries?: string;
    /** The folder for the archives. */
    readonly output: string;
}

const NAMES = PLATFORMS.map(({ name }) => name).join(", ");

export const USAGE = `npm run release:archives -- [platform …] [options]

Makes self-contained archives of the plugin, as \`pulumi plugin install\` takes them, in release/.

  platform                  ${NAMES}, or all; by default this machine's
  --node-version <x.y.z>    the Node.js in the archives; by default the one that runs this
  --node-binaries <folder>  has Node's executables, as <folder>/linux-x64/node and <folder>/win-x64/node.exe;
                            otherwise they come from nodejs.org, or else from npm
  --output <folder>         by default release`;

/** Reads the command line. Undefined if help is requested. Throws if something is wrong with it. */
export function parse(args: readonly string[], machine: Machine & Pick<NodeJS.Process, "version">): Asked | undefined {
    const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
            help: { type: "boolean" },
            "node-version": { type: "string", default: machine.version.slice(1) },
            "node-binaries": { type: "string" },
            output: { type: "string", default: "release" },
        },
    });
    if (values.help) return undefined;
    if (!/^\d+\.\d+\.\d+$/.test(values["node-version"])) {
        throw new Error(`--node-version takes a version such as 22.11.0, not ${values["node-version"]}`);
    }
    const nodeBinaries = values["node-binaries"];
    return {
        platforms: platformsOf(positionals, machine),
        nodeVersion: values["node-version"],
        ...(nodeBinaries !== undefined && { nodeBinaries }),
        output: values.output,
    };
}

function platformsOf(names: readonly string[], machine: Machine): readonly Platform[] {
    if (names.length === 0) return [platformOf(machine)];
    if (names.includes("all")) return PLATFORMS;
    return [...new Set(names)].map((name) => {
        const platform = PLATFORMS.find((each) => each.name === name);
        if (!platform) throw new Error(`${name} is not one of ${NAMES}, all`);
        return platform;
    });
}

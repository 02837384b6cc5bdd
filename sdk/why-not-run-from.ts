import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The part of a package.json that is read here. */
interface Manifest {
    readonly version: string;
}

const NAME = "pulumi-github-artifacts";

/** The place in which Pulumi runs the provider, and how packages are found there. */
export interface Place {
    readonly folder: string;
    /** Whether packages come from Yarn's Plug'n'Play, and not from folders called node_modules. */
    readonly isPlugAndPlay: boolean;
    /** Whether a component in its own plugin creates the resource. Then the folder is that of the program, in any language. */
    readonly isComponent?: boolean;
}

/**
 * Why Pulumi cannot run the provider of this package in a place. Undefined if it can. Pulumi runs the provider with the text
 * `require("pulumi-github-artifacts/provider")`, and looks for the package in one of two ways:
 *
 * | packages     | Pulumi looks                                                            | the dependency belongs in        |
 * |--------------|-------------------------------------------------------------------------|----------------------------------|
 * | node_modules | in the folder, and in each folder above                                 | the next package.json upwards    |
 * | Plug'n'Play  | from the folder's `@pulumi/pulumi`, with the top package's dependencies | the package.json beside .pnp.cjs |
 *
 * A newer provider accepts everything from an older SDK. An older provider may not understand everything from a newer SDK.
 */
export function whyNotRunFrom(place: Place, { version }: Manifest = require("../../package.json")): string | undefined {
    const { folder, isPlugAndPlay, isComponent } = place;
    const found = versionFoundFrom(place);
    if (isComponent && found === undefined) {
        return `Pulumi cannot find ${NAME}, which it runs from ${folder}, the folder of the program that uses this component. ${PLUGIN}`;
    }
    const owner = folderWith(isPlugAndPlay ? ".pnp.cjs" : "package.json", folder) ?? folder;
    const manifest = join(owner, "package.json");
    const advice = `Set "${NAME}": "${version}" in the dependencies of ${manifest}, and install.`;
    if (found === undefined) {
        const why = isPlugAndPlay
            ? "with Plug'n'Play it has to be a dependency of the top package.json"
            : "a dependency of another package is not found from there";
        return `Pulumi cannot find ${NAME}, which it runs from ${folder}: ${why}. ${advice}`;
    }
    if (isOlder(found, version)) {
        return `Pulumi would run ${NAME} ${found}, which it finds from ${folder}, for a resource of version ${version}. ${advice}`;
    }
    return undefined;
}

const PLUGIN =
    "Use the resources of its plugin in the component: they run wherever the program is, whatever its language. " +
    'The README of the package tells how under "Which binding".';

/** The version of the package that is found in a place. Undefined if none is found. */
function versionFoundFrom({ folder, isPlugAndPlay }: Place): string | undefined {
    const from = createRequire(join(folder, "program.js"));
    try {
        const find = isPlugAndPlay ? createRequire(from.resolve("@pulumi/pulumi")) : from;
        find.resolve(`${NAME}/provider`);
        return (find(`${NAME}/package.json`) as Manifest).version;
    } catch {
        return undefined;
    }
}

/** The next folder upwards that contains a file. */
function folderWith(file: string, folder: string): string | undefined {
    if (existsSync(join(folder, file))) return folder;
    const above = dirname(folder);
    return above === folder ? undefined : folderWith(file, above);
}

/** True for an older version. Pre-releases of one version count as the same version. */
function isOlder(one: string, other: string): boolean {
    const [left, right] = [one, other].map((version) => version.split(/[.+-]/, 3).map(Number));
    const index = [0, 1, 2].find((at) => left?.[at] !== right?.[at]);
    return index !== undefined && Number(left?.[index]) < Number(right?.[index]);
}

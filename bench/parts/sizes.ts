import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { installPacked } from "../../tests/support/installation";
import { sets } from "../programs";
import { atMost, type Result, rounded } from "../result";
import { BenchStack } from "../stack";

/** Sizes in bytes: the state of each resource, and the package. */
export async function sizes(): Promise<Result[]> {
    return [...(await stateSizes()), ...(await packageSizes())];
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

async function stateSizes(): Promise<Result[]> {
    const results: Result[] = [];
    const texts: number[] = [];
    for (const entries of [1, 100]) {
        const kept = await BenchStack.with(sets("ours", 1, { entries }, 1), async (stack) => {
            await stack.time((project) => project.up());
            return stack.project.resources();
        });
        for (const { type, inputs, outputs } of kept) {
            const { __provider: text, ...declared } = inputs;
            const { recordIds, ...others } = outputs;
            const beyond = bytesOf({ inputs, outputs: others }) - 2 * bytesOf(declared) - 2 * bytesOf(text);
            texts.push(Buffer.byteLength(String(text)));
            const name = type.split(":").at(-1);
            if (name === "ArtifactStorageRecord" && entries > 1) continue;
            results.push({
                what: `state: bytes of ${name}, ${entries} ${entries === 1 ? "entry" : "entries"}, beyond its inputs, kept twice, the numbers of its records, and the text`,
                value: beyond,
                unit: "bytes",
                aim: "≤ 500 bytes",
                met: beyond <= 500,
            });
            if (recordIds === undefined) throw new Error(`${name} has no numbers of records`);
        }
    }
    const most = Math.max(...texts);
    return [
        ...results,
        atMost("serialised text of a provider, the same for any number of entries", most, "bytes", 2048),
    ];
}

async function packageSizes(): Promise<Result[]> {
    const { directory, tarball } = await installPacked();
    const packages = await installedPackages(directory);
    const pulumis = broughtBy("node_modules/@pulumi/pulumi", packages);
    const ours = [...broughtBy("node_modules/pulumi-github-artifacts", packages)].filter(
        (place) => !pulumis.has(place),
    );
    const bytes = await Promise.all(ours.map((place) => sizeOf(join(directory, place))));
    return [
        atMost("packed size", (await stat(tarball)).size / 1024, "KiB", 100),
        {
            what: `installed size beyond @pulumi/pulumi: ${ours.length} packages`,
            value: rounded(bytes.reduce((sum, size) => sum + size, 0) / 1024 / 1024),
            unit: "MiB",
        },
    ];
}

type Packages = Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>>;

/** The packages that npm has installed, by path. */
async function installedPackages(directory: string): Promise<Packages> {
    const { packages } = JSON.parse(await readFile(join(directory, "node_modules/.package-lock.json"), "utf8"));
    return packages;
}

/** The paths of a package and all of its dependencies. */
function broughtBy(place: string, packages: Packages, found = new Set<string>()): Set<string> {
    if (found.has(place)) return found;
    found.add(place);
    for (const name of Object.keys(packages[place]?.dependencies ?? {})) {
        const candidates = placesFor(name, place).filter((candidate) => candidate in packages);
        if (candidates[0] !== undefined) broughtBy(candidates[0], packages, found);
    }
    return found;
}

/** The paths where Node.js looks for a package, innermost first. */
function placesFor(name: string, from: string): string[] {
    const inner = `${from}/node_modules/${name}`;
    const outer = from.lastIndexOf("/node_modules/");
    return outer < 0 ? [inner, `node_modules/${name}`] : [inner, ...placesFor(name, from.slice(0, outer))];
}

/** The size of a package, without the packages in it, which are counted separately. */
async function sizeOf(directory: string): Promise<number> {
    const entries = await readdir(directory, { withFileTypes: true });
    const sizes = entries.map(async (entry) => {
        if (entry.name === "node_modules") return 0;
        const path = join(directory, entry.name);
        return entry.isDirectory() ? sizeOf(path) : (await stat(path)).size;
    });
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

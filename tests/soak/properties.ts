import { UNKNOWN } from "../../provider/vocabulary/unknown";
import type { Properties } from "./engine";
import type { Declared, DeclaredSet, Entry } from "./program";

/** The properties that a resource registers. `outputsOf` returns the known outputs of a storage record. */
export function propertiesOf(declared: Declared, outputsOf: (record: string) => Properties): Properties {
    return declared.kind === "record" ? declared.args : { ...declared.args, deployments: mapOf(declared, outputsOf) };
}

function mapOf({ mapFrom, deployments }: DeclaredSet, outputsOf: (record: string) => Properties): unknown {
    if (mapFrom !== undefined && outputsOf(mapFrom).recordIds === undefined) return UNKNOWN;
    return Object.fromEntries(
        Object.entries(deployments).map(([name, entry]) => [name, argumentsOf(entry, outputsOf)]),
    );
}

function argumentsOf(entry: Entry, outputsOf: (record: string) => Properties): Properties {
    const { link, secret: _secret, ...args } = entry;
    if (link === undefined) return args;
    const { name, digest, recordIds } = outputsOf(link.record);
    if (link.by === "argument") return { ...args, name, digest };
    return recordIds === undefined ? { ...args, name: UNKNOWN, digest: UNKNOWN } : args;
}

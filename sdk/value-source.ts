import { Output, type Resource } from "@pulumi/pulumi";
import { partsOf } from "./output-parts";

/** The origin of a value, for a message: `, from an output of Image api`. Empty for a plain value. */
export async function sourceOf(value: unknown): Promise<string> {
    if (value instanceof Promise) return ", from a promise";
    if (!Output.isInstance(value)) return "";
    const resources = [...(await partsOf(value).allResources())];
    const titles = await Promise.all(resources.map(titleOf));
    return titles.length === 0 ? ", from an output" : `, from an output of ${titles.join(" and ")}`;
}

function titleOf({ urn }: Resource): Promise<string> {
    return new Promise((resolve) => {
        urn.apply((text) => resolve(titleAt(text)));
    });
}

/** The name of a resource for messages, with the last part of its type: `ConfigFile mesh`. */
export function titleAt(urn: string): string {
    const [, , types, name] = urn.split("::") as [string, string, string, string];
    return `${types.split(":").at(-1)} ${name}`;
}

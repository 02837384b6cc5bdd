import { Output, type Resource } from "@pulumi/pulumi";

/** What every output has, though Pulumi's types do not tell of it. */
interface OfResources {
    allResources(): Promise<ReadonlySet<Resource>>;
}

/** Where a value comes from, for a message: `, from an output of Image api`. Empty for a plain value. */
export async function sourceOf(value: unknown): Promise<string> {
    if (value instanceof Promise) return ", from a promise";
    if (!Output.isInstance(value)) return "";
    const resources = [...(await (value as unknown as OfResources).allResources())];
    const titles = await Promise.all(resources.map(titleOf));
    return titles.length === 0 ? ", from an output" : `, from an output of ${titles.join(" and ")}`;
}

/** A resource as a person knows it: the last part of its type, and its name. */
function titleOf({ urn }: Resource): Promise<string> {
    return new Promise((resolve) => {
        urn.apply((text) => {
            const [, , types, name] = text.split("::") as [string, string, string, string];
            resolve(`${types.split(":").at(-1)} ${name}`);
        });
    });
}

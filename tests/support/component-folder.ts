import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Starts a folder with a PulumiPlugin.yaml as a current language host for Node.js does. The host that the tests build cannot do that.
 */
const AS_THE_HOST_WOULD = `#!/bin/sh
folder=$(dirname "$0")
exec node "$(cd "$folder" && node -p 'require.resolve("@pulumi/pulumi/cmd/run-plugin")')" "$folder" "$@"
`;

/** Lets the engine start a folder with a component as the plugin with this name. */
export const startAsPlugin = (folder: string, name: string): Promise<void> =>
    writeFile(join(folder, `pulumi-resource-${name}`), AS_THE_HOST_WOULD, { mode: 0o755 });

/** Makes a folder with a component in plain JavaScript. `body` has the variables `name`, `artifacts` and `parent`, the component. */
export async function makeComponent(folder: string, body: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "PulumiPlugin.yaml"), "runtime: nodejs\n");
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "shop", version: "0.0.1", main: "index.js" }));
    await writeFile(join(folder, "index.js"), javascript(body));
    await startAsPlugin(folder, "shop");
}

const javascript = (body: string): string => `
const pulumi = require("@pulumi/pulumi");
const artifacts = require("pulumi-github-artifacts");
class Component extends pulumi.ComponentResource {
    constructor(name, opts) {
        super("shop:index:Component", name, {}, opts);
        const parent = this;
        ${body}
    }
}
const construct = async (name, type, inputs, opts) => ({ urn: new Component(name, opts).urn, state: {} });
const schema = JSON.stringify({ name: "shop", version: "0.0.1", resources: { "shop:index:Component": { isComponent: true } } });
pulumi.provider.main({ version: "0.0.1", schema, construct }, process.argv.slice(2));
`;

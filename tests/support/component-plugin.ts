import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PulumiProject } from "../../tools/pulumi/project";
import { JAVASCRIPT } from "./program";

/**
 * Adds a plugin, `shop`, to a program. Its component `shop:index:File` registers the workloads in its argument `workloads`, as a
 * chart or a file of the Kubernetes provider does. Those would need a cluster. A workload without a name gets one from its own
 * provider, and with `isSecret`, its spec is a secret.
 */
export async function addComponentPlugin({ directory }: PulumiProject): Promise<void> {
    const plugin = join(directory, "shop");
    await mkdir(plugin, { recursive: true });
    const start = join(plugin, "pulumi-resource-shop");
    await writeFile(start, `#!/bin/sh\nexec node "$(dirname "$0")/plugin.js" "$@"\n`);
    await chmod(start, 0o755);
    await writeFile(join(plugin, "plugin.js"), PLUGIN);
    await writeFile(
        join(directory, "Pulumi.yaml"),
        `name: program\nruntime: ${JAVASCRIPT}\nplugins: { providers: [{ name: shop, path: ./shop }] }\n`,
    );
}

const PLUGIN = `
    const pulumi = require("@pulumi/pulumi");
    class Workload extends pulumi.dynamic.Resource {
        constructor(name, manifest, opts) {
            const check = async (olds, news) => ({
                inputs: { ...news, metadata: { name: "generated-3f9a", ...news.metadata } },
                failures: [],
            });
            const create = async (inputs) => ({ id: inputs.metadata.name, outs: inputs });
            const update = async (id, olds, news) => ({ outs: news });
            super({ check, create, update }, name, manifest, opts);
        }
    }
    class File extends pulumi.ComponentResource {
        constructor(name, { workloads }, opts) {
            super("shop:index:File", name, {}, opts);
            const inner = new pulumi.ComponentResource("shop:index:Part", name, {}, { parent: this });
            const resources = Object.entries(workloads).map(([key, { isSecret, ...one }]) => {
                const spec = isSecret ? pulumi.secret(one.spec) : one.spec;
                return new Workload(key, { ...one, spec }, { parent: inner });
            });
            // A preview does not know the resources yet.
            this.resources = pulumi.runtime.isDryRun() ? pulumi.output(pulumi.unknown) : resources;
            this.registerOutputs({ resources: this.resources });
        }
    }
    const provider = {
        version: "0.0.1",
        async construct(name, type, inputs, opts) {
            // Like the Kubernetes provider, it makes nothing from values that a preview does not know.
            const isKnown = await pulumi.output(inputs).isKnown;
            const known = isKnown ? pulumi.output(inputs) : pulumi.output({ workloads: {} });
            const file = new File(name, await new Promise((resolve) => known.apply(resolve)), opts);
            return { urn: file.urn, state: { resources: file.resources } };
        },
    };
    pulumi.provider.main(provider, process.argv.slice(2));
`;

import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PulumiProject } from "../../tools/pulumi/project";
import { JAVASCRIPT } from "./program";

/**
 * Gives a program a plugin, `shop`, whose component `shop:index:File` registers the workloads that are written in its argument `workloads`, as a
 * chart or a file of Kubernetes' provider does, which would need a cluster. One without a name gets one from its own provider, and of one that says
 * `isSecret`, the spec is a secret.
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
            // The engine cannot tell which they are before they are there.
            this.resources = pulumi.runtime.isDryRun() ? pulumi.output(pulumi.unknown) : resources;
            this.registerOutputs({ resources: this.resources });
        }
    }
    const provider = {
        version: "0.0.1",
        async construct(name, type, inputs, opts) {
            // As Kubernetes' provider does: of what a preview does not know, nothing is made.
            const isKnown = await pulumi.output(inputs).isKnown;
            const known = isKnown ? pulumi.output(inputs) : pulumi.output({ workloads: {} });
            const file = new File(name, await new Promise((resolve) => known.apply(resolve)), opts);
            return { urn: file.urn, state: { resources: file.resources } };
        },
    };
    pulumi.provider.main(provider, process.argv.slice(2));
`;

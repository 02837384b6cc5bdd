/** Programs as text, ours and a pass-through with the same inputs: a dynamic resource whose provider does nothing with them. */

/** What some deployments are; `changed` and `left` turn the first ones into others, or leave them out. */
export interface Deployments {
    readonly entries: number;
    /** How many different digests they have. Default: each its own. */
    readonly digests?: number;
    readonly changed?: number;
    readonly left?: number;
}

/** JavaScript that makes them: a literal of 10,000 would be mostly parsed. */
const deployments = ({ entries, digests = entries, changed = 0, left = 0 }: Deployments): string => `
    Object.fromEntries(Array.from({ length: ${entries} }, (_, n) => n).slice(${left}).map((n) => ["shop/app-" + n + "/server", {
        name: "ghcr.io/acme/app-" + (n % ${digests}),
        digest: "sha256:" + (n % ${digests} + (n < ${changed} ? 1e9 : 0)).toString(16).padStart(64, "0"),
        version: n < ${changed} ? "2" : "1",
        githubRepository: "api",
        tags: { team: "team-" + (n % 7) },
        runtimeRisks: ["internet-exposed"],
    }]))`;

const PASS_THROUGH = `
    const { dynamic } = require("@pulumi/pulumi");
    const passing = {
        check: async (olds, inputs) => ({ inputs }),
        diff: async () => ({ changes: false }),
        create: async (outs) => ({ id: "id", outs }),
        update: async (id, olds, outs) => ({ outs }),
        read: async (id, props) => ({ id, props }),
    };
    class PassThrough extends dynamic.Resource {
        constructor(name, props) { super(passing, name, props); }
    }`;

/** Whose resource it is. */
export type Whose = "ours" | "peer";

/** One set of these deployments. */
export const oneSet = (whose: Whose, of: Deployments): string => sets(whose, 1, of);

/** So many sets, each of these deployments, and so many storage records. */
export function sets(whose: Whose, count: number, of: Deployments, images = 0): string {
    const [set, record] =
        whose === "ours"
            ? ["artifacts.ClusterDeploymentRecordSet", "artifacts.ArtifactStorageRecord"]
            : ["PassThrough", "PassThrough"];
    return `${whose === "ours" ? "" : PASS_THROUGH}
    for (let set = 0; set < ${count}; set += 1) {
        new ${set}("set-" + set, { cluster: "cluster-" + set, logicalEnvironment: "production", deployments: ${deployments(of)} });
    }
    for (let image = 0; image < ${images}; image += 1) {
        new ${record}("image-" + image, {
            name: "ghcr.io/acme/image-" + image,
            digest: "sha256:" + image.toString(16).padStart(64, "0"),
            registryUrl: "https://ghcr.io",
            repository: "acme/image-" + image,
            githubRepository: "api",
        });
    }`;
}

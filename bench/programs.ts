/** Programs as text: ours, and a pass-through with the same inputs, which is a dynamic resource with a provider that does nothing. */

/** A description of deployments. `changed` modifies the first ones, and `left` leaves the first ones out. */
export interface Deployments {
    readonly entries: number;
    /** How many different digests they have. Default: one for each. */
    readonly digests?: number;
    readonly changed?: number;
    readonly left?: number;
}

/** JavaScript code that makes them. With a literal of 10,000, a program would mostly be parsed. */
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

/** `count` sets with these deployments, and `images` storage records. */
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

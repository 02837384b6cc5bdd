import { getRegistryImage, Provider } from "@pulumi/docker";
import { Image } from "@pulumi/docker-build";
import { apps, core } from "@pulumi/kubernetes";
import { Config, type Input, interpolate } from "@pulumi/pulumi";
import { ClusterDeploymentRecordSet, deploymentsOf } from "pulumi-github-artifacts";

const registry = new Config().get("registry") ?? "ghcr.io";
const namespace = new core.v1.Namespace("shop", { metadata: { name: "shop" } }).metadata.name;

function deployment(name: string, image: Input<string>, annotations: Record<string, string> = {}) {
    const labels = { app: name };
    return new apps.v1.Deployment(name, {
        metadata: { name, namespace },
        spec: {
            selector: { matchLabels: labels },
            template: { metadata: { labels, annotations }, spec: { containers: [{ name: "server", image }] } },
        },
    });
}

const built = new Image("api", {
    context: { location: "." },
    dockerfile: { inline: "FROM nginx:1.29-alpine" },
    tags: [interpolate`${registry}/acme/api:1.4.2`],
    push: true,
});

const workloads = [
    // Built here: `ref` holds the digest, which a preview does not know yet.
    deployment("api", built.ref, { "metadata.github.com/runtime-risks": "sensitive-data" }),
    // Pinned: what runs is what is recorded.
    deployment(
        "web",
        `${registry}/acme/web:2.0.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`,
        { "metadata.github.com/runtime-risks": "internet-exposed", "metadata.github.com/team": "checkout" },
    ),
    // By its tag alone: its registry is asked for the digest.
    deployment("worker", `${registry}/acme/worker:3.1.0`),
];

// Signs in as `docker login` left it, and needs no Docker daemon.
const provider = new Provider("registry", { registryAuth: [{ address: registry }], disableDockerDaemonCheck: true });

const production = new ClusterDeploymentRecordSet("production", {
    cluster: "kubernetes-eu-1",
    logicalEnvironment: "production",
    deployments: deploymentsOf(workloads, {
        include: [`${registry}/acme/`], // a mesh's proxy, for one, is none of our images
        resolveDigest: async ({ name, tag = "latest" }) =>
            (await getRegistryImage({ name: `${name}:${tag}` }, { provider })).sha256Digest,
        githubRepository: ({ workload }) => workload,
    }),
});

export const recordIds = production.recordIds;

import { Image } from "@pulumi/docker-build";
import * as artifactregistry from "@pulumi/gcp/artifactregistry";
import * as cloudrunv2 from "@pulumi/gcp/cloudrunv2";
import { Config, interpolate } from "@pulumi/pulumi";
import { ClusterDeploymentRecordSet, deploymentsOf } from "pulumi-github-artifacts";

const location = new Config("gcp").require("region");
const repository = new artifactregistry.Repository("shop", { repositoryId: "shop", format: "DOCKER", location });
const image = new Image("api", {
    context: { location: "." },
    dockerfile: { inline: "FROM nginx:1.29-alpine" },
    platforms: ["linux/amd64"],
    tags: [interpolate`${repository.registryUri}/api:1.4.2`],
    push: true,
});

const service = new cloudrunv2.Service("api", {
    name: "api",
    location,
    deletionProtection: false,
    template: { containers: [{ name: "server", image: image.ref, ports: { containerPort: 80 } }] },
});

// A service's template has containers with names and images, as a pod's has. Read from the service's outputs, they are
// recorded once the new revision serves.
new ClusterDeploymentRecordSet("production", {
    cluster: "cloud-run",
    logicalEnvironment: "production",
    physicalEnvironment: location,
    deployments: deploymentsOf(
        { kind: "Service", metadata: { namespace: "shop", name: service.name }, spec: service.template },
        {
            // Other containers of the service, such as a proxy, are built by no repository of ours.
            githubRepository: ({ container }) => (container === "server" ? "api" : undefined),
            runtimeRisks: ["internet-exposed"],
        },
    ),
});

export const url = service.uri;

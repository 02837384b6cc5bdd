import * as compute from "@pulumi/gcp/compute";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet } from "pulumi-github-artifacts";

// No image and no container: an archive, known by its checksum (`sha256sum api-1.4.2.tar.gz`).
const digest = "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b";
const archive = new ArtifactStorageRecord("api", {
    name: "api",
    version: "1.4.2",
    digest,
    registryUrl: "https://github.com",
    repository: "acme/api",
    path: "releases/download/v1.4.2/api-1.4.2.tar.gz",
    artifactUrl: "https://github.com/acme/api/releases/download/v1.4.2/api-1.4.2.tar.gz",
    githubRepository: "api",
});

// The machine runs what has this checksum, or nothing. Another script makes another machine.
const startup = `#!/bin/sh
set -eu
curl -fsSLo /opt/api.tar.gz https://github.com/acme/api/releases/download/v1.4.2/api-1.4.2.tar.gz
echo "${digest.replace("sha256:", "")}  /opt/api.tar.gz" | sha256sum -c
mkdir -p /opt/api && tar -xzf /opt/api.tar.gz -C /opt/api
exec /opt/api/api
`;
const machine = new compute.Instance("api", {
    machineType: "e2-small",
    zone: "europe-west1-b",
    bootDisk: { initializeParams: { image: "debian-cloud/debian-12" } },
    networkInterfaces: [{ network: "default", accessConfigs: [{}] }],
    metadataStartupScript: startup,
});

new ClusterDeploymentRecordSet(
    "machines",
    {
        cluster: "machines",
        logicalEnvironment: "production",
        physicalEnvironment: "europe-west1",
        deployments: {
            "vm/api": { name: archive.name, version: "1.4.2", digest: archive.digest, githubRepository: "api" },
        },
    },
    { dependsOn: machine },
);

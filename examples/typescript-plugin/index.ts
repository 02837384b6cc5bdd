import { Config } from "@pulumi/pulumi";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet, Provider } from "pulumi-github-artifacts-plugin";

// What each organization runs. In your program, the digests come from the builds that pushed the images.
const organizations = [
    {
        owner: "acme",
        cluster: "typescript-eu-1",
        version: "1.4.2",
        digest: "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
    },
    {
        owner: "globex",
        cluster: "typescript-us-1",
        version: "2.0.0",
        digest: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
];

const config = new Config();

export const records = organizations.map(({ owner, cluster, version, digest }) => {
    // A provider of its own: its token writes to this organization, and to no other.
    const provider = new Provider(owner, {
        owner,
        token: config.requireSecret(`${owner}Token`),
        baseUrl: config.get(`${owner}BaseUrl`), // only for an API of its own, such as GHE.com's
    });
    const image = new ArtifactStorageRecord(
        `${owner}-image`,
        {
            name: `ghcr.io/${owner}/api`,
            version,
            digest,
            registryUrl: "https://ghcr.io",
            repository: `${owner}/api`,
            githubRepository: "api",
        },
        { provider },
    );
    const production = new ClusterDeploymentRecordSet(
        `${owner}-production`,
        {
            cluster,
            logicalEnvironment: "production",
            deployments: {
                "shop/api/server": {
                    name: image.name,
                    version,
                    digest: image.digest,
                    githubRepository: "api",
                    runtimeRisks: ["internet-exposed"],
                },
            },
        },
        { provider },
    );
    return production.recordIds;
});

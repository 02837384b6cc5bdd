/** The digest of a made-up artifact. The same letter gives the same digest. */
export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** The arguments of a deployment of the repository `api`, which the embedded GitHub knows. */
export const deploymentOf = (letter: string, more: object = {}): object => ({
    name: `ghcr.io/acme/${letter}`,
    digest: digestOf(letter),
    version: "1.0.0",
    githubRepository: "api",
    ...more,
});

/** A program with one record set. */
export const setProgram = (deployments: object, more: object = {}): string =>
    `new artifacts.ClusterDeploymentRecordSet("prod", ${JSON.stringify({
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments,
        ...more,
    })});`;

/** A program with one storage record. */
export const storageProgram = (letter: string, more: object = {}): string =>
    `new artifacts.ArtifactStorageRecord("image", ${JSON.stringify({
        ...deploymentOf(letter),
        registryUrl: "https://ghcr.io",
        repository: `acme/${letter}`,
        ...more,
    })});`;

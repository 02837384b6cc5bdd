import type { GitHubServer } from "../../tools/github";
import type { Arguments, Declared } from "./bindings/declared";
import { deploymentOf } from "./records";

/** A set of deployments in production, for any binding. `deployments` has the letter of each one's digest, by name. */
export const declaredSet = (
    name: string,
    deployments: Readonly<Record<string, string>>,
    more: Arguments = {},
): Declared => ({
    type: "ClusterDeploymentRecordSet",
    name,
    args: {
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments: Object.fromEntries(
            Object.entries(deployments).map(([key, letter]) => [key, deploymentOf(letter) as Arguments]),
        ),
        ...more,
    },
});

/** A storage record of the artifact with this letter, for any binding. */
export const declaredImage = (name: string, letter: string, more: Arguments = {}): Declared => ({
    type: "ArtifactStorageRecord",
    name,
    args: {
        ...(deploymentOf(letter) as Arguments),
        registryUrl: "https://ghcr.io",
        repository: `acme/${letter}`,
        ...more,
    },
});

/** What GitHub holds, with a line for each record: `shop/api a deployed`, `image a active`. A digest is its letter. */
export const heldLines = (github: GitHubServer): string[] => [
    ...github
        .deploymentRecords()
        .map(({ deployment_name, digest, status }) => `${deployment_name} ${digest.slice(-1)} ${status}`)
        .sort(),
    ...github
        .storageRecords()
        .map(({ digest, status }) => `image ${digest.slice(-1)} ${status}`)
        .sort(),
];

/** How many reads and writes GitHub got since the last call: `2 GET, 1 POST`. */
export function takeCounts(github: GitHubServer): string {
    const methods = github.takeRequests().map(({ method }) => method);
    return ["GET", "POST"].map((each) => `${methods.filter((method) => method === each).length} ${each}`).join(", ");
}

import assert from "node:assert/strict";
import { registeredBy } from "./mocked-cloud";

const artifact = {
    name: "api",
    version: "1.4.2",
    digest: "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
    githubRepository: "api",
};

describe("The example virtual-machine", () => {
    for (const operation of ["up", "preview"] as const) {
        it(`records where an archive is stored, and the machine that runs it, in ${operation}`, async () => {
            assert.deepEqual(await registeredBy("virtual-machine", {}, operation), {
                "ArtifactStorageRecord api": {
                    args: {
                        ...artifact,
                        registryUrl: "https://github.com",
                        repository: "acme/api",
                        path: "releases/download/v1.4.2/api-1.4.2.tar.gz",
                        artifactUrl: "https://github.com/acme/api/releases/download/v1.4.2/api-1.4.2.tar.gz",
                    },
                    dependsOn: [],
                },
                "ClusterDeploymentRecordSet machines": {
                    args: {
                        cluster: "machines",
                        logicalEnvironment: "production",
                        physicalEnvironment: "europe-west1",
                        deployments: { "vm/api": artifact },
                    },
                    dependsOn: ["ArtifactStorageRecord api", "Instance api"],
                },
            });
        });
    }
});

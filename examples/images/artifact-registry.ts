import { Image } from "@pulumi/docker-build";
import { Repository } from "@pulumi/gcp/artifactregistry";
import { getClientConfigOutput } from "@pulumi/gcp/organizations";
import { interpolate } from "@pulumi/pulumi";
import { ArtifactStorageRecord, storageRecordOf } from "pulumi-github-artifacts";

/** Google Artifact Registry: the repository and its login are of this program, too. */
export function artifactRegistry() {
    const repository = new Repository("shop", {
        repositoryId: "shop",
        format: "DOCKER",
        location: "europe-west1",
    });
    const { accessToken } = getClientConfigOutput();
    const built = new Image("api", {
        context: { location: "app" },
        tags: [interpolate`${repository.registryUri}/api:1.4.2`],
        registries: [{ address: "europe-west1-docker.pkg.dev", username: "oauth2accesstoken", password: accessToken }],
        push: true,
    });

    const image = built.ref;
    const { recordIds } = new ArtifactStorageRecord("api", storageRecordOf(image, { githubRepository: "api" }));
    return { image, recordIds };
}

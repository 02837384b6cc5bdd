import { Image } from "@pulumi/docker-build";
import { ArtifactStorageRecord, storageRecordOf } from "pulumi-github-artifacts";

/** GitHub's registry; pushed with what `docker login ghcr.io` left. */
export function ghcr() {
    const built = new Image("api", {
        context: { location: "app" },
        tags: ["ghcr.io/acme/api:1.4.2"],
        push: true,
    });

    const image = built.ref;
    const { recordIds } = new ArtifactStorageRecord("api", storageRecordOf(image, { githubRepository: "api" }));
    return { image, recordIds };
}

import * as docker from "@pulumi/docker";
import { ArtifactStorageRecord, storageRecordOf } from "pulumi-github-artifacts";

/** Docker Hub, by the older provider; pushed with what `docker login` left. */
export function dockerHub() {
    const built = new docker.Image("api", {
        imageName: "docker.io/acme/api:1.4.2",
        build: { context: "app", platform: "linux/amd64" },
    });

    // `repoDigest` holds no tag, so the version is told.
    const image = built.repoDigest;
    const { recordIds } = new ArtifactStorageRecord(
        "api",
        storageRecordOf(image, { version: "1.4.2", githubRepository: "api" }),
    );
    return { image, recordIds };
}

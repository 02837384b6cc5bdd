import { Image } from "@pulumi/docker-build";
import { Config } from "@pulumi/pulumi";
import { ArtifactStorageRecord, storageRecordOf } from "pulumi-github-artifacts";

/** Azure Container Registry; pushed with what `az acr login` left. */
export function acr() {
    // Of a Registry of @pulumi/azure-native in the same program, take its output `loginServer`.
    const loginServer = new Config().require("loginServer");

    const built = new Image("api", {
        context: { location: "app" },
        tags: [`${loginServer}/api:1.4.2`],
        push: true,
    });

    const image = built.ref;
    const { recordIds } = new ArtifactStorageRecord("api", storageRecordOf(image, { githubRepository: "api" }));
    return { image, recordIds };
}

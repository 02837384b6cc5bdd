import { getAuthorizationTokenOutput, Repository } from "@pulumi/aws/ecr";
import { Image } from "@pulumi/docker-build";
import { interpolate } from "@pulumi/pulumi";
import { ArtifactStorageRecord, storageRecordOf } from "pulumi-github-artifacts";

/** AWS ECR: the repository and its login are of this program, too. */
export function ecr() {
    const repository = new Repository("api", { name: "shop/api", forceDelete: true });
    const login = getAuthorizationTokenOutput({ registryId: repository.registryId });
    const built = new Image("api", {
        context: { location: "app" },
        tags: [interpolate`${repository.repositoryUrl}:1.4.2`],
        registries: [{ address: repository.repositoryUrl, username: login.userName, password: login.password }],
        push: true,
    });

    const image = built.ref;
    const { recordIds } = new ArtifactStorageRecord("api", storageRecordOf(image, { githubRepository: "api" }));
    return { image, recordIds };
}

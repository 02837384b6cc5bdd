import { Config } from "@pulumi/pulumi";
import { ArtifactStorageRecord, parseImageReference, storageRecordOf } from "pulumi-github-artifacts";

// The pipeline builds and pushes an image, and then tells its reference: `pulumi config set image …`.
const image = new Config().require("image");
const { tag } = parseImageReference(image);

// A resource for each release: the next one has another name, so this one leaves the program then. Its image is still to
// be had, so GitHub is told that it reached its end of life. Those who delete it add `removalStatus: "deleted"`.
const release = new ArtifactStorageRecord(`api-${tag}`, storageRecordOf(image, { githubRepository: "api" }));

export const { version, digest } = release;

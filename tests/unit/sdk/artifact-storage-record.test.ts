import assert from "node:assert/strict";
import { ArtifactStorageRecord, type ArtifactStorageRecordArgs } from "../../../sdk";
import { digestOf } from "../../support/records";
import { MockedEngine, promised } from "./mocked-engine";

const args: ArtifactStorageRecordArgs = {
    org: "acme",
    name: "ghcr.io/acme/api",
    digest: digestOf("a"),
    version: "1.4.2",
    artifactUrl: "https://ghcr.io/v2/acme/api",
    path: "acme/api",
    registryUrl: "https://ghcr.io",
    repository: "acme/api",
    status: "active",
    githubRepository: "api",
    removalStatus: "eol",
};

describe("ArtifactStorageRecord", () => {
    it("registers every argument unchanged, under its own type", async () => {
        const engine = await MockedEngine.start();
        const { type, name, inputs } = await engine.registrationOf(new ArtifactStorageRecord("image", args));
        const { __provider, __origin, ...registered } = inputs;
        assert.equal(type, "pulumi-nodejs:dynamic/github-artifacts:ArtifactStorageRecord");
        assert.equal(name, "image");
        assert.deepEqual(registered, args);
        assert.match(
            String(__provider),
            /require\("pulumi-github-artifacts\/provider"\)[\s\S]*load\(\)\.storageRecord\.create/,
        );
    });

    it("has outputs for what identifies it, even if that comes from the settings, and for GitHub's answer", async () => {
        await MockedEngine.start({ org: "acme", recordIds: [7] });
        const { name, digest, registryUrl } = args;
        const record = new ArtifactStorageRecord("image", { name, digest, registryUrl });
        const outputs = [record.org, record.name, record.digest, record.registryUrl, record.recordIds];
        const told = await Promise.all(outputs.map((output) => promised<unknown>(output)));
        assert.deepEqual(told, ["acme", name, digest, registryUrl, [7]]);
    });

    it("does not change the arguments object", async () => {
        const engine = await MockedEngine.start();
        const given = structuredClone(args);
        await engine.registrationOf(new ArtifactStorageRecord("image", given));
        assert.deepEqual(given, args);
    });
});

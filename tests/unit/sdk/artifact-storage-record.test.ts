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
const NAMES = Object.keys(args) as (keyof ArtifactStorageRecordArgs)[];

describe("ArtifactStorageRecord", () => {
    it("registers every argument as it is, under its own type", async () => {
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

    it("has an output for every argument and for what GitHub answered", async () => {
        await MockedEngine.start({ records: [{ id: 7 }] });
        const record = new ArtifactStorageRecord("image", args);
        for (const name of NAMES) assert.equal(await promised<unknown>(record[name]), args[name], name);
        assert.deepEqual(await promised<unknown>(record.records), [{ id: 7 }]);
    });

    it("has the outputs of arguments that are left out", async () => {
        await MockedEngine.start({ org: "acme", status: "active", removalStatus: "eol" });
        const { name, digest, registryUrl } = args;
        const record = new ArtifactStorageRecord("image", { name, digest, registryUrl });
        const filled = await Promise.all(NAMES.map((output) => promised<unknown>(record[output])));
        assert.deepEqual(Object.fromEntries(NAMES.map((output, index) => [output, filled[index]])), {
            ...Object.fromEntries(NAMES.map((output) => [output, undefined])),
            ...{ name, digest, registryUrl, org: "acme", status: "active", removalStatus: "eol" },
        });
    });

    it("leaves the arguments that it is given as they are", async () => {
        const engine = await MockedEngine.start();
        const given = structuredClone(args);
        await engine.registrationOf(new ArtifactStorageRecord("image", given));
        assert.deepEqual(given, args);
    });
});

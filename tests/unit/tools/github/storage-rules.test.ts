import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { postStorage } from "./conversation";
import { digestOf, storage, without } from "./samples";

describe("The rules for a write of a storage record", () => {
    let server: GitHubServer;
    before(async () => {
        server = await startGitHub();
    });
    after(() => server.close());

    const long = (count: number): string => "x".repeat(count);
    const url = (length: number): string => "https://".padEnd(length, "x");

    describe("accept", () => {
        const accepted: [string, object][] = [
            ["a name of 256 characters", { name: long(256) }],
            ["a version of 1 character", { version: "1" }],
            ["a version of 100 characters", { version: long(100) }],
            ["an artifact URL of 152 characters", { artifact_url: url(152) }],
            ["an empty path", { path: "" }],
            ["a path of 512 characters", { path: long(512) }],
            ["a registry URL of 256 characters", { registry_url: url(256) }],
            ["an empty repository", { repository: "" }],
            ["a repository of 128 characters", { repository: long(128) }],
            ["status active", { status: "active" }],
            ["status eol", { status: "eol" }],
            ["status deleted", { status: "deleted" }],
            ["return_records off", { return_records: false }],
        ];
        for (const [what, changes] of accepted) {
            it(what, async () => {
                assert.equal((await postStorage(server, { ...storage(), ...changes })).status, 200);
            });
        }
    });

    describe("refuse with 422, name the field and change nothing:", () => {
        const refused: [what: string, body: unknown, field: string][] = [
            ["a string as body", '"text"', ""],
            ["an unknown property", { ...storage(), registryUrl: "https://ghcr.io" }, "registryUrl"],
            ["a property of the other write", { ...storage(), deployment_name: "x" }, "deployment_name"],
            ["a missing name", without(storage(), "name"), "name"],
            ["an empty name", storage({ name: "" }), "name"],
            ["a name of 257 characters", storage({ name: long(257) }), "name"],
            ["a missing digest", without(storage(), "digest"), "digest"],
            ["a digest without its algorithm", storage({ digest: "0".repeat(64) }), "digest"],
            ["a digest of 65 digits", storage({ digest: `${digestOf(1)}0` }), "digest"],
            ["an empty version", storage({ version: "" }), "version"],
            ["a version of 101 characters", storage({ version: long(101) }), "version"],
            ["a number as version", { ...storage(), version: 2 }, "version"],
            ["an artifact URL of 153 characters", storage({ artifact_url: url(153) }), "artifact_url"],
            ["an artifact URL over http", storage({ artifact_url: "http://ghcr.io/api" }), "artifact_url"],
            ["a path of 513 characters", storage({ path: long(513) }), "path"],
            ["a missing registry URL", without(storage(), "registry_url"), "registry_url"],
            ["a registry URL of 257 characters", storage({ registry_url: url(257) }), "registry_url"],
            ["a registry URL over http", storage({ registry_url: "http://ghcr.io" }), "registry_url"],
            ["a registry without a scheme", storage({ registry_url: "ghcr.io" }), "registry_url"],
            ["a repository of 129 characters", storage({ repository: long(129) }), "repository"],
            ["a repository of null", { ...storage(), repository: null }, "repository"],
            ["an unknown status", { ...storage(), status: "decommissioned" }, "status"],
            ["a repository on GitHub with its owner", storage({ github_repository: "acme/api" }), "github_repository"],
            [
                "a repository on GitHub of 101 characters",
                storage({ github_repository: long(101) }),
                "github_repository",
            ],
            ["a string as return_records", { ...storage(), return_records: "no" }, "return_records"],
        ];
        for (const [what, body, field] of refused) {
            it(what, async () => {
                const before = server.storageRecords();
                const answer = await postStorage(server, body);
                assert.equal(answer.status, 422);
                assert.deepEqual(
                    answer.body.errors.map((error) => error.field),
                    [field],
                );
                assert.deepEqual(server.storageRecords(), before);
            });
        }
    });
});

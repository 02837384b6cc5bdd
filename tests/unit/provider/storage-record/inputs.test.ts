import assert from "node:assert/strict";
import { parseStorageRecord } from "../../../../provider/storage-record/inputs";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage } from "../../../support/storage-records";

const given = { org: "acme", name: "ghcr.io/acme/api", digest: digestOf(1), registryUrl: "https://ghcr.io" };
const url = (length: number) => `https://${"a".repeat(length - "https://".length)}`;

const problems = (changes: Record<string, unknown>, owner?: string) =>
    (parseStorageRecord({ ...given, ...changes }, owner).problems ?? []).map(({ path, reason }) => `${path} ${reason}`);

describe("the arguments of a storage record", () => {
    it("are normalized: defaults are filled in, and null values are left out", () => {
        const nothing = {
            version: null,
            artifactUrl: undefined,
            status: null,
            removalStatus: null,
            __provider: "text",
        };
        assert.deepEqual(parseStorageRecord({ ...given, ...nothing }, undefined), {
            desired: desiredStorage(),
            problems: [],
        });
    });

    it("keep everything that is given, in a fixed order", () => {
        const all = {
            version: "1.4.2",
            artifactUrl: "https://ghcr.io/acme/api",
            path: "a/b",
            repository: "acme/api",
            status: "eol",
            githubRepository: "api",
            removalStatus: "deleted",
        } as const;
        const { desired } = parseStorageRecord({ ...all, ...given }, "other");
        assert.deepEqual(desired, desiredStorage(all));
        const reversed = Object.fromEntries(Object.entries({ ...all, ...given }).reverse());
        assert.equal(JSON.stringify(parseStorageRecord(reversed, "other").desired), JSON.stringify(desired));
    });

    for (const org of [undefined, null]) {
        it(`use the owner of the settings if org is ${org}, and require an org if there is none`, () => {
            assert.equal(parseStorageRecord({ ...given, org }, "settings-owner").desired?.org, "settings-owner");
            assert.match(problems({ org })[0] as string, /^org is missing, and there is no default: pass org, or run/);
        });
    }

    it("report all problems at once, each with its path", () => {
        const found = problems({ name: null, digest: "latest", registry_url: "x", status: "gone" });
        assert.deepEqual(found.map((problem) => problem.split(" ")[0]).sort(), [
            "digest",
            "name",
            "registry_url",
            "status",
        ]);
        assert.ok(found.includes('registry_url is not an argument here; did you mean "registryUrl"?'));
    });

    it("are valid while they are unknown", () => {
        const names = [
            "org",
            "name",
            "digest",
            "registryUrl",
            "version",
            "artifactUrl",
            "path",
            "repository",
            "status",
        ];
        const unknown = Object.fromEntries(
            [...names, "githubRepository", "removalStatus"].map((name) => [name, UNKNOWN]),
        );
        assert.deepEqual(parseStorageRecord(unknown, "acme"), { desired: unknown, problems: [] });
    });
});

describe("the rules of a storage record", () => {
    for (const [argument, takes, refuses] of [
        ["org", ["acme"], ["acme/api", ""]],
        ["name", ["🚀".repeat(256)], ["", "🚀".repeat(257), null]],
        ["digest", [digestOf(2)], ["latest", digestOf(10).toUpperCase(), null]],
        ["version", ["1", "v".repeat(100)], ["", "v".repeat(101)]],
        ["artifactUrl", [url(152)], ["", url(153), "http://ghcr.io", "ghcr.io"]],
        ["path", ["a", "/a b", "🚀".repeat(512)], ["", "🚀".repeat(513)]],
        ["registryUrl", [url(256)], ["", url(257), "http://ghcr.io", null]],
        ["repository", ["a", "acme/api", "🚀".repeat(128)], ["", "🚀".repeat(129)]],
        ["status", ["active", "eol", "deleted"], ["", "Active", "decommissioned"]],
        ["githubRepository", ["api"], ["", "acme/api"]],
        ["removalStatus", ["deleted", "eol"], ["", "active"]],
    ] as const) {
        for (const value of takes) {
            it(`allow the ${argument} ${value.slice(0, 20)} (${value.length})`, () =>
                assert.deepEqual(problems({ [argument]: value }), []));
        }
        for (const value of refuses) {
            it(`do not allow the ${argument} ${JSON.stringify(value).slice(0, 20)} (${String(value).length})`, () => {
                assert.deepEqual(
                    problems({ [argument]: value }).map((problem) => problem.split(" ")[0]),
                    [argument],
                );
            });
        }
    }
});

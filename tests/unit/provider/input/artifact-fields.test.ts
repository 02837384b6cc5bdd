import assert from "node:assert/strict";
import {
    artifactName,
    artifactVersion,
    digest,
    httpsUrl,
    organization,
    repositoryName,
} from "../../../../provider/input/artifact-fields";
import type { Field } from "../../../../provider/input/fields";

const hex = "0123456789abcdef".repeat(4);
const url = (length: number) => `https://${"a".repeat(length - "https://".length)}`;

interface Rule {
    readonly field: Field;
    readonly takes: readonly string[];
    readonly refuses: readonly unknown[];
}

const RULES: Readonly<Record<string, Rule>> = {
    "an organization": {
        field: organization,
        takes: ["a", "Acme-Corp_1", "0a", "a".repeat(100)],
        refuses: ["", "-a", "a/b", "a.b", "..", "a b", "a\n", "a".repeat(101)],
    },
    "an artifact's name": {
        field: artifactName,
        takes: ["a", "ghcr.io/acme/api", "a".repeat(256), "🚀".repeat(256)],
        refuses: ["", "a".repeat(257), "🚀".repeat(257), 5],
    },
    "an artifact's version": {
        field: artifactVersion,
        takes: ["1", "v".repeat(100), "🚀".repeat(100)],
        refuses: ["", "v".repeat(101), "🚀".repeat(101), 1.4],
    },
    "a digest": {
        field: digest,
        takes: [`sha256:${hex}`],
        refuses: ["", hex, `sha256:${hex.slice(1)}`, `sha256:${hex}0`, `sha256:${hex.toUpperCase()}`, `SHA256:${hex}`],
    },
    "a repository's name": {
        field: repositoryName,
        takes: ["a", "my.repo_1-x", "a".repeat(100)],
        refuses: ["", "acme/api", "a b", "é", "a".repeat(101)],
    },
    "an https URL of at most 152 characters": {
        field: httpsUrl(152),
        takes: ["https://ghcr.io", "https://ghcr.io/acme/api", url(152)],
        refuses: ["", url(153), "http://ghcr.io", "ghcr.io", "https://", "HTTPS://ghcr.io", "https://a b", 5],
    },
};

for (const [what, { field, takes, refuses }] of Object.entries(RULES)) {
    describe(what, () => {
        for (const value of takes) {
            it(`can be ${value.slice(0, 80)} (${value.length})`, () => assert.deepEqual(field(value), []));
        }
        for (const value of refuses) {
            it(`cannot be ${JSON.stringify(value).slice(0, 80)} (${String(value).length})`, () =>
                assert.equal(field(value).length, 1));
        }
    });
}

describe("the suggestion", () => {
    const suggested = (field: Field, value: string) =>
        /did you mean "(.*)"\?$/.exec(field(value)[0]?.reason ?? "")?.[1];

    for (const [what, field, value, meant] of [
        ["is the digest with its algorithm for a bare digest", digest, hex, `sha256:${hex}`],
        ["is lower case for a digest in upper case", digest, `sha256:${hex.toUpperCase()}`, `sha256:${hex}`],
        ["is the digest for an image reference", digest, `ghcr.io/acme/api@sha256:${hex}`, `sha256:${hex}`],
        ["is the digest without its surrounding spaces", digest, ` sha256:${hex}\n`, `sha256:${hex}`],
        ["does not exist for another algorithm", digest, `sha512:${hex}${hex}`, undefined],
        ["does not exist for a tag", digest, "latest", undefined],
        ["is the name without the owner for owner/name", repositoryName, "acme/api", "api"],
        ["is the name without the owner for a URL", repositoryName, "https://github.com/acme/api.git", "api"],
        ["is the name without the owner for owner/name and a slash", repositoryName, "acme/api/", "api"],
        ["does not exist for a name that is too long", repositoryName, "a".repeat(101), undefined],
        ["does not exist for a name with a space", repositoryName, "a b", undefined],
        ["is https for http", httpsUrl(152), "http://ghcr.io/acme", "https://ghcr.io/acme"],
        ["is https in lower case for upper case", httpsUrl(152), "HTTPS://ghcr.io", "https://ghcr.io"],
        ["is https for another scheme", httpsUrl(152), "oci://ghcr.io", "https://ghcr.io"],
        ["is https for a URL without a scheme", httpsUrl(152), "ghcr.io/acme", "https://ghcr.io/acme"],
        ["does not exist for text that is not a URL", httpsUrl(152), "not a URL", undefined],
        ["does not exist if the URL would be too long", httpsUrl(15), "ghcr.io/acme", undefined],
    ] as const) {
        it(what, () => assert.equal(suggested(field, value), meant));
    }
});

describe("a refused URL", () => {
    it("is quoted with the rule", () => {
        assert.deepEqual(httpsUrl(152)("not a URL"), [
            {
                path: "",
                reason: 'is "not a URL", but must be a URL that starts with https:// and has at most 152 characters',
                discreet:
                    "is a secret that is not shown here, but must be a URL that starts with https:// and has at most 152 characters",
            },
        ]);
    });
});

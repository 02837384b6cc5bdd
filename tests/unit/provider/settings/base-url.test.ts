import assert from "node:assert/strict";
import { signInHost } from "../../../../provider/settings/base-url";
import { readSettings } from "../../../../provider/settings/settings";
import { stackWith } from "../../../support/places";
import { settingsWith } from "../../../support/settings";

const fromConfig = (baseUrl: string) => readSettings(stackWith({ "github-artifacts:baseUrl": baseUrl }), {});
const fromEnvironment = (baseUrl: string) => readSettings([], { GITHUB_BASE_URL: baseUrl });

const GITHUB = "https://api.github.com";
const GHE = "https://api.acme.ghe.com";

describe("a base URL", () => {
    for (const [given, baseUrl] of [
        [GITHUB, GITHUB],
        ["https://api.github.com/", GITHUB],
        ["https://github.com/", GITHUB],
        ["https://GitHub.com", GITHUB],
        ["https://www.github.com", GITHUB],
        ["https://api.github.com/api/v3", GITHUB],
        ["https://api.github.com/graphql", GITHUB],
        ["https://github.com/api/graphql/", GITHUB],
        ["https://github.com/api//", GITHUB],
        ["https://acme.ghe.com/", GHE],
        ["https://api.acme.ghe.com", GHE],
        ["https://acme.ghe.com/api/v3/", GHE],
        ["https://api.acme.ghe.com/api", GHE],
        ["https://proxy.test:8443/github//", "https://proxy.test:8443/github"],
        ["https://github.acme.com/api/v3/", "https://github.acme.com/api/v3"],
        ["http://localhost:3000", "http://localhost:3000"],
        ["http://127.0.0.1:3000/", "http://127.0.0.1:3000"],
        ["http://127.1.2.3", "http://127.1.2.3"],
        ["http://[::1]:3000", "http://[::1]:3000"],
    ] as const) {
        it(`can be ${given}, and becomes ${baseUrl}`, () => {
            const baseUrlIn = "the stack configuration github-artifacts:baseUrl";
            assert.deepEqual(fromConfig(given), settingsWith({ baseUrl, baseUrlIn }));
            const settings = settingsWith({ baseUrl, baseUrlIn: "GITHUB_BASE_URL" });
            assert.deepEqual(fromEnvironment(`${given}\n`), settings);
        });
    }

    for (const [given, path] of [
        ["https://github.com/acme", "/acme"],
        ["https://api.github.com/repos/acme/api", "/repos/acme/api"],
        ["https://acme.ghe.com/api/v4", "/api/v4"],
        ["https://www.github.com/v3/", "/v3/"],
        ["https://api.github.com//api/v3", "//api/v3"],
    ] as const) {
        it(`cannot be ${given}, because those APIs have no path`, () => {
            assert.deepEqual(fromEnvironment(given).problems, [
                `GITHUB_BASE_URL is "${given}": the APIs of github.com and GHE.com have no path; leave out ${path}`,
            ]);
        });
    }

    for (const given of [
        "http://api.github.com",
        "http://localhost.evil.test",
        "http://127.0.0.1.evil.test",
        "http://10.0.0.1",
        "http://[::2]",
        "ftp://localhost",
        "file:///etc/passwd",
        "localhost:3000",
    ]) {
        it(`cannot be ${given}, because a token must not be sent unencrypted`, () => {
            const { problems, baseUrl } = fromConfig(given);
            assert.deepEqual(problems, [
                `the stack configuration github-artifacts:baseUrl is "${given}": a token must not be sent unencrypted; ` +
                    "use https:// (http is allowed only for this machine: 127.0.0.1, [::1], localhost)",
            ]);
            assert.equal(baseUrl, GITHUB);
        });
    }

    for (const given of ["api.github.com", "https://", "http://127.0.0.256"]) {
        it(`cannot be ${given}, because that is not a URL`, () => {
            assert.deepEqual(fromEnvironment(given).problems, [
                `GITHUB_BASE_URL is "${given}", but must be a URL such as https://api.github.com`,
            ]);
        });
    }

    for (const given of [
        "https://hush@api.github.com",
        "https://me:hush@api.github.com",
        "https://:hush@api.github.com",
        "http://me:hush@api.github.com",
        "me:hush@api.github.com",
        "https://me:hush@no host",
        "https://api.github.com?access_token=hush",
        "http://api.github.com/#hush",
    ]) {
        it(`cannot contain a password or query, and is then not quoted: ${given}`, () => {
            for (const [baseUrlIn, settings] of [
                ["the stack configuration github-artifacts:baseUrl", fromConfig(given)],
                ["GITHUB_BASE_URL", fromEnvironment(given)],
            ] as const) {
                const problems = [
                    `${baseUrlIn} contains a password or a query (one of @ ? #), which a base URL must not have`,
                ];
                assert.deepEqual(settings, settingsWith({ baseUrlIn, problems }));
            }
        });
    }
});

describe("the host for the sign-in", () => {
    for (const [baseUrl, host] of [
        [GITHUB, "github.com"],
        [GHE, "acme.ghe.com"],
        ["https://proxy.test:8443/github", "proxy.test"],
        ["http://127.0.0.1:3000", "127.0.0.1"],
    ] as const) {
        it(`is ${host} for ${baseUrl}`, () => assert.equal(signInHost(baseUrl), host));
    }
});

import assert from "node:assert/strict";
import { readSettings } from "../../../provider/settings";

const fromConfig = (baseUrl: string) => readSettings((key) => (key === "baseUrl" ? baseUrl : undefined), {});
const fromEnvironment = (baseUrl: string) => readSettings(() => undefined, { GITHUB_BASE_URL: baseUrl });

describe("a base URL", () => {
    for (const [given, baseUrl] of [
        ["https://api.github.com", "https://api.github.com"],
        ["https://api.github.com/", "https://api.github.com"],
        ["https://github.com/", "https://api.github.com"],
        ["https://GitHub.com", "https://api.github.com"],
        ["https://acme.ghe.com/", "https://api.acme.ghe.com"],
        ["https://api.acme.ghe.com", "https://api.acme.ghe.com"],
        ["https://proxy.test:8443/github//", "https://proxy.test:8443/github"],
        ["http://localhost:3000", "http://localhost:3000"],
        ["http://127.0.0.1:3000/", "http://127.0.0.1:3000"],
        ["http://127.1.2.3", "http://127.1.2.3"],
        ["http://[::1]:3000", "http://[::1]:3000"],
    ] as const) {
        it(`may be ${given}, and is ${baseUrl}`, () => {
            for (const settings of [fromConfig(given), fromEnvironment(given)]) {
                assert.deepEqual(settings, { baseUrl, problems: [] });
            }
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
        it(`must not be ${given}: a token must not travel in the clear`, () => {
            const { problems, baseUrl } = fromConfig(given);
            assert.deepEqual(problems, [
                `github:baseUrl is "${given}": a token must not travel in the clear; use https:// (plain http only ` +
                    "reaches this machine: 127.0.0.1, [::1], localhost)",
            ]);
            assert.equal(baseUrl, "https://api.github.com");
        });
    }

    for (const given of ["api.github.com", "https://", "http://127.0.0.256"]) {
        it(`must not be ${given}: it is no URL`, () => {
            assert.deepEqual(fromEnvironment(given).problems, [
                `GITHUB_BASE_URL is "${given}", must be a URL such as https://api.github.com`,
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
        it(`must not hold a password or query as ${given} does, which is not quoted`, () => {
            for (const [source, settings] of [
                ["github:baseUrl", fromConfig(given)],
                ["GITHUB_BASE_URL", fromEnvironment(given)],
            ] as const) {
                assert.deepEqual(settings, {
                    baseUrl: "https://api.github.com",
                    problems: [`${source} holds a password or a query (one of @ ? #); a base URL has none`],
                });
            }
        });
    }
});

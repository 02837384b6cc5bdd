import assert from "node:assert/strict";
import { readSettings } from "../../../../provider/settings/settings";
import { providerWith, stackWith } from "../../../support/places";
import { settingsWith } from "../../../support/settings";

type Values = Readonly<Record<string, string | undefined>>;

const read = (config: Values, environment: Values = {}) => readSettings(stackWith(config), environment, assert.fail);

describe("settings", () => {
    it("are those of github.com if nothing is set", () => {
        assert.deepEqual(readSettings([], {}), settingsWith());
        assert.deepEqual(read({}), settingsWith());
    });

    it("each come from the first place that has them", () => {
        const { owner, baseUrl, baseUrlIn, credential } = read(
            { "github-artifacts:owner": "acme", "github:owner": "other", "github:baseUrl": "https://a.ghe.com" },
            { GITHUB_BASE_URL: "https://b.ghe.com", GITHUB_TOKEN: "hush" },
        );
        assert.deepEqual([owner, baseUrl, credential?.source], ["acme", "https://api.a.ghe.com", "GITHUB_TOKEN"]);
        assert.equal(baseUrlIn, "the stack configuration github:baseUrl");
    });

    it("report an invalid proxy variable without quoting it", () => {
        const proxies = { HTTPS_PROXY: "socks5://hush@proxy.test", http_proxy: "http://proxy.test/hush" };
        const { problems } = read({}, proxies);
        assert.match(
            problems.join("\n"),
            /^http_proxy is not the URL of a proxy.*\nHTTPS_PROXY is not the URL of a proxy/,
        );
        assert.ok(!problems.join().includes("hush"));
    });

    it("ignore a base URL that another one overrides", () => {
        const config = { "github-artifacts:baseUrl": "https://c.test", "github:baseUrl": "nonsense" };
        assert.deepEqual(read(config, { GITHUB_BASE_URL: "nonsense" }).problems, []);
    });

    it("report all of their problems", () => {
        const { problems } = read({
            "github-artifacts:baseUrl": "nonsense",
            "github-artifacts:token": "hush hush",
            "github-artifacts:verify": "yes",
            "github-artifacts:maxWait": "soon",
        });
        assert.deepEqual(
            problems.map((problem) => problem.split(/ (is|contains) /, 1)[0]),
            ["baseUrl", "token", "verify", "maxWait"].map((key) => `the stack configuration github-artifacts:${key}`),
        );
    });
});

describe("verify", () => {
    for (const [given, expected] of [
        ["true", true],
        ["false", false],
        [" true\n", true],
        ["", false],
    ] as const) {
        it(`is ${expected} for ${JSON.stringify(given)}`, () => {
            assert.deepEqual(read({ "github-artifacts:verify": given }), settingsWith({ verify: expected }));
        });
    }

    for (const given of ["True", "yes", "1"]) {
        it(`cannot be ${given}`, () => {
            const problems = [`the provider's argument verify is "${given}", but must be true or false`];
            assert.deepEqual(readSettings(providerWith({ verify: given }), {}), settingsWith({ problems }));
        });
    }

    it("is not a setting of Pulumi's GitHub provider or of the environment", () => {
        const config = { "github:verify": "true", "github:maxWait": "1s" };
        assert.deepEqual(read(config, { GITHUB_VERIFY: "true", undefined: "true" }), settingsWith());
    });
});

describe("maxWait", () => {
    it("is returned in seconds", () => {
        assert.deepEqual(read({ "github-artifacts:maxWait": "1m30s" }), settingsWith({ maxWait: 90 }));
        assert.deepEqual(readSettings(providerWith({ maxWait: "0s" }), {}), settingsWith({ maxWait: 0 }));
    });

    it("must be a duration of at most 24 hours", () => {
        const problems = [
            'the stack configuration github-artifacts:maxWait is "25h", but must be a duration such as "90s", "15m" or "1h", at ' +
                'most "24h"',
        ];
        assert.deepEqual(read({ "github-artifacts:maxWait": "25h" }), settingsWith({ problems }));
    });
});

import assert from "node:assert/strict";
import {
    configurationProblems,
    inPluginTerms,
    isAnotherApi,
    toConfiguration,
} from "../../../../provider/plugin/configuration";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { appKey } from "../../../support/app-key";

const app = { id: "1", installationId: "2", pemFile: appKey };

describe("a provider's configuration", () => {
    it("is looked up by the names that the core knows", () => {
        const { get } = toConfiguration({ token: "t", owner: "acme" });
        assert.equal(get("github:token"), "t");
        assert.equal(get("github:owner"), "acme");
        assert.equal(get("github:baseUrl"), undefined);
    });

    it("hands an app on as JSON, whether it came as an object or as JSON", () => {
        assert.deepEqual(JSON.parse(String(toConfiguration({ appAuth: app }).get("github:appAuth"))), app);
        assert.equal(toConfiguration({ appAuth: '{"id":"1"}' }).get("github:appAuth"), '{"id":"1"}');
    });

    it("has no value that is null or not known yet", () => {
        const { get } = toConfiguration({ token: UNKNOWN, owner: null, baseUrl: undefined });
        for (const key of ["token", "owner", "baseUrl"]) assert.equal(get(`github:${key}`), undefined);
    });
});

describe("the problems of a provider's configuration", () => {
    for (const [what, values] of [
        ["nothing", {}],
        ["a token", { token: "ghp_1", owner: "acme", baseUrl: "https://acme.ghe.com" }],
        ["an app as an object", { appAuth: app }],
        ["an app as JSON of many lines", { appAuth: JSON.stringify(app, undefined, 4) }],
        ["what is not known yet", { token: UNKNOWN, appAuth: UNKNOWN, baseUrl: UNKNOWN, owner: null }],
        ["what the engine adds", { version: "1.2.3", pluginDownloadURL: "https://a.test", __internal: {} }],
    ] as const) {
        it(`are none for ${what}`, () => assert.deepEqual(configurationProblems(values), []));
    }

    for (const [values, problem] of [
        [{ tokn: "x" }, 'tokn is not an argument here; did you mean "token"?'],
        [{ token: ["hush"] }, "token is not a text"],
        [{ owner: 5, baseUrl: { hush: 1 } }, "owner is not a text\nbaseUrl is not a text"],
        [{ appAuth: [{ pemFile: "hush" }] }, "appAuth is neither an object nor JSON"],
        [
            { token: "hush hush" },
            "the provider's configuration github-artifacts:token holds a space, a line break or another character that " +
                "no token has",
        ],
        [
            { appAuth: { id: "1", pemFile: "hush" } },
            "the provider's configuration github-artifacts:appAuth: installationId missing; an app needs id, " +
                "installationId, pemFile",
        ],
        [
            { appAuth: "hush" },
            "the provider's configuration github-artifacts:appAuth: id, installationId, pemFile missing; an app needs " +
                "id, installationId, pemFile",
        ],
        [
            { appAuth: { ...app, pemFile: "hush" } },
            "the provider's configuration github-artifacts:appAuth: pemFile must hold the whole text of the app's " +
                "private key (PEM), not its file's name",
        ],
        [
            { baseUrl: "https://me:hush@acme.ghe.com" },
            "github-artifacts:baseUrl holds a password or a query (one of @ ? #); a base URL has none",
        ],
    ] as const) {
        it(`are told in the plugin's terms, and quote no credential: ${problem.slice(0, 60)}`, () => {
            assert.equal(configurationProblems(values).join("\n"), problem);
            assert.ok(!problem.includes("hush"));
        });
    }
});

describe("a provider for another API", () => {
    for (const [before, after, isAnother] of [
        ["https://api.github.com", "https://acme.ghe.com", true],
        ["https://acme.ghe.com", "https://api.acme.ghe.com/", false],
        ["https://github.com", "https://api.github.com", false],
        // The environment may name the other one: that is not known here.
        [undefined, "https://acme.ghe.com", false],
        ["https://acme.ghe.com", undefined, false],
        ["https://acme.ghe.com", UNKNOWN, false],
        [undefined, undefined, false],
    ] as const) {
        it(`is ${isAnother ? "one" : "none"} from ${before} to ${after}`, () => {
            assert.equal(isAnotherApi({ baseUrl: before, token: "a" }, { baseUrl: after, token: "b" }), isAnother);
        });
    }
});

describe("a message of the core", () => {
    it("names the settings as a plugin's configuration does, and nothing else otherwise", () => {
        const message =
            "github:token github:owner github:baseUrl github:appAuth github:tokens mygithub:token github:other";
        assert.equal(
            inPluginTerms(message),
            "github-artifacts:token github-artifacts:owner github-artifacts:baseUrl github-artifacts:appAuth github:tokens " +
                "mygithub:token github:other",
        );
        assert.equal(
            inPluginTerms("the token from the stack configuration github:token is not valid"),
            "the token from the provider's configuration github-artifacts:token is not valid",
        );
    });
});

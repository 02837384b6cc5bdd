import assert from "node:assert/strict";
import { configurationProblems, isAnotherApi, toPlace } from "../../../../provider/plugin/configuration";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { appKey } from "../../../support/app-key";

const app = { id: "1", installationId: "2", pemFile: appKey };

describe("a provider's configuration", () => {
    it("is looked up by the names of its arguments", () => {
        const place = toPlace({ token: "t", owner: "acme" });
        assert.deepEqual([place.get("token"), place.nameOf("token")], ["t", "the provider's argument token"]);
        assert.equal(place.get("owner"), "acme");
        assert.equal(place.get("baseUrl"), undefined);
    });

    it("passes a value that is not text on as text, whether it came as is or as JSON", () => {
        for (const verify of [true, "true"]) assert.equal(toPlace({ verify }).get("verify"), "true");
    });

    it("passes an app on as JSON, whether it came as an object or as JSON", () => {
        assert.deepEqual(JSON.parse(String(toPlace({ appAuth: app }).get("appAuth"))), app);
        assert.equal(toPlace({ appAuth: '{"id":"1"}' }).get("appAuth"), '{"id":"1"}');
    });

    it("has no value for an argument that is null or unknown", () => {
        const { get } = toPlace({
            token: UNKNOWN,
            owner: null,
            baseUrl: undefined,
            appAuth: { ...app, pemFile: UNKNOWN },
        });
        for (const key of ["token", "owner", "baseUrl", "appAuth"] as const) assert.equal(get(key), undefined);
    });
});

describe("the problems of a provider's configuration", () => {
    for (const [what, values] of [
        ["nothing", {}],
        ["a token", { token: "ghp_1", owner: "acme", baseUrl: "https://acme.ghe.com" }],
        ["an app as an object", { appAuth: app }],
        ["an app as JSON of many lines", { appAuth: JSON.stringify(app, undefined, 4) }],
        ["an app with other parts that may come from the environment", { appAuth: { id: "1" } }],
        ["an app with an unknown key", { appAuth: { ...app, pemFile: UNKNOWN } }],
        ["verify and maxWait", { verify: true, maxWait: "1h" }],
        ["verify and maxWait as JSON", { verify: "false", maxWait: "0s" }],
        ["unknown values", { token: UNKNOWN, appAuth: UNKNOWN, baseUrl: UNKNOWN, owner: null }],
        ["what the engine adds", { version: "1.2.3", pluginDownloadURL: "https://a.test", __internal: {} }],
    ] as const) {
        it(`are none for ${what}`, () => assert.deepEqual(configurationProblems(values), []));
    }

    for (const [values, problem] of [
        [{ tokn: "x" }, 'tokn is not an argument here; did you mean "token"?'],
        [{ token: ["hush"] }, "token must be text"],
        [{ owner: 5, baseUrl: { hush: 1 } }, "owner must be text\nbaseUrl must be text"],
        [{ appAuth: [{ pemFile: "hush" }] }, "appAuth must be an object or JSON"],
        [
            { token: "hush hush" },
            "the provider's argument token contains a space, a line break or another character that no token has",
        ],
        [
            { appAuth: "hush" },
            "the provider's argument appAuth must be an object with id, installationId and pemFile as text, or that object as JSON",
        ],
        [
            { appAuth: { ...app, pemFile: "hush" } },
            "the app's key in the provider's argument appAuth is not a private key. It must be the RSA private key that GitHub " +
                "generated for the app: the text of its file (PEM, also in base64), or the path of the file, which starts with / or ./",
        ],
        [
            { baseUrl: "https://me:hush@acme.ghe.com" },
            "the provider's argument baseUrl contains a password or a query (one of @ ? #), which a base URL must not have",
        ],
        [{ verify: 1 }, "verify must be true or false"],
        [{ verify: "1" }, 'the provider\'s argument verify is "1", but must be true or false'],
        [{ maxWait: 900 }, "maxWait must be text"],
        [
            { maxWait: "900" },
            'the provider\'s argument maxWait is "900", but must be a duration such as "90s", "15m" or "1h", at most "24h"',
        ],
    ] as const) {
        it(`use the plugin's terms and quote no credential: ${problem.slice(0, 60)}`, () => {
            assert.equal(configurationProblems(values).join("\n"), problem);
            assert.ok(!problem.includes("hush"));
        });
    }
});

describe("an app's key in a provider's configuration", () => {
    it("can be in a file", () => {
        const files: string[] = [];
        const readText = (path: string): string => {
            files.push(path);
            return appKey;
        };
        assert.deepEqual(configurationProblems({ appAuth: { ...app, pemFile: "~/app.pem" } }, readText), []);
        assert.deepEqual(files, ["~/app.pem"]);
    });
});

describe("a provider for another API", () => {
    for (const [before, after, isAnother] of [
        ["https://api.github.com", "https://acme.ghe.com", true],
        ["https://acme.ghe.com", "https://api.acme.ghe.com/", false],
        ["https://github.com", "https://api.github.com", false],
        // The environment may set the other one, which is unknown here.
        [undefined, "https://acme.ghe.com", false],
        ["https://acme.ghe.com", undefined, false],
        ["https://acme.ghe.com", UNKNOWN, false],
        [undefined, undefined, false],
    ] as const) {
        it(`${isAnother ? "is" : "is not"} found from ${before} to ${after}`, () => {
            assert.equal(isAnotherApi({ baseUrl: before, token: "a" }, { baseUrl: after, token: "b" }), isAnother);
        });
    }
});

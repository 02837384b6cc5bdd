import assert from "node:assert/strict";
import { readSettings } from "../../../../provider/settings/settings";
import { appKey } from "../../../support/app-key";
import { providerWith, stackWith } from "../../../support/places";

type Values = Readonly<Record<string, string | undefined>>;

const read = (config: Values, environment: Values = {}) => readSettings(stackWith(config), environment, assert.fail);
const json = JSON.stringify;

/** An app with ids that say where it was set. */
const app = (place: string) => ({ id: `${place}-app`, installationId: `${place}-installation`, pemFile: appKey });
const appVariables = {
    GITHUB_APP_ID: "e-app",
    GITHUB_APP_INSTALLATION_ID: "e-installation",
    GITHUB_APP_PEM_FILE: appKey,
};
const VARIABLES = "GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE";

const OWN_TOKEN = "the stack configuration github-artifacts:token";
const OWN_APP = "the stack configuration github-artifacts:appAuth";
const TOKEN = "the stack configuration github:token";
const APP = "the stack configuration github:appAuth";

const own = { "github-artifacts:token": "one", "github-artifacts:appAuth": json(app("one")) };
const shared = { "github:token": "two", "github:appAuth": json(app("two")) };
const variables = { GITHUB_TOKEN: "three", ...appVariables };

/** The app's id, or the token. */
const usedOf = (config: Values, environment: Values = {}) => {
    const { credential } = read(config, environment);
    return credential?.kind === "app" ? credential.id : credential?.token;
};

describe("the credential", () => {
    for (const [what, config, environment, value, source, aside] of [
        [
            "the app of the first place, which is preferred to its token",
            { ...own, ...shared },
            variables,
            "one-app",
            OWN_APP,
            [OWN_TOKEN, TOKEN, "GITHUB_TOKEN", APP, VARIABLES],
        ],
        [
            "the token of the first place, which is preferred to an app of the next place",
            { "github-artifacts:token": "one", ...shared },
            variables,
            "one",
            OWN_TOKEN,
            [APP, TOKEN, "GITHUB_TOKEN", VARIABLES],
        ],
        ["the app of the second place", shared, variables, "two-app", APP, [TOKEN, "GITHUB_TOKEN", VARIABLES]],
        [
            "the token of the second place",
            { "github:token": "two" },
            variables,
            "two",
            TOKEN,
            [VARIABLES, "GITHUB_TOKEN"],
        ],
        [
            "the app of the environment, which is preferred to its token",
            {},
            variables,
            "e-app",
            VARIABLES,
            ["GITHUB_TOKEN"],
        ],
        ["the token of the environment", {}, { GITHUB_TOKEN: "three" }, "three", "GITHUB_TOKEN", []],
        [
            "the token of the environment if everything else is empty",
            { "github-artifacts:token": "", "github:appAuth": " " },
            { GITHUB_TOKEN: "three\n", GITHUB_APP_ID: "", GITHUB_APP_PEM_FILE: "\n" },
            "three",
            "GITHUB_TOKEN",
            [],
        ],
        [
            "the token of the environment if the app there is incomplete",
            {},
            { GITHUB_TOKEN: "three", GITHUB_APP_ID: "e-app", GITHUB_APP_INSTALLATION_ID: "e" },
            "three",
            "GITHUB_TOKEN",
            ["GITHUB_APP_ID and GITHUB_APP_INSTALLATION_ID (incomplete: GITHUB_APP_PEM_FILE is missing)"],
        ],
        [
            "the token of the configuration if the app in the environment is incomplete",
            { "github:token": "two" },
            { GITHUB_APP_ID: "e-app" },
            "two",
            TOKEN,
            ["GITHUB_APP_ID (incomplete: GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE are missing)"],
        ],
        [
            "the token of the first place if the app in the next place is not an object",
            { "github-artifacts:token": "one", "github:appAuth": "id=1" },
            {},
            "one",
            OWN_TOKEN,
            [`${APP} (not an object)`],
        ],
        ["missing if none is set", {}, {}, undefined, undefined, []],
    ] as const) {
        it(`is ${what}`, () => {
            const { credential, unused, problems } = read(config, environment);
            assert.deepEqual([usedOf(config, environment), credential?.source], [value, source]);
            assert.deepEqual([unused, problems], [aside, []]);
        });
    }

    for (const token of ["hush hush", "hush\nhush", "hush…"]) {
        it(`is refused, but not quoted, as the token ${json(token)}, which no header can contain`, () => {
            const { problems, credential } = read({}, { GITHUB_TOKEN: token });
            assert.equal(credential, undefined);
            assert.deepEqual(problems, [
                "GITHUB_TOKEN contains a space, a line break or another character that no token has",
            ]);
        });
    }

    it("is not taken from a later place if that of the first place is unusable", () => {
        const { credential, problems } = read({ "github:token": "hush hush" }, { GITHUB_TOKEN: "three" });
        assert.equal(credential, undefined);
        assert.equal(problems.length, 1);
    });
});

describe("a credential in a provider's arguments", () => {
    it("is marked as kept in the state", () => {
        const token = readSettings(providerWith({ token: "one" }), variables).credential;
        assert.deepEqual(token, { kind: "token", token: "one", source: "the provider's argument token", isKept: true });
        const { credential } = readSettings(providerWith({ appAuth: json(app("one")) }), {});
        assert.deepEqual([credential?.source, credential?.isKept], ["the provider's argument appAuth", true]);
    });

    it("is not marked as kept if the key comes from the environment", () => {
        const { credential } = readSettings(providerWith({ appAuth: '{"id":"1"}' }), appVariables);
        assert.deepEqual(credential, {
            kind: "app",
            id: "1",
            installationId: "e-installation",
            privateKey: appKey,
            source: "the provider's argument appAuth, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE",
        });
    });
});

import assert from "node:assert/strict";
import { readSettings } from "../../../provider/settings";
import { appKey } from "../../support/app-key";

type Values = Readonly<Record<string, string | undefined>>;

const read = (config: Values, environment: Values = {}) => readSettings((key) => config[key], environment);

const PEM = appKey;
const BROKEN = "-----BEGIN RSA PRIVATE KEY-----\nhush\n-----END RSA PRIVATE KEY-----\n";
const appAuth = JSON.stringify({ id: "c-app", installationId: "c-installation", pemFile: PEM });
const appEnvironment = {
    GITHUB_APP_ID: "e-app",
    GITHUB_APP_INSTALLATION_ID: "e-installation",
    GITHUB_APP_PEM_FILE: PEM,
};

describe("settings", () => {
    it("are those of github.com where nothing is set", () => {
        assert.deepEqual(read({}), { baseUrl: "https://api.github.com", problems: [] });
    });

    for (const [what, config, environment, expected] of [
        ["the configuration", { owner: "c" }, { GITHUB_OWNER: "e" }, "c"],
        ["the environment", {}, { GITHUB_OWNER: "e" }, "e"],
        ["the environment, where the configuration is empty", { owner: "" }, { GITHUB_OWNER: "e" }, "e"],
        ["nothing", {}, { GITHUB_OWNER: "" }, undefined],
    ] as const) {
        it(`take the owner from ${what}`, () => assert.equal(read(config, environment).owner, expected));
    }

    for (const [what, config, environment, expected] of [
        ["the configuration", { baseUrl: "https://c.test" }, { GITHUB_BASE_URL: "https://e.test" }, "https://c.test"],
        ["the environment", {}, { GITHUB_BASE_URL: "https://e.test" }, "https://e.test"],
        ["github.com, where both are empty", { baseUrl: "" }, { GITHUB_BASE_URL: "" }, "https://api.github.com"],
    ] as const) {
        it(`take the base URL from ${what}`, () => assert.equal(read(config, environment).baseUrl, expected));
    }

    for (const token of ["hush hush", "hush\nhush", "hush…"]) {
        it(`refuse the token ${JSON.stringify(token)}, which no header can carry, without quoting it`, () => {
            const { problems, credential } = read({}, { GITHUB_TOKEN: token });
            assert.equal(credential, undefined);
            assert.match(problems.join(), /^GITHUB_TOKEN holds a space, a line break or another character/);
            assert.ok(!problems.join().includes("hush"));
        });
    }

    it("take a token without the line break that came with it from a file", () => {
        assert.deepEqual(read({}, { GITHUB_TOKEN: "e-token\n" }).credential, {
            kind: "token",
            token: "e-token",
            source: "GITHUB_TOKEN",
        });
    });

    it("tell of a variable for a proxy that cannot be one, without quoting it", () => {
        const { problems } = read(
            {},
            { HTTPS_PROXY: "socks5://hush@proxy.test", http_proxy: "http://proxy.test/hush" },
        );
        assert.match(
            problems.join("\n"),
            /^http_proxy is not the URL of a proxy.*\nHTTPS_PROXY is not the URL of a proxy/,
        );
        assert.ok(!problems.join().includes("hush"));
    });

    it("do not look at a base URL of the environment that the configuration overrules", () => {
        assert.deepEqual(read({ baseUrl: "https://c.test" }, { GITHUB_BASE_URL: "nonsense" }).problems, []);
    });
});

describe("the credential", () => {
    const everything = { GITHUB_TOKEN: "e-token", ...appEnvironment };

    for (const [what, config, environment, expected] of [
        [
            "a token of the configuration, first of all",
            { token: "c-token", appAuth },
            everything,
            { kind: "token", token: "c-token", source: "the stack configuration github:token" },
        ],
        [
            "then an app of the configuration",
            { appAuth },
            everything,
            {
                kind: "app",
                id: "c-app",
                installationId: "c-installation",
                privateKey: PEM,
                source: "the stack configuration github:appAuth",
            },
        ],
        [
            "then a token of the environment",
            { token: "", appAuth: "" },
            everything,
            { kind: "token", token: "e-token", source: "GITHUB_TOKEN" },
        ],
        [
            "then an app of the environment",
            {},
            { ...appEnvironment, GITHUB_TOKEN: "" },
            {
                kind: "app",
                id: "e-app",
                installationId: "e-installation",
                privateKey: PEM,
                source: "GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE",
            },
        ],
        ["nothing, where nothing is set", {}, {}, undefined],
    ] as const) {
        it(`is ${what}`, () => {
            const settings = read(config, environment);
            assert.deepEqual(settings.credential, expected);
            assert.deepEqual(settings.problems, []);
        });
    }

    it("may be an app whose key has its line ends written out, and whose ids are numbers", () => {
        const written = JSON.stringify({ id: 12, installationId: 34, pemFile: PEM.replaceAll("\n", "\\n") });
        for (const settings of [
            read({ appAuth: written }),
            read({}, { ...appEnvironment, GITHUB_APP_PEM_FILE: PEM.replaceAll("\n", "\\n") }),
        ]) {
            assert.equal(settings.credential?.kind === "app" && settings.credential.privateKey, PEM);
        }
        const { credential } = read({ appAuth: written });
        assert.deepEqual(credential?.kind === "app" && [credential.id, credential.installationId], ["12", "34"]);
    });
});

describe("an app that cannot be used", () => {
    const NEEDED = "an app needs id, installationId, pemFile";
    const WHOLE = "pemFile must hold the whole text of the app's private key (PEM), not its file's name";
    const IN_CONFIG = "the stack configuration github:appAuth";
    const IN_ENVIRONMENT = "GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE";

    for (const [what, config, environment, problem] of [
        [
            "without an id",
            { appAuth: JSON.stringify({ installationId: "2", pemFile: PEM }) },
            {},
            `id missing; ${NEEDED}`,
        ],
        ["that is not JSON", { appAuth: "id=1" }, {}, `id, installationId, pemFile missing; ${NEEDED}`],
        ["that is null", { appAuth: "null" }, {}, `id, installationId, pemFile missing; ${NEEDED}`],
        ["that is text", { appAuth: '"hush"' }, {}, `id, installationId, pemFile missing; ${NEEDED}`],
        ["with an id alone", {}, { GITHUB_APP_ID: "1" }, `installationId, pemFile missing; ${NEEDED}`],
        ["with an installation alone", {}, { GITHUB_APP_INSTALLATION_ID: "1" }, `id, pemFile missing; ${NEEDED}`],
        ["with a key alone", {}, { GITHUB_APP_PEM_FILE: PEM }, `id, installationId missing; ${NEEDED}`],
        ["with the name of a key's file", {}, { ...appEnvironment, GITHUB_APP_PEM_FILE: "/keys/hush.pem" }, WHOLE],
        ["with a broken key", {}, { ...appEnvironment, GITHUB_APP_PEM_FILE: BROKEN }, WHOLE],
    ] as const) {
        it(`is one ${what}`, () => {
            const settings = read(config, environment);
            const source = "appAuth" in config ? IN_CONFIG : IN_ENVIRONMENT;
            assert.deepEqual(settings.problems, [`${source}: ${problem}`]);
            assert.equal(settings.credential, undefined);
        });
    }

    it("is not looked at where a token comes first", () => {
        assert.deepEqual(read({ token: "c-token", appAuth: "id=1" }).problems, []);
        assert.deepEqual(read({}, { GITHUB_TOKEN: "e-token", GITHUB_APP_ID: "1" }).problems, []);
    });
});

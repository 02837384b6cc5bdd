import assert from "node:assert/strict";
import { readSettings } from "../../../../provider/settings/settings";
import { appKey } from "../../../support/app-key";
import { stackWith } from "../../../support/places";

type Values = Readonly<Record<string, string | undefined>>;

const read = (config: Values, environment: Values = {}) =>
    readSettings(stackWith(config), environment, () => assert.fail("no file"));
const json = JSON.stringify;

const APP = "the stack configuration github-artifacts:appAuth";
const SHARED = "the stack configuration github:appAuth";

describe("an app with parts from several places", () => {
    for (const [what, config, environment, ids, source, unused] of [
        [
            "with its key in the environment",
            { "github-artifacts:appAuth": json({ id: 12, installationId: 34 }) },
            { GITHUB_APP_PEM_FILE: appKey },
            ["12", "34"],
            `${APP} and GITHUB_APP_PEM_FILE`,
            [],
        ],
        [
            "with parts in each place",
            {
                "github-artifacts:appAuth": json({ installationId: "34" }),
                "github:appAuth": json({ id: "12", installationId: "0" }),
            },
            { GITHUB_APP_ID: "0", GITHUB_APP_PEM_FILE: appKey },
            ["12", "34"],
            `${SHARED}, ${APP} and GITHUB_APP_PEM_FILE`,
            [SHARED, "GITHUB_APP_ID"],
        ],
        [
            "with parts from places before and after that of a token",
            { "github-artifacts:appAuth": json({ id: "12" }), "github:token": "hush" },
            { GITHUB_APP_INSTALLATION_ID: "34", GITHUB_APP_PEM_FILE: appKey },
            ["12", "34"],
            `${APP}, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE`,
            ["the stack configuration github:token"],
        ],
    ] as const) {
        it(`is valid ${what}`, () => {
            const settings = read(config, environment);
            const { credential } = settings;
            assert.deepEqual(credential, {
                kind: "app",
                id: ids[0],
                installationId: ids[1],
                privateKey: appKey,
                source,
            });
            assert.deepEqual([settings.unused, settings.problems], [unused, []]);
        });
    }
});

describe("an app that cannot be used", () => {
    const where = (part: string, variable: string): string => `github-artifacts:appAuth.${part} or ${variable}`;
    const ID = where("id", "GITHUB_APP_ID");
    const INSTALLATION = where("installationId", "GITHUB_APP_INSTALLATION_ID");
    const KEY = where("pemFile", "GITHUB_APP_PEM_FILE");
    const NO_OBJECT = "must be an object with id, installationId and pemFile as text, or that object as JSON";

    for (const [what, config, environment, problem] of [
        [
            "without an id",
            { "github-artifacts:appAuth": json({ installationId: "2", pemFile: appKey }) },
            { GITHUB_TOKEN: "hush" },
            `${APP}: this GitHub App is incomplete: id is missing. Set ${ID}`,
        ],
        [
            "from Pulumi's GitHub provider without a key, beside a token",
            { "github:appAuth": json({ id: "1", installationId: "2" }), "github:token": "hush" },
            {},
            `${SHARED}: this GitHub App is incomplete: pemFile is missing. Set ${KEY}`,
        ],
        [
            "from the environment with only an id, without any token",
            {},
            { GITHUB_APP_ID: "1" },
            `GITHUB_APP_ID: this GitHub App is incomplete: installationId and pemFile are missing. Set ${INSTALLATION} and ${KEY}`,
        ],
        [
            "from the environment with only a key",
            {},
            { GITHUB_APP_PEM_FILE: appKey },
            `GITHUB_APP_PEM_FILE: this GitHub App is incomplete: id and installationId are missing. Set ${ID} and ${INSTALLATION}`,
        ],
    ] as const) {
        it(`is refused in a call, but not in a preview: ${what}`, () => {
            const { lacking, problems, credential } = read(config, environment);
            assert.deepEqual([lacking, problems, credential], [problem, [], undefined]);
        });
    }

    for (const [what, config, environment, problem] of [
        ["a value that is not JSON", { "github-artifacts:appAuth": "id=hush" }, {}, `${APP} ${NO_OBJECT}`],
        [
            "a value that is not an object, beside a token",
            { "github:appAuth": '"hush"', "github:token": "hush" },
            { GITHUB_APP_ID: "1" },
            `${SHARED} ${NO_OBJECT}`,
        ],
        ["a list as its key", { "github-artifacts:appAuth": '{"pemFile":["hush"]}' }, {}, `${APP} ${NO_OBJECT}`],
    ] as const) {
        it(`is refused: ${what}`, () => {
            const { problems, lacking, credential } = read(config, environment);
            assert.deepEqual([problems, lacking, credential], [[problem], undefined, undefined]);
        });
    }

    it("is reported with the source of its key, but the key is not quoted", () => {
        const ids = { id: "1", installationId: "2" };
        for (const [config, environment, name] of [
            [{ "github:appAuth": json({ ...ids, pemFile: "hush" }) }, {}, SHARED],
            [{ "github:appAuth": json(ids) }, { GITHUB_APP_PEM_FILE: "hush" }, "GITHUB_APP_PEM_FILE"],
        ] as const) {
            const { problems } = read(config, environment);
            assert.equal(problems.length, 1);
            assert.ok(problems[0]?.startsWith(`the app's key in ${name} is not a private key. It must be the RSA`));
            assert.ok(!problems.join().includes("hush"));
        }
    });

    it("can name a file that does not exist", () => {
        const environment = {
            GITHUB_APP_ID: "1",
            GITHUB_APP_INSTALLATION_ID: "2",
            GITHUB_APP_PEM_FILE: "/nowhere/app.pem",
        };
        assert.deepEqual(readSettings([], environment).problems, [
            'the app\'s key in GITHUB_APP_PEM_FILE is the file "/nowhere/app.pem", which cannot be read: there is no such file',
        ]);
    });
});

import assert from "node:assert/strict";
import { environmentPlace, find, type Key, stackPlaces } from "../../../../provider/settings/places";
import { providerWith, stackWith } from "../../../support/places";

type Values = Readonly<Record<string, string | undefined>>;

/** The value and the name of a setting, from the stack's configuration or else from the environment. */
const inStack = (key: Key, config: Values, environment: Values = {}) => {
    const found = find([...stackWith(config), environmentPlace(environment)], key);
    return found && [found.value, found.name];
};

describe("a setting of the stack", () => {
    const EVERYTHING = {
        "github-artifacts:owner": "one",
        "github:owner": "two",
        "github:organization": "three",
    };
    const ENVIRONMENT = { GITHUB_OWNER: "four", GITHUB_ORGANIZATION: "five" };

    for (const [config, environment, expected] of [
        [EVERYTHING, ENVIRONMENT, ["one", "the stack configuration github-artifacts:owner"]],
        [{ ...EVERYTHING, "github-artifacts:owner": "" }, ENVIRONMENT, ["two", "the stack configuration github:owner"]],
        [{ "github:organization": "three" }, ENVIRONMENT, ["three", "the stack configuration github:organization"]],
        [{}, ENVIRONMENT, ["four", "GITHUB_OWNER"]],
        [{ "github:owner": " \n" }, { GITHUB_ORGANIZATION: "five\n" }, ["five", "GITHUB_ORGANIZATION"]],
        [{}, { GITHUB_REPOSITORY: "six/api", GITHUB_REPOSITORY_OWNER: "six" }, undefined],
    ] as const) {
        it(`is ${expected?.[0]} with ${JSON.stringify({ ...config, ...environment })}`, () => {
            assert.deepEqual(inStack("owner", config, environment), expected);
        });
    }

    it("has a name even if it is not set", () => {
        const names = [...stackWith({}), environmentPlace({})].map((place) => place.nameOf("owner"));
        const [own, shared] = ["github-artifacts", "github"].map((name) => `the stack configuration ${name}:owner`);
        assert.deepEqual(names, [own, shared, "GITHUB_OWNER"]);
    });

    it("is read with a method call on Pulumi's configuration object", () => {
        class Config {
            readonly values: Values = { "github-artifacts:token": "hush" };
            get(name: string) {
                return this.values[name];
            }
        }
        assert.equal(find(stackPlaces(new Config()), "token")?.value, "hush");
    });

    it("is an app as one object, or one part of the app", () => {
        const config = { "github:appAuth": '{"id":12,"pemFile":" "}' };
        const name = "the stack configuration github:appAuth";
        assert.deepEqual(inStack("appAuth", config), ['{"id":12,"pemFile":" "}', name]);
        assert.deepEqual(inStack("appAuth.id", config), ["12", name]);
        assert.equal(inStack("appAuth.pemFile", config), undefined);
    });

    for (const json of ["id=1", "null", "[]", '"text"', '{"id":{}}', '{"pemFile":["a"]}', '{"id":true}']) {
        it(`has no part of an app in ${json}`, () => {
            assert.equal(inStack("appAuth.id", { "github-artifacts:appAuth": json }), undefined);
        });
    }
});

describe("an argument of a provider", () => {
    it("is named as an argument of the provider, and is kept in the state", () => {
        const [place] = providerWith({ token: "hush", appAuth: '{"installationId":"2"}' });
        assert.deepEqual([place?.get("token"), place?.nameOf("token")], ["hush", "the provider's argument token"]);
        assert.deepEqual(
            [place?.get("appAuth.installationId"), place?.nameOf("appAuth.installationId")],
            ["2", "the provider's argument appAuth"],
        );
        assert.equal(place?.isKept, true);
        assert.ok([...stackWith({}), environmentPlace({})].every(({ isKept }) => isKept === undefined));
    });
});

describe("the base URL of the environment", () => {
    for (const [environment, expected] of [
        [{ GITHUB_BASE_URL: "https://a.test", GITHUB_API_URL: "https://api.github.com" }, "https://a.test"],
        [{ GITHUB_API_URL: "https://api.github.com" }, "https://api.github.com"],
        [{ GITHUB_API_URL: "https://api.acme.ghe.com" }, "https://api.acme.ghe.com"],
        [{ GITHUB_BASE_URL: "", GITHUB_API_URL: "https://API.GitHub.com/" }, "https://API.GitHub.com/"],
        [{ GITHUB_API_URL: "https://github.acme.com/api/v3" }, undefined],
        [{ GITHUB_API_URL: "https://api.github.com.evil.test" }, undefined],
        [{ GITHUB_API_URL: "https://acme.ghe.com" }, undefined],
        [{ GITHUB_API_URL: "nonsense" }, undefined],
    ] as const) {
        it(`is ${expected} with ${JSON.stringify(environment)}`, () => {
            assert.equal(find([environmentPlace(environment)], "baseUrl")?.value, expected);
        });
    }
});

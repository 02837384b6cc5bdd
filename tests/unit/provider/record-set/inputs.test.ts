import assert from "node:assert/strict";
import { parseRecordSet } from "../../../../provider/record-set/inputs";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { deployment, digestOf } from "../../../support/record-sets";

const given = {
    org: "acme",
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    deployments: { api: { name: "ghcr.io/acme/api", digest: digestOf(1) } },
};

const problems = (changes: Record<string, unknown>, owner?: string) =>
    (parseRecordSet({ ...given, ...changes }, owner).problems ?? []).map(({ path, reason }) => `${path} ${reason}`);

describe("the arguments of a record set", () => {
    it("are normalized: defaults are filled in, and null values are left out", () => {
        assert.deepEqual(parseRecordSet({ ...given, physicalEnvironment: null, __provider: "text" }, undefined), {
            desired: {
                org: "acme",
                cluster: "prod-eu-1",
                logicalEnvironment: "production",
                deployments: new Map([["api", deployment()]]),
                onRejected: "fail",
            },
            problems: [],
        });
    });

    it("keep what is given", () => {
        const { desired } = parseRecordSet({ ...given, physicalEnvironment: "eu", onRejected: "warn" }, "other");
        assert.equal(desired?.physicalEnvironment, "eu");
        assert.equal(desired?.onRejected, "warn");
        assert.equal(desired?.org, "acme");
    });

    for (const org of [undefined, null]) {
        it(`use the owner of the settings if org is ${org}`, () => {
            assert.equal(parseRecordSet({ ...given, org }, "settings-owner").desired?.org, "settings-owner");
        });
    }

    it("name every way to set an organization if there is none", () => {
        assert.deepEqual(problems({ org: undefined }), [
            "org is missing, and there is no default: pass org, or run `pulumi config set github-artifacts:owner " +
                "ORGANIZATION`, or set GITHUB_OWNER",
        ]);
    });

    it("check the owner of the settings like an org in the program", () => {
        assert.match(problems({ org: undefined }, "acme/api")[0] as string, /^org is "acme\/api", but must be an org/);
    });

    it("report all problems at once, each with its path", () => {
        const digest = digestOf(1).toUpperCase();
        const found = problems({
            org: "acme/api",
            cluster: undefined,
            logicalEnviroment: "production",
            onRejected: "ignore",
            deployments: { "a/b": { name: "", digest } },
        });
        assert.deepEqual(
            found.map((problem) => problem.slice(0, problem.indexOf(" "))),
            [
                "cluster",
                "org",
                'deployments["a/b"].name',
                'deployments["a/b"].digest',
                "logicalEnviroment",
                "onRejected",
            ],
        );
        assert.match(found.at(-2) as string, /is not an argument here; did you mean "logicalEnvironment"\?$/);
    });

    it("are valid while they are unknown", () => {
        const all = { org: UNKNOWN, cluster: UNKNOWN, logicalEnvironment: UNKNOWN, physicalEnvironment: UNKNOWN };
        const { desired } = parseRecordSet({ ...all, deployments: UNKNOWN, onRejected: UNKNOWN }, undefined);
        assert.deepEqual(desired, { ...all, deployments: new Map(), open: ["deployments"], onRejected: UNKNOWN });
    });
});

describe("the deployments of a record set", () => {
    it("are refused if they are too large for Pulumi's state of a partial failure", () => {
        const entry = { name: "ghcr.io/acme/api", digest: digestOf(1) };
        const deployments = Object.fromEntries(Array.from({ length: 70_000 }, (_, n) => [`d${n}`, entry]));
        const [problem, ...others] = problems({ deployments });
        assert.match(problem as string, /^deployments has 70000 entries, .*Declare several sets/);
        assert.deepEqual(others, []);
    });
});

describe("the names that identify a record set", () => {
    for (const [argument, takes, refuses] of [
        [
            "cluster",
            ["a", "A.b_c-1", "...", ".a", "a".repeat(128)],
            ["", "a".repeat(129), "a/b", "a b", "é", ".", "..", 5],
        ],
        ["logicalEnvironment", ["a", "prod / eu", "🚀".repeat(128)], ["", "🚀".repeat(129), "a".repeat(129), 5]],
        ["physicalEnvironment", ["a", "prod / eu", "🚀".repeat(128)], ["", "🚀".repeat(129), "a".repeat(129), 5]],
        ["onRejected", ["fail", "warn"], ["", "Fail", true]],
    ] as const) {
        for (const value of takes) {
            it(`accept the ${argument} ${value.slice(0, 20)} (${value.length})`, () =>
                assert.deepEqual(problems({ [argument]: value }), []));
        }
        for (const value of refuses) {
            it(`refuse the ${argument} ${JSON.stringify(value).slice(0, 20)} (${String(value).length})`, () => {
                assert.deepEqual(
                    problems({ [argument]: value }).map((problem) => problem.split(" ")[0]),
                    [argument],
                );
            });
        }
    }
});

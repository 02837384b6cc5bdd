import assert from "node:assert/strict";
import { deploymentsProblems, toDeployments } from "../../../../provider/record-set/deployment-inputs";
import { deployment, digestOf } from "../../../support/record-sets";

const name = "ghcr.io/acme/api";
const entry = { name, digest: digestOf(1) };

const problems = (value: unknown) => deploymentsProblems(value).map(({ path, reason }) => `${path} ${reason}`);

describe("deployments", () => {
    it("give the same result as a map and as a list", () => {
        const list = [
            { ...entry, deploymentName: "b", version: "1" },
            { ...entry, deploymentName: "a", version: "1", tags: { y: "2", x: "1" } },
        ];
        const map = {
            b: { ...entry, version: "1" },
            a: { ...entry, version: "1", tags: { x: "1", y: "2" } },
        };
        assert.deepEqual([...problems(list), ...problems(map)], []);
        assert.deepEqual(toDeployments(list), toDeployments(map));
        assert.deepEqual([...toDeployments(map).deployments.keys()], ["a", "b"]);
    });

    it("get sorted tags and risks, without a change to the input", () => {
        const runtimeRisks = Object.freeze(["sensitive-data", "critical-resource"]);
        const tags = Object.freeze({ b: "2", a: "1" });
        const [parsed] = toDeployments({ api: { ...entry, tags, runtimeRisks } }).deployments.values();
        assert.equal(
            JSON.stringify(parsed),
            JSON.stringify({
                ...deployment(),
                tags: { a: "1", b: "2" },
                runtimeRisks: ["critical-resource", "sensitive-data"],
            }),
        );
    });

    it("leave out null and empty fields", () => {
        const nothing = { version: null, status: null, githubRepository: null, tags: {}, runtimeRisks: [] };
        assert.deepEqual(
            toDeployments({ api: { ...entry, ...nothing } }).deployments,
            new Map([["api", deployment()]]),
        );
        const null_ = { ...nothing, tags: null, runtimeRisks: null };
        assert.deepEqual(toDeployments({ api: { ...entry, ...null_ } }).deployments, new Map([["api", deployment()]]));
    });

    it("keep what was given", () => {
        const all = {
            version: "1",
            status: "decommissioned",
            githubRepository: "api",
            tags: { a: "" },
            runtimeRisks: ["internet-exposed"],
        } as const;
        assert.deepEqual(problems({ api: { ...entry, ...all } }), []);
        assert.deepEqual(toDeployments({ api: { ...entry, ...all } }).deployments, new Map([["api", deployment(all)]]));
    });

    for (const value of [5, "a", true]) {
        it(`must not be ${JSON.stringify(value)}`, () => {
            assert.deepEqual(problems(value), [
                ` is ${JSON.stringify(value)}, but must be a map from deployment name to deployment, or a list of deployments`,
            ]);
        });
    }
});

describe("a deployment", () => {
    for (const [what, changes, reason] of [
        ["requires a name", { name: undefined }, '["api"].name is required, but missing'],
        ["requires a digest", { digest: null }, '["api"].digest is required, but missing'],
        ["accepts no other arguments", { tag: "1" }, '["api"].tag is not an argument here; did you mean "tags"?'],
        [
            "requires a valid status",
            { status: "gone" },
            '["api"].status is "gone", but must be "deployed" or "decommissioned"',
        ],
        ["has a valid version", { version: "" }, '["api"].version is "", but must be text of 1 to 100 characters'],
        [
            "names its repository without the owner",
            { githubRepository: "acme/api" },
            '["api"].githubRepository is "acme/api", but must be a repository\'s name without its owner: letters, digits, dots, ' +
                'hyphens and underscores; did you mean "api"?',
        ],
        [
            "accepts only the risks of GitHub's list",
            { runtimeRisks: ["exposed"] },
            '["api"].runtimeRisks[0] is "exposed", but must be "critical-resource" or "internet-exposed" or ' +
                '"lateral-movement" or "sensitive-data"',
        ],
        ["has its tags as a map", { tags: ["a"] }, '["api"].tags is ["a"], but must be a map from text to text'],
        [
            "has tags that are text; the message does not quote them",
            { tags: { a: 1 } },
            '["api"].tags["a"] is not text',
        ],
        [
            "has at most 5 tags",
            { tags: { a: "", b: "", c: "", d: "", e: "", f: "" } },
            '["api"].tags has 6 tags; the limit is 5',
        ],
        [
            "has no tag with an empty name",
            { tags: { "": "a" } },
            '["api"].tags[""] has a name that is "", but must be text of 1 to 100 characters',
        ],
    ] as const) {
        it(what, () => assert.deepEqual(problems({ api: { ...entry, ...changes } }), [reason]));
    }

    it("accepts tags up to their limits, and refuses one character more", () => {
        const tagged = (tags: Record<string, string>) => problems({ api: { ...entry, tags } });
        const long = "🚀".repeat(100);
        assert.deepEqual(tagged({ [long]: long, a: "", b: "", c: "", d: "" }), []);
        assert.equal(tagged({ [`${long}a`]: "" }).length, 1);
        assert.equal(tagged({ a: `${long}a` }).length, 1);
    });

    it("can have all of the risks", () => {
        const runtimeRisks = ["critical-resource", "internet-exposed", "lateral-movement", "sensitive-data"];
        assert.deepEqual(problems({ api: { ...entry, runtimeRisks } }), []);
    });

    for (const given of [undefined, null, "a", []]) {
        it(`must not be ${JSON.stringify(given)}`, () => {
            assert.deepEqual(problems({ api: given }), [
                `["api"] is ${JSON.stringify(given) ?? "undefined"}, but must be a deployment`,
            ]);
        });
    }
});

describe("a deployment's name", () => {
    const long = "🚀".repeat(256);

    it("has 1 to 256 characters in a map", () => {
        assert.deepEqual(problems({ [long]: entry, a: entry }), []);
        assert.match(problems({ [`${long}a`]: entry })[0] as string, /has a name that is .*\(257 characters/);
        assert.deepEqual(problems({ "": entry }), [
            '[""] has a name that is "", but must be text of 1 to 256 characters',
        ]);
    });

    it("has 1 to 256 characters in a list", () => {
        assert.deepEqual(problems([{ ...entry, deploymentName: long }]), []);
        assert.match(problems([{ ...entry, deploymentName: `${long}a` }])[0] as string, /^\[0\]\.deploymentName is /);
        assert.deepEqual(problems([{ ...entry, deploymentName: "" }]), [
            '[0].deploymentName is "", but must be text of 1 to 256 characters',
        ]);
    });

    it("is required in a list, and is not an argument in a map", () => {
        assert.deepEqual(problems([entry, entry]), [
            "[0].deploymentName is required, but missing",
            "[1].deploymentName is required, but missing",
        ]);
        assert.match(problems({ a: { ...entry, deploymentName: "a" } })[0] as string, /is not an argument here/);
    });
});

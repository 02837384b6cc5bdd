import assert from "node:assert/strict";
import { deploymentsProblems, toDeployments } from "../../../../provider/record-set/deployment-inputs";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { deployment, digestOf } from "../../../support/record-sets";

const digest = digestOf(1);
const entry = { name: "ghcr.io/acme/api", digest };

const problems = (value: unknown) => deploymentsProblems(value).map(({ path, reason }) => `${path} ${reason}`);

describe("conflicting deployments", () => {
    it("include two with the same name in a list; the message gives both places", () => {
        const named = (deploymentName: string) => ({ ...entry, deploymentName });
        assert.deepEqual(problems([named("a"), named("b"), named("a"), named("a")]), [
            '[2].deploymentName is "a", the same as that of deployments[0]; a name stands for one record',
            '[3].deploymentName is "a", the same as that of deployments[0]; a name stands for one record',
        ]);
    });

    it("include two with the same digest and different names; the message gives both places", () => {
        assert.deepEqual(problems({ a: entry, b: { name: "other", digest } }), [
            `["b"].name is "other", but "ghcr.io/acme/api" in deployments["a"], which has the same digest ${digest}; ` +
                "GitHub keeps one name and one version for a digest of one repository: use the same for both, or set " +
                "githubRepository in each to the repository that built it",
        ]);
    });

    describe("with one digest", () => {
        const named = (name: string, githubRepository?: string | null) => ({ name, digest, githubRepository });
        const contradicting = (value: object) => problems(value).map((problem) => problem.split(",")[0]);

        it("include none if each names its own repository", () => {
            assert.deepEqual(problems({ a: named("api", "api"), b: named("web", "web"), c: named("api", "api") }), []);
        });

        it("include those with the same repository, in any case", () => {
            const given = { a: named("api", "api"), b: named("web", "web"), c: named("other", "API") };
            assert.deepEqual(contradicting(given), ['["c"].name is "other"']);
        });

        it("include all if one names no repository: it needs an attestation, which applies to all", () => {
            const [api, web] = [named("api", "api"), named("web", "web")];
            for (const none of [undefined, null]) {
                assert.deepEqual(contradicting({ a: named("api", none), b: web }), ['["b"].name is "web"']);
                assert.deepEqual(contradicting({ a: api, b: web, c: named("api", none) }), ['["b"].name is "web"']);
            }
        });

        it("are not reported while a repository is unknown or invalid", () => {
            assert.deepEqual(problems({ a: named("api", UNKNOWN), b: named("web", UNKNOWN) }), []);
            assert.deepEqual(problems({ a: named("api", UNKNOWN), b: named("web") }), []);
            assert.deepEqual(contradicting({ a: named("api"), b: { ...named("web"), githubRepository: {} } }), [
                '["b"].githubRepository is {}',
            ]);
        });
    });

    it("include two with the same digest and different versions; no version also differs from a version", () => {
        const listed = [
            { ...entry, deploymentName: "a", version: "1" },
            { ...entry, deploymentName: "b", version: "2" },
            { ...entry, deploymentName: "c" },
            { ...entry, deploymentName: "d", version: "1" },
        ];
        assert.deepEqual(
            problems(listed).map((problem) => problem.split(",").slice(0, 2).join()),
            ['[1].version is "2", but "1" in deployments[0]', '[2].version is left out, but "1" in deployments[0]'],
        );
        assert.deepEqual(problems({ a: { ...entry, version: null }, b: entry }), []);
        assert.match(problems({ a: entry, b: { ...entry, version: "1" } })[0] as string, /but left out in/);
    });

    it("are reported beside other problems of the same deployments", () => {
        const found = problems({ a: { ...entry, status: "gone" }, b: { ...entry, name: "" } });
        assert.deepEqual(
            found.map((problem) => problem.split(" ")[0]),
            ['["a"].status', '["b"].name', '["b"].name'],
        );
    });

    it("do not include deployments with a missing or unknown digest, name or version", () => {
        const other = { ...entry, name: "other", version: "2" };
        assert.deepEqual(problems({ a: entry, b: { ...other, name: UNKNOWN, version: UNKNOWN } }), []);
        assert.deepEqual(problems({ a: { ...entry, name: UNKNOWN, version: UNKNOWN }, b: other }), []);
        assert.deepEqual(problems({ a: { ...entry, digest: UNKNOWN }, b: { ...other, digest: UNKNOWN } }), []);
        assert.equal(problems({ a: { name: "x" }, b: { name: "y" } }).length, 2, "reports only the missing digests");
        const unnamed = { ...entry, deploymentName: UNKNOWN };
        assert.deepEqual(problems([unnamed, unnamed]), []);
    });
});

describe("unknown deployments", () => {
    it("are valid as a whole and stay unknown", () => {
        assert.deepEqual(toDeployments(UNKNOWN), { deployments: new Map(), open: ["deployments"] });
    });

    it("are valid as entries of a map and stay unknown beside the others", () => {
        const given = { b: UNKNOWN, a: entry };
        assert.deepEqual(problems(given), []);
        assert.deepEqual(
            toDeployments(given).deployments,
            new Map<string, unknown>([
                ["a", deployment()],
                ["b", UNKNOWN],
            ]),
        );
    });

    it("are named by their index in a list if the entry or its name is unknown; the others stay known", () => {
        for (const unknown of [UNKNOWN, { ...entry, deploymentName: UNKNOWN }]) {
            const given = [{ ...entry, deploymentName: "a" }, unknown];
            assert.deepEqual(problems(given), []);
            const deployments = new Map([["a", deployment()]]);
            assert.deepEqual(toDeployments(given), { deployments, open: ["deployments[1]"] });
        }
    });

    it("stand for any number if the name of their entry says so, but only while they are unknown", () => {
        const given = { a: entry, "workloads[2] not known before up": UNKNOWN };
        assert.deepEqual(problems(given), []);
        const deployments = new Map([["a", deployment()]]);
        assert.deepEqual(toDeployments(given), { deployments, open: ["workloads[2]"] });
        // This is what the plugin's function returns, and what a Go program makes of it.
        for (const nothing of [{}, { name: "", digest: "", version: null }]) {
            const empty = { ...given, "workloads[2] not known before up": nothing };
            assert.deepEqual(deploymentsProblems(empty), []);
            assert.deepEqual(toDeployments(empty), toDeployments(given));
        }
        const known = { "b not known before up": entry };
        assert.deepEqual(toDeployments(known), {
            deployments: new Map([["b not known before up", deployment()]]),
        });
    });

    it("are still refused in a list for an invalid part that is known", () => {
        assert.deepEqual(problems([UNKNOWN, { ...entry, deploymentName: "", digest: UNKNOWN }]), [
            '[1].deploymentName is "", but must be text of 1 to 256 characters',
        ]);
        assert.deepEqual(problems(["a"]), ['[0] is "a", but must be a deployment']);
    });

    for (const [what, parts] of [
        ["name", { name: UNKNOWN }],
        ["digest", { digest: UNKNOWN }],
        ["version", { version: UNKNOWN }],
        ["status", { status: UNKNOWN }],
        ["repository", { githubRepository: UNKNOWN }],
        ["tags", { tags: UNKNOWN }],
        ["tag", { tags: { a: UNKNOWN } }],
        ["risks", { runtimeRisks: UNKNOWN }],
        ["risk", { runtimeRisks: [UNKNOWN] }],
    ] as const) {
        it(`are valid with an unknown ${what}, which stays unknown`, () => {
            assert.deepEqual(problems({ api: { ...entry, ...parts } }), []);
            const expected = { ...deployment(), ...parts };
            assert.deepEqual(toDeployments({ api: { ...entry, ...parts } }).deployments, new Map([["api", expected]]));
        });
    }
});

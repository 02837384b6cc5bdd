import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import type { DeploymentEntry } from "../../../../tools/github/wire";
import { postDeployments } from "./conversation";
import { deployments, digestOf, entry, without } from "./samples";

describe("The rules for a write of deployments", () => {
    let server: GitHubServer;
    before(async () => {
        server = await startGitHub();
    });
    after(() => server.close());

    const bodyWith = (changes: object): object => ({ ...deployments(), ...changes });
    const entryWith = (changes: object): object => bodyWith({ deployments: [{ ...entry(), ...changes }] });
    const many = (count: number): DeploymentEntry[] =>
        Array.from({ length: count }, (_, index) => entry({ deployment_name: `d${index}` }));
    const long = (count: number): string => "x".repeat(count);

    describe("accept", () => {
        const accepted: [string, object][] = [
            ["a logical environment of 1 character", bodyWith({ logical_environment: "p" })],
            ["a logical environment of 128 characters", bodyWith({ logical_environment: long(128) })],
            ["128 characters of two UTF-16 units each", bodyWith({ logical_environment: "😀".repeat(128) })],
            ["an empty physical environment", bodyWith({ physical_environment: "" })],
            ["a physical environment of 128 characters", bodyWith({ physical_environment: long(128) })],
            ["1,000 entries", deployments(many(1000))],
            ["a name of 256 characters", entryWith({ name: long(256) })],
            ["an empty version", entryWith({ version: "" })],
            ["a version of 100 characters", entryWith({ version: long(100) })],
            ["status deployed", entryWith({ status: "deployed" })],
            ["status decommissioned", entryWith({ status: "decommissioned" })],
            ["a deployment name of 1 character", entryWith({ deployment_name: "d" })],
            ["a deployment name of 256 characters", entryWith({ deployment_name: long(256) })],
            ["no tags", entryWith({ tags: {} })],
            ["a tag of 100 characters each side", entryWith({ tags: { [long(100)]: long(100) } })],
            ["tags named like parts of an object", entryWith({ tags: JSON.parse('{"__proto__":"a","toString":"b"}') })],
            ["no runtime risks", entryWith({ runtime_risks: [] })],
            [
                "all four runtime risks",
                entryWith({
                    runtime_risks: ["critical-resource", "internet-exposed", "lateral-movement", "sensitive-data"],
                }),
            ],
            ["partial_success and return_records off", bodyWith({ partial_success: false, return_records: false })],
            [
                "two entries of one digest with one name and version",
                deployments(many(2).map((one) => ({ ...one, version: "1" }))),
            ],
            [
                "one digest of two repositories, each with its own name and version",
                deployments([
                    entry(),
                    entry({ deployment_name: "b", github_repository: "web", name: "web", version: "2" }),
                ]),
            ],
        ];
        for (const [what, body] of accepted) {
            it(what, async () => {
                assert.equal((await postDeployments(server, body)).status, 200);
            });
        }

        it("a repository name of 100 characters", async () => {
            const open = await startGitHub({ organizations: { acme: { repositories: "any" } } });
            const answer = await postDeployments(open, entryWith({ github_repository: "A9.-_".repeat(20) }));
            await open.close();
            assert.equal(answer.status, 200);
        });

        it("a cluster of 128 characters", async () => {
            const answer = await postDeployments(server, deployments(), { cluster: `aZ0._-${long(122)}` });
            assert.equal(answer.status, 200);
        });
    });

    describe("refuse with 422, name the field and change nothing:", () => {
        const one = "deployments[0]";
        const refused: [what: string, body: unknown, field: string][] = [
            ["a list as body", [], ""],
            ["null as body", null, ""],
            ["an unknown property", bodyWith({ environment: "prod" }), "environment"],
            ["a missing logical environment", without(deployments(), "logical_environment"), "logical_environment"],
            ["an empty logical environment", bodyWith({ logical_environment: "" }), "logical_environment"],
            [
                "a logical environment of 129 characters",
                bodyWith({ logical_environment: long(129) }),
                "logical_environment",
            ],
            ["a number as logical environment", bodyWith({ logical_environment: 1 }), "logical_environment"],
            [
                "a physical environment of 129 characters",
                bodyWith({ physical_environment: long(129) }),
                "physical_environment",
            ],
            ["a physical environment of null", bodyWith({ physical_environment: null }), "physical_environment"],
            ["missing deployments", without(deployments(), "deployments"), "deployments"],
            ["deployments that are a map", bodyWith({ deployments: {} }), "deployments"],
            ["no entry", deployments([]), "deployments"],
            ["1,001 entries", deployments(many(1001)), "deployments"],
            ["a string as partial_success", bodyWith({ partial_success: "true" }), "partial_success"],
            ["a number as return_records", bodyWith({ return_records: 1 }), "return_records"],
            ["an entry that is a string", bodyWith({ deployments: ["api"] }), one],
            ["an unknown property of an entry", entryWith({ deploymentName: "x" }), `${one}.deploymentName`],
            ["a missing name", bodyWith({ deployments: [without(entry(), "name")] }), `${one}.name`],
            ["an empty name", entryWith({ name: "" }), `${one}.name`],
            ["a name of 257 characters", entryWith({ name: long(257) }), `${one}.name`],
            ["a missing digest", bodyWith({ deployments: [without(entry(), "digest")] }), `${one}.digest`],
            ["a digest of another algorithm", entryWith({ digest: `sha512:${"0".repeat(64)}` }), `${one}.digest`],
            ["a digest of 63 digits", entryWith({ digest: `sha256:${"0".repeat(63)}` }), `${one}.digest`],
            ["a digest of 65 digits", entryWith({ digest: `sha256:${"0".repeat(65)}` }), `${one}.digest`],
            ["a digest in upper case", entryWith({ digest: `sha256:${"A".repeat(64)}` }), `${one}.digest`],
            ["a digest with a line break", entryWith({ digest: `${digestOf(1)}\n` }), `${one}.digest`],
            ["a version of 101 characters", entryWith({ version: long(101) }), `${one}.version`],
            ["a number as version", entryWith({ version: 1.4 }), `${one}.version`],
            ["an unknown status", entryWith({ status: "removed" }), `${one}.status`],
            ["a status of null", entryWith({ status: null }), `${one}.status`],
            [
                "a missing deployment name",
                bodyWith({ deployments: [without(entry(), "deployment_name")] }),
                `${one}.deployment_name`,
            ],
            ["an empty deployment name", entryWith({ deployment_name: "" }), `${one}.deployment_name`],
            [
                "a deployment name of 257 characters",
                entryWith({ deployment_name: long(257) }),
                `${one}.deployment_name`,
            ],
            ["a repository with its owner", entryWith({ github_repository: "acme/api" }), `${one}.github_repository`],
            ["an empty repository", entryWith({ github_repository: "" }), `${one}.github_repository`],
            ["a repository of 101 characters", entryWith({ github_repository: long(101) }), `${one}.github_repository`],
            ["tags that are a list", entryWith({ tags: ["team"] }), `${one}.tags`],
            ["a number as tag", entryWith({ tags: { replicas: 3 } }), `${one}.tags.replicas`],
            ["a tag value of 101 characters", entryWith({ tags: { team: long(101) } }), `${one}.tags.team`],
            ["a tag key of 101 characters", entryWith({ tags: { [long(101)]: "a" } }), `${one}.tags.${long(101)}`],
            ["runtime risks that are a string", entryWith({ runtime_risks: "sensitive-data" }), `${one}.runtime_risks`],
            ["an unknown runtime risk", entryWith({ runtime_risks: ["fire"] }), `${one}.runtime_risks[0]`],
            [
                "a runtime risk twice",
                entryWith({ runtime_risks: ["sensitive-data", "sensitive-data"] }),
                `${one}.runtime_risks`,
            ],
            [
                "five runtime risks",
                entryWith({ runtime_risks: Array(5).fill("sensitive-data") }),
                `${one}.runtime_risks`,
            ],
            ["a deployment twice", deployments([entry(), entry()]), "deployments[1].deployment_name"],
            [
                "one digest with two names",
                deployments([entry(), entry({ deployment_name: "b", name: "other" })]),
                "deployments[1].name",
            ],
            [
                "one digest with two names and one repository in different case",
                deployments([entry(), entry({ deployment_name: "b", github_repository: "API", name: "other" })]),
                "deployments[1].name",
            ],
            [
                "one digest with two versions",
                deployments([entry({ version: "1" }), entry({ deployment_name: "b", version: "2" })]),
                "deployments[1].version",
            ],
            [
                "one digest with and without a version",
                deployments([entry({ version: "1" }), entry({ deployment_name: "b" })]),
                "deployments[1].version",
            ],
        ];
        for (const [what, body, field] of refused) {
            it(what, async () => {
                const before = server.deploymentRecords();
                const answer = await postDeployments(server, body);
                assert.equal(answer.status, 422);
                assert.deepEqual(
                    answer.body.errors.map((error) => error.field),
                    what === "five runtime risks" ? [field, field] : [field],
                );
                assert.deepEqual(server.deploymentRecords(), before);
            });
        }

        for (const cluster of ["x".repeat(129), "a b", "a/b", "a:b", "ä"]) {
            it(`the cluster ${cluster.slice(0, 10)} of ${cluster.length} characters`, async () => {
                const before = server.deploymentRecords();
                const answer = await postDeployments(server, deployments(), { cluster });
                assert.equal(answer.status, 422);
                assert.equal(answer.body.errors[0]?.field, "cluster");
                assert.deepEqual(server.deploymentRecords(), before);
            });
        }

        it("a valid entry beside an invalid one", async () => {
            const before = server.deploymentRecords();
            const bad = { ...entry({ deployment_name: "bad" }), digest: "latest" };
            const good = entry({ deployment_name: "never-recorded" });
            const body = { ...deployments([good]), deployments: [good, bad], partial_success: true };
            assert.equal((await postDeployments(server, body)).status, 422);
            assert.deepEqual(server.deploymentRecords(), before);
        });
    });

    it("report all violations at once, in GitHub's format", async () => {
        const { status, body } = await postDeployments(server, { deployments: [{ ...entry(), name: 7, tag: "x" }] });
        assert.equal(status, 422);
        assert.deepEqual(body, {
            message: "Validation Failed",
            errors: [
                { field: "logical_environment", code: "missing_field", message: "logical_environment is missing." },
                { field: "deployments[0].tag", code: "invalid", message: '"tag" is not a permitted key.' },
                { field: "deployments[0].name", code: "invalid", message: "must be a string, but is a number." },
            ],
            documentation_url: "https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records",
            status: "422",
        });
    });
});

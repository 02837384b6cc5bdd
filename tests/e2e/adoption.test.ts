import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { inlineProgram as program } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";

const CLUSTER = "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1";
const STORAGE = "/orgs/acme/artifacts/metadata/storage-record";

/** One entry as github/deployment-tracker writes it: no repository, and tags and risks only if there are any. */
const tracked = (deployment_name: string, letter: string, more: object = {}): object => ({
    name: `ghcr.io/acme/${letter}`,
    digest: digestOf(letter),
    version: "1.0.0",
    status: "deployed",
    deployment_name,
    ...more,
});

describe("Records that another tool wrote", () => {
    let github: GitHubServer;
    let project: PulumiProject;
    let theirs: ReadonlyMap<string, number>;

    before(async () => {
        const attestations = Object.fromEntries(["a", "b", "c", "d"].map((letter) => [digestOf(letter), "api"]));
        github = await startGitHub({ organizations: { acme: { repositories: ["api"], attestations } } });
        // If there is no physical environment, deployment-tracker sends an empty one.
        await post(CLUSTER, {
            logical_environment: "production",
            physical_environment: "",
            partial_success: true,
            deployments: [
                tracked("shop/api/server", "a", { tags: { team: "theirs" }, runtime_risks: ["sensitive-data"] }),
                tracked("shop/web/server", "b"),
                tracked("shop/other/server", "c"),
            ],
        });
        await post(CLUSTER, { logical_environment: "staging", deployments: [tracked("shop/api/server", "d")] });
        await post(STORAGE, { name: "ghcr.io/acme/a", digest: digestOf("a"), registry_url: "https://ghcr.io" });
        await post(STORAGE, { name: "ghcr.io/acme/b", digest: digestOf("b"), registry_url: "https://ghcr.io" });
        theirs = new Map(records().map(({ key, id }) => [key, id]));
        assert.equal(theirs.size, 6);
        github.takeRequests();
    });
    after(() => github.close());

    async function post(path: string, body: object): Promise<void> {
        const headers = { authorization: "Bearer ghs_embedded", "content-type": "application/json" };
        const response = await fetch(github.url + path, { method: "POST", headers, body: JSON.stringify(body) });
        assert.equal(response.status, 200, await response.text());
    }

    const records = () => [
        ...github.deploymentRecords().map((record) => ({
            key: `${record.logical_environment} ${record.deployment_name}`,
            ...record,
        })),
        ...github.storageRecords().map((record) => ({ key: record.digest, ...record })),
    ];
    const statuses = () => Object.fromEntries(records().map(({ key, status }) => [key, status]));
    const untouched = () => records().filter(({ key }) => !OURS.includes(key));
    const OURS = ["production shop/api/server", "production shop/web/server", digestOf("a")];

    it("are adopted when a program declares them, with one request for each resource, and keep their ids", async () => {
        const others = untouched();
        const { githubRepository: _, ...attested } = deploymentOf("a") as Record<string, unknown>;
        const set = setProgram({
            "shop/api/server": { ...attested, tags: { team: "ours" } },
            // Not the digest that they recorded: their record is pointed to this one.
            "shop/web/server": { ...deploymentOf("b"), digest: digestOf("c"), name: "ghcr.io/acme/c" },
        });
        project = await program(github, set + storageProgram("a", { repository: undefined, version: "1.0.0" }));
        succeeded(await project.up());
        assert.deepEqual(
            github
                .takeRequests()
                .map(({ entries }) => entries ?? "storage")
                .sort(),
            [2, "storage"],
        );
        assert.deepEqual(new Map(records().map(({ key, id }) => [key, id])), theirs);
        const [api, , web] = github.deploymentRecords();
        assert.deepEqual([api?.tags, api?.runtime_risks, web?.digest], [{ team: "ours" }, [], digestOf("c")]);
        assert.deepEqual(untouched(), others);
    });

    it("are in the state under GitHub's ids, and are not written again", async () => {
        const resources = await project.resources();
        const ids = resources.flatMap(({ outputs }) => Object.values(outputs.recordIds as Record<string, number>));
        assert.deepEqual(new Set(ids), new Set(OURS.map((key) => theirs.get(key))));
        succeeded(await project.up("--refresh", "--expect-no-changes"));
        assert.deepEqual(
            github.takeRequests().filter(({ method }) => method === "POST"),
            [],
        );
    });

    it("are retired by a destroy, and undeclared records of the same cluster, environment or registry stay", async () => {
        const others = untouched();
        succeeded(await project.destroy());
        assert.deepEqual(statuses(), {
            "production shop/api/server": "decommissioned",
            "production shop/web/server": "decommissioned",
            "production shop/other/server": "deployed",
            "staging shop/api/server": "deployed",
            [digestOf("a")]: "eol",
            [digestOf("b")]: "active",
        });
        assert.deepEqual(untouched(), others);
        assert.deepEqual(new Map(records().map(({ key, id }) => [key, id])), theirs);
    });
});

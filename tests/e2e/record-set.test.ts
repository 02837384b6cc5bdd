import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram } from "../support/records";

const api = deploymentOf("a", { tags: { team: "checkout" }, runtimeRisks: ["sensitive-data", "internet-exposed"] });
const web = deploymentOf("b");
const ROUTE = "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1";

describe("A cluster deployment record set on the real engine", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    const held = (): object[] =>
        github.deploymentRecords().map(({ deployment_name, digest, status }) => ({ deployment_name, digest, status }));

    before(async () => {
        github = await startGitHub();
        project = await program(github, setProgram({ "shop/web": web, "shop/api": api }));
    });
    after(() => github.close());

    it("is previewed without a request, with the plan in one line", async () => {
        const { output } = succeeded(await project.preview());
        assert.match(output, /acme\/prod-eu-1\/production: 2 to record; 1 request\n/);
        assert.deepEqual(github.takeRequests(), []);
    });

    it("is created with one POST that holds its deployments by name, each in full", async () => {
        succeeded(await project.up());
        const [request, ...others] = github.takeRequests();
        assert.deepEqual(others, []);
        assert.equal(`${request?.method} ${request?.path}`, `POST ${ROUTE}`);
        assert.deepEqual(request?.body, {
            logical_environment: "production",
            deployments: [
                {
                    name: "ghcr.io/acme/a",
                    digest: digestOf("a"),
                    version: "1.0.0",
                    status: "deployed",
                    deployment_name: "shop/api",
                    github_repository: "api",
                    tags: { team: "checkout" },
                    runtime_risks: ["internet-exposed", "sensitive-data"],
                },
                {
                    name: "ghcr.io/acme/b",
                    digest: digestOf("b"),
                    version: "1.0.0",
                    status: "deployed",
                    deployment_name: "shop/web",
                    github_repository: "api",
                    tags: {},
                    runtime_risks: [],
                },
            ],
            partial_success: true,
            return_records: true,
        });
    });

    it("is in the state under its own type and id, with GitHub's records", async () => {
        const [resource] = await project.resources();
        assert.equal(resource?.type, "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet");
        assert.equal(resource?.id, "acme/prod-eu-1/production");
        const [record] = github.deploymentRecords();
        const records = resource?.outputs.records as Record<string, object> | undefined;
        assert.deepEqual(records?.["shop/api"], {
            id: record?.id,
            createdAt: record?.created_at,
            updatedAt: record?.updated_at,
        });
        assert.equal(resource?.outputs.schemaVersion, 1);
    });

    it("shows no change and makes no request in a second preview and a second up", async () => {
        const { output } = succeeded(await project.preview("--expect-no-changes"));
        assert.doesNotMatch(output, /to record|to update/);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });

    it("shows no change in a refresh either, with one GET for each digest", async () => {
        succeeded(await project.refresh("--expect-no-changes"));
        assert.deepEqual(
            github
                .takeRequests()
                .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)
                .sort(),
            ["a", "b"].map((letter) => `GET /orgs/acme/artifacts/${digestOf(letter)}/metadata/deployment-records`),
        );
    });

    it("sends the one entry whose digest changed, and shows that one in the preview", async () => {
        await rewrite(project, setProgram({ "shop/web": { ...web, digest: digestOf("c") }, "shop/api": api }));
        const { output } = succeeded(await project.preview("--diff"));
        assert.match(output, /acme\/prod-eu-1\/production: 1 to update, 1 unchanged; 1 request\n/);
        assert.equal(output.match(/^ *[~+-] .*digest/gm)?.length, 1);
        succeeded(await project.up());
        const requests = github.takeRequests();
        assert.deepEqual(
            requests.map(({ entries }) => entries),
            [1],
        );
        assert.deepEqual(held(), [
            { deployment_name: "shop/api", digest: digestOf("a"), status: "deployed" },
            { deployment_name: "shop/web", digest: digestOf("c"), status: "deployed" },
        ]);
    });

    it("takes a list of deployments as the same set", async () => {
        const list = [
            { deploymentName: "shop/web", ...web, digest: digestOf("c") },
            { deploymentName: "shop/api", ...api },
        ];
        await rewrite(project, setProgram(list));
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });

    it("decommissions a deployment that leaves the program", async () => {
        await rewrite(project, setProgram({ "shop/api": api }));
        const { output } = succeeded(await project.preview());
        assert.match(output, /1 to decommission, 1 unchanged; 1 request\n/);
        succeeded(await project.up());
        assert.deepEqual(
            github.takeRequests().map(({ entries }) => entries),
            [1],
        );
        assert.deepEqual(held(), [
            { deployment_name: "shop/api", digest: digestOf("a"), status: "deployed" },
            { deployment_name: "shop/web", digest: digestOf("c"), status: "decommissioned" },
        ]);
    });

    it("is replaced when its environment changes: the new records are written before the old ones are retired", async () => {
        await rewrite(project, setProgram({ "shop/api": api }, { physicalEnvironment: "eu-west-1" }));
        github.takeRequests();
        const { output } = succeeded(await project.up());
        assert.match(output, /acme\/prod-eu-1\/production\/eu-west-1: 1 to record; 1 request\n/);
        assert.match(output, /acme\/prod-eu-1\/production: 1 to decommission; 1 request\n/);
        const statuses = github.takeRequests().map(({ body }) => {
            const { physical_environment, deployments } = body as { physical_environment?: string; deployments: [] };
            return [physical_environment, deployments.map(({ status }) => status)];
        });
        assert.deepEqual(statuses, [
            ["eu-west-1", ["deployed"]],
            [undefined, ["decommissioned"]],
        ]);
    });

    it("makes no request for another spelling of the organization or another onRejected", async () => {
        const more = { physicalEnvironment: "eu-west-1", org: "ACME", onRejected: "warn" };
        await rewrite(project, setProgram({ "shop/api": api }, more));
        succeeded(await project.up());
        assert.deepEqual(github.takeRequests(), []);
        const [resource] = await project.resources();
        assert.equal(resource?.outputs.onRejected, "warn");
    });

    it("decommissions what it holds when it is destroyed, with one POST", async () => {
        succeeded(await project.destroy());
        assert.deepEqual(
            github.takeRequests().map(({ entries }) => entries),
            [1],
        );
        assert.deepEqual([...new Set(github.deploymentRecords().map(({ status }) => status))], ["decommissioned"]);
        assert.deepEqual(await project.resources(), []);
    });
}).timeout(300_000);

import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { list, postDeployments } from "./conversation";
import { deployments, digestOf, entry, tickingClock } from "./samples";

describe("A write of deployments", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            organizations: {
                acme: { repositories: ["api"] },
                other: { repositories: ["api"] },
            },
            now: tickingClock(),
        });
    });
    afterEach(() => server.close());

    it("records what was sent, and returns what GitHub returns", async () => {
        const sent = entry({ version: "1.4.2", tags: { team: "shop" }, runtime_risks: ["internet-exposed"] });
        const answer = await postDeployments(server, deployments([sent], { physical_environment: "eu-west-1" }));
        assert.equal(answer.status, 200);
        const returned = {
            id: 1_000_001,
            digest: digestOf(1),
            logical_environment: "production",
            physical_environment: "eu-west-1",
            cluster: "prod",
            deployment_name: "shop/api/server",
            tags: { team: "shop" },
            runtime_risks: ["internet-exposed"],
            created_at: "2026-01-01T00:00:02Z",
            updated_at: "2026-01-01T00:00:02Z",
            attestation_id: null,
        };
        assert.deepEqual(answer.body, { total_count: 1, deployment_records: [returned] });
        assert.deepEqual(server.deploymentRecords(), [
            {
                ...returned,
                org: "acme",
                name: "ghcr.io/acme/api",
                version: "1.4.2",
                status: "deployed",
                github_repository: "api",
            },
        ]);
    });

    it("fills in omitted fields", async () => {
        await postDeployments(server, deployments());
        const [stored] = server.deploymentRecords();
        assert.deepEqual(
            [stored?.physical_environment, stored?.version, stored?.status, stored?.tags, stored?.runtime_risks],
            [null, null, "deployed", {}, []],
        );
    });

    it("records the first name and version of an artifact if its attestation names the repository", async () => {
        const attested = await startGitHub({
            organizations: { acme: { repositories: ["api", "web"], attestations: { [digestOf(1)]: "api" } } },
        });
        const other = { deployment_name: "b", github_repository: "web", name: "web", version: "2" };
        const answer = await postDeployments(attested, deployments([entry({ version: "1" }), entry(other)]));
        await attested.close();
        assert.equal(answer.status, 200);
        assert.deepEqual(
            attested.deploymentRecords().map(({ name, version }) => `${name}:${version}`),
            ["ghcr.io/acme/api:1", "ghcr.io/acme/api:1"],
        );
    });

    it("answers in the order of the request", async () => {
        const names = ["c", "a", "b"];
        const sent = deployments(names.map((deployment_name) => entry({ deployment_name })));
        for (const round of ["recorded", "updated"]) {
            const { body } = await postDeployments(server, sent);
            assert.deepEqual(
                body.deployment_records.map((record) => record.deployment_name),
                names,
                round,
            );
        }
    });

    it("omits the records from the reply on request", async () => {
        const answer = await postDeployments(server, deployments([entry()], { return_records: false }));
        assert.deepEqual(answer.body, { total_count: 1 });
        assert.equal(server.deploymentRecords().length, 1);
    });

    it("does not change records that are not in the list", async () => {
        await postDeployments(server, deployments([entry({ deployment_name: "a" })]));
        await postDeployments(server, deployments([entry({ deployment_name: "b" })]));
        assert.deepEqual(
            server.deploymentRecords().map((record) => record.deployment_name),
            ["a", "b"],
        );
    });

    describe("to an existing record", () => {
        it("keeps its id and created_at, and changes its updated_at", async () => {
            await postDeployments(server, deployments());
            const [first] = server.deploymentRecords();
            await postDeployments(server, deployments());
            const [second, ...more] = server.deploymentRecords();
            assert.deepEqual(more, []);
            assert.deepEqual([second?.id, second?.created_at], [first?.id, first?.created_at]);
            assert.ok((second?.updated_at ?? "") > (first?.updated_at ?? ""));
        });

        it("with another digest moves the record to that digest", async () => {
            await postDeployments(server, deployments([entry({ version: "1" })]));
            const id = server.deploymentRecords()[0]?.id;
            await postDeployments(server, deployments([entry({ digest: digestOf(2) })]));
            assert.equal((await list(server, "deployment", digestOf(1))).body.total_count, 0);
            const found = await list(server, "deployment", digestOf(2));
            assert.deepEqual(
                found.body.deployment_records.map((record) => record.id),
                [id],
            );
            assert.equal(server.deploymentRecords()[0]?.version, null);
        });

        it("keeps omitted version, tags and risks", async () => {
            const full = entry({ version: "1", tags: { team: "shop" }, runtime_risks: ["sensitive-data"] });
            await postDeployments(server, deployments([full]));
            await postDeployments(server, deployments());
            const [stored] = server.deploymentRecords();
            assert.deepEqual(
                [stored?.version, stored?.tags, stored?.runtime_risks],
                ["1", { team: "shop" }, ["sensitive-data"]],
            );
        });

        it("replaces tags and risks that are sent, and clears them with an empty value", async () => {
            const stored = () => server.deploymentRecords()[0];
            await postDeployments(
                server,
                deployments([entry({ tags: { team: "shop" }, runtime_risks: ["sensitive-data"] })]),
            );
            await postDeployments(
                server,
                deployments([entry({ tags: { tier: "1" }, runtime_risks: ["lateral-movement"] })]),
            );
            assert.deepEqual([stored()?.tags, stored()?.runtime_risks], [{ tier: "1" }, ["lateral-movement"]]);
            await postDeployments(server, deployments([entry({ tags: {}, runtime_risks: [] })]));
            assert.deepEqual([stored()?.tags, stored()?.runtime_risks], [{}, []]);
        });

        it("can decommission it, and deploys it again without a status", async () => {
            const stored = () => server.deploymentRecords().map(({ id, status }) => ({ id, status }));
            await postDeployments(server, deployments());
            const id = server.deploymentRecords()[0]?.id;
            await postDeployments(server, deployments([entry({ status: "decommissioned" })]));
            assert.deepEqual(stored(), [{ id, status: "decommissioned" }]);
            await postDeployments(server, deployments());
            assert.deepEqual(stored(), [{ id, status: "deployed" }]);
        });
    });

    it("can record a decommissioned deployment that was never deployed", async () => {
        await postDeployments(server, deployments([entry({ status: "decommissioned" })]));
        assert.equal(server.deploymentRecords()[0]?.status, "decommissioned");
    });

    describe("distinguishes deployments by", () => {
        const elsewhere: [string, object, { org?: string; cluster?: string }][] = [
            ["organization", deployments(), { org: "other" }],
            ["cluster", deployments(), { cluster: "Prod" }],
            ["logical environment", deployments([entry()], { logical_environment: "staging" }), {}],
            ["physical environment", deployments([entry()], { physical_environment: "eu" }), {}],
            ["deployment name", deployments([entry({ deployment_name: "shop/api/Server" })]), {}],
        ];
        for (const [what, body, place] of elsewhere) {
            it(what, async () => {
                await postDeployments(server, deployments());
                await postDeployments(server, body, place);
                assert.equal(server.deploymentRecords().length, 2);
            });
        }

        it("nothing else: an empty physical environment counts as none, and the organization's case is ignored", async () => {
            await postDeployments(server, deployments());
            await postDeployments(server, deployments([entry()], { physical_environment: "" }), { org: "ACME" });
            assert.deepEqual(
                server.deploymentRecords().map((record) => record.org),
                ["acme"],
            );
        });
    });
});

import assert from "node:assert/strict";
import type { ClusterCall, StorageCall } from "../../../../provider/github/client";
import { clientOver, HUSH } from "../../../support/client-over";
import { deploymentReply, digestOf } from "../../../support/record-sets";
import type { Answer } from "../../../support/scripted-fetch";
import { storageReply } from "../../../support/storage-records";

const entry = {
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    status: "deployed" as const,
    deployment_name: "shop/api",
    tags: {},
    runtime_risks: [],
};
const clusterCall: ClusterCall = {
    org: "acme",
    cluster: "prod-eu-1",
    logical_environment: "production",
    physical_environment: "eu",
    deployments: [entry, { ...entry, deployment_name: "shop/web", github_repository: "web" }],
};
const storageCall: StorageCall = {
    org: "acme",
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    registry_url: "https://ghcr.io",
    status: "active",
};

describe("the call that sets deployment records", () => {
    it("is sent whole, always with partial success and records asked for", async () => {
        const { client, requests } = await clientOver({ json: { total_count: 0, deployment_records: [] } });
        await client.setClusterDeploymentRecords(clusterCall);
        assert.equal(requests.length, 1);
        assert.equal(requests[0]?.method, "POST");
        assert.equal(
            requests[0]?.url,
            "https://api.github.com/orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1",
        );
        assert.deepEqual(requests[0]?.body, {
            logical_environment: "production",
            physical_environment: "eu",
            deployments: clusterCall.deployments,
            partial_success: true,
            return_records: true,
        });
        assert.equal(requests[0]?.headers.authorization, `token ${HUSH}`);
        assert.match(requests[0]?.headers["user-agent"] as string, /^pulumi-github-artifacts /);
    });

    it("gives what was recorded", async () => {
        const { client } = await clientOver({ json: { total_count: 1, deployment_records: [deploymentReply()] } });
        assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), {
            records: [deploymentReply()],
            errors: [],
            total: 1,
        });
    });

    it("gives what was rejected beside what was recorded, from a 207", async () => {
        const errors = [{ cause: "not_found", deployment: { ...entry, deployment_name: "shop/web" } }];
        const json = { total_count: 1, deployment_records: [deploymentReply()], errors };
        const { client } = await clientOver({ status: 207, json });
        assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), {
            records: [deploymentReply()],
            errors: [{ cause: "not_found", deployment_name: "shop/web" }],
            total: 1,
        });
    });

    it("gives nothing but its number where GitHub leaves the records out", async () => {
        for (const total of [0, 2]) {
            const { client } = await clientOver({ json: { total_count: total } });
            assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), { records: [], errors: [], total });
        }
    });

    it("gives what was rejected where GitHub tells nothing else", async () => {
        const errors = [{ cause: "archived", deployment: entry }];
        const { client } = await clientOver({ status: 207, json: { errors } });
        assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), {
            records: [],
            errors: [{ cause: "archived", deployment_name: "shop/api" }],
            total: undefined,
        });
    });

    it("is unclear where a rejection names no deployment", async () => {
        const json = { total_count: 1, deployment_records: [], errors: [{ cause: "not_found", deployment: null }] };
        const { client, requests } = await clientOver({ status: 207, json });
        await assert.rejects(client.setClusterDeploymentRecords(clusterCall), {
            name: "GitHubError",
            code: "unexpected-reply",
            status: 207,
            mayBeApplied: true,
            message: /errors: list of \{ cause: text, deployment: nothing \} \}\./,
        });
        assert.equal(requests.length, 1);
    });

    it("fails with what was sent", async () => {
        const { client } = await clientOver({ status: 404, json: { message: "no artifacts found" } });
        await assert.rejects(client.setClusterDeploymentRecords(clusterCall), {
            code: "not-found",
            message: /cluster\/prod-eu-1.*\(acme\/web\).*\(none was given for 1 of them\)/s,
        });
    });
});

describe("an answer that repeats what was sent", () => {
    const hush = "hush-hush";
    const answer = (text: string): Answer => ({
        status: 422,
        json: { message: `Invalid: ${text}`, errors: [{ text }] },
    });
    const told = /GitHub says: Invalid: …: \{"text":"…"\}$/;

    for (const [what, parts] of [
        ["a tag", { tags: { owner: hush } }],
        ["a version", { version: hush }],
        ["a name", { name: hush }],
    ] as const) {
        it(`is told without ${what} of a deployment`, async () => {
            const { client } = await clientOver(answer(hush));
            const call = { ...clusterCall, deployments: [entry, { ...entry, ...parts }] };
            await assert.rejects(client.setClusterDeploymentRecords(call), { code: "invalid", message: told });
        });
    }

    for (const field of ["name", "version", "artifact_url", "path", "repository"]) {
        it(`is told without the ${field} of a stored artifact`, async () => {
            const { client } = await clientOver(answer(hush));
            const call = { ...storageCall, [field]: hush };
            await assert.rejects(client.createArtifactStorageRecord(call), { code: "invalid", message: told });
        });
    }
});

describe("the call that creates a storage record", () => {
    it("is sent whole, with records asked for, and gives them", async () => {
        const { client, requests } = await clientOver({ json: { total_count: 1, storage_records: [storageReply()] } });
        assert.deepEqual(await client.createArtifactStorageRecord(storageCall), {
            records: [storageReply()],
            total: 1,
        });
        const { org: _org, ...body } = storageCall;
        assert.deepEqual(
            requests.map(({ method, url, body }) => [method, url, body]),
            [
                [
                    "POST",
                    "https://api.github.com/orgs/acme/artifacts/metadata/storage-record",
                    { ...body, return_records: true },
                ],
            ],
        );
    });

    it("fails with what was sent", async () => {
        const { client } = await clientOver({ status: 404, json: { message: "no artifacts found" } });
        const work = client.createArtifactStorageRecord({ ...storageCall, github_repository: "api" });
        await assert.rejects(work, { code: "not-found", message: /storage-record: .*\(acme\/api\)/s });
    });
});

describe("the reads", () => {
    for (const [kind, list, records] of [
        ["deployment", "deployment_records", [deploymentReply()]],
        ["storage", "storage_records", [storageReply()]],
    ] as const) {
        const read = async (answer: Answer) => {
            const { client, requests } = await clientOver(answer);
            const work =
                kind === "deployment"
                    ? client.listDeploymentRecords("acme", digestOf(1))
                    : client.listStorageRecords("acme", digestOf(1));
            return { records: await work, requests };
        };

        it(`give the ${kind} records of a digest`, async () => {
            const found = await read({ json: { total_count: 1, [list]: records } });
            assert.deepEqual(found.records, records);
            const path = `/orgs/acme/artifacts/${encodeURIComponent(digestOf(1))}/metadata/${kind}-records`;
            assert.deepEqual(
                found.requests.map(({ method, url }) => `${method} ${url}`),
                [`GET https://api.github.com${path}`],
            );
        });

        it(`give no ${kind} records for a 404, which is not tried again`, async () => {
            const { records: none, requests } = await read({ status: 404, json: { message: "Not Found" } });
            assert.deepEqual([none, requests.length], [[], 1]);
        });

        it(`fail where the ${kind} records may not be read`, async () => {
            await assert.rejects(read({ status: 403, json: { message: "No." } }), {
                code: "forbidden",
                message: new RegExp(
                    `^GitHub answered 403 to GET .*/metadata/${kind}-records: .*"artifact-metadata: read"`,
                ),
            });
        });
    }
});

describe("a reply of 200 that GitHub does not document", () => {
    for (const [what, answer, told] of [
        ["a page", { html: "<html>Sign in to the proxy</html>" }, "text"],
        ["null", { json: null }, "nothing"],
        ["an object of something else", { json: { message: "Hello" } }, "{ message: text }"],
        ["a list that is none", { json: { storage_records: {}, total_count: 1 } }, "{ storage_records: {}, total_"],
    ] as const) {
        it(`is refused: ${what}`, async () => {
            const { client, requests } = await clientOver(answer);
            await assert.rejects(client.createArtifactStorageRecord(storageCall), (error: Error & { code: string }) => {
                assert.equal(error.code, "unexpected-reply");
                assert.match(
                    error.message,
                    /^GitHub answered 200 to POST .* so what it recorded cannot be read from it: /,
                );
                assert.ok(error.message.includes(`: ${told}`), error.message);
                return true;
            });
            assert.equal(requests.length, 1);
        });
    }

    it("is refused by a read that counts records and lists none", async () => {
        const { client } = await clientOver({ json: { total_count: 1 } }, { json: {} }, { json: { total_count: 0 } });
        for (const told of ["{ total_count: number }", "{}"]) {
            await assert.rejects(client.listDeploymentRecords("acme", digestOf(1)), ({ code, message }) => {
                assert.equal(code, "unexpected-reply");
                assert.ok(message.includes(`so the records cannot be read from it: ${told}.`), message);
                assert.ok(message.endsWith("Then run it again"));
                return true;
            });
        }
        assert.deepEqual(await client.listDeploymentRecords("acme", digestOf(1)), []);
    });

    it("is none for a record without a cluster, which GitHub keeps", async () => {
        const { cluster: _, ...record } = deploymentReply();
        const { client } = await clientOver({ json: { total_count: 1, deployment_records: [record] } });
        assert.deepEqual(await client.listDeploymentRecords("acme", digestOf(1)), [record]);
    });
});

import assert from "node:assert/strict";
import type { ClusterCall, StorageCall } from "../../../../provider/github/client";
import type { Refusal } from "../../../../provider/github/diagnosis";
import type { GitHubError } from "../../../../provider/github/errors";
import type { Declared } from "../../../../provider/github/verification";
import { clientOver, HUSH } from "../../../support/client-over";
import { ACME, answering, type Routes, refused, routeOf } from "../../../support/github-routes";
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

/** A client of a GitHub with these routes. Everything else about `acme` is in order. */
async function clientAt(routes: Routes) {
    const { client, requests } = await clientOver(answering({ ...ACME, ...routes }));
    return { client, asked: () => requests.map(routeOf) };
}

const PATH = `/orgs/acme/artifacts/${encodeURIComponent(digestOf(1))}/metadata`;
const CLUSTER = "POST /orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1";
const STORAGE = "POST /orgs/acme/artifacts/metadata/storage-record";

describe("the call that sets deployment records", () => {
    it("sends all of its fields, always with partial success, and requests the records", async () => {
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

    it("returns what was recorded", async () => {
        const { client } = await clientOver({ json: { total_count: 1, deployment_records: [deploymentReply()] } });
        assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), {
            records: [deploymentReply()],
            errors: [],
            total: 1,
        });
    });

    it("returns what was rejected beside what was recorded, from a 207", async () => {
        const errors = [{ cause: "not_found", deployment: { ...entry, deployment_name: "shop/web" } }];
        const json = { total_count: 1, deployment_records: [deploymentReply()], errors };
        const { client } = await clientOver({ status: 207, json });
        assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), {
            records: [deploymentReply()],
            errors: [{ cause: "not_found", deployment_name: "shop/web" }],
            total: 1,
        });
    });

    it("returns only the total if GitHub leaves the records out", async () => {
        for (const total of [0, 2]) {
            const { client } = await clientOver({ json: { total_count: total } });
            assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), { records: [], errors: [], total });
        }
    });

    it("returns what was rejected if GitHub returns nothing else", async () => {
        const errors = [{ cause: "archived", deployment: entry }];
        const { client } = await clientOver({ status: 207, json: { errors } });
        assert.deepEqual(await client.setClusterDeploymentRecords(clusterCall), {
            records: [],
            errors: [{ cause: "archived", deployment_name: "shop/api" }],
            total: undefined,
        });
    });

    it("is unclear if a rejection names no deployment", async () => {
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
        it(`is quoted without ${what} of a deployment`, async () => {
            const { client } = await clientOver(answer(hush));
            const call = { ...clusterCall, deployments: [entry, { ...entry, ...parts }] };
            await assert.rejects(client.setClusterDeploymentRecords(call), { code: "invalid", message: told });
        });
    }

    for (const field of ["name", "version", "artifact_url", "path", "repository"]) {
        it(`is quoted without the ${field} of a stored artifact`, async () => {
            const { client } = await clientOver(answer(hush));
            const call = { ...storageCall, [field]: hush };
            await assert.rejects(client.createArtifactStorageRecord(call), { code: "invalid", message: told });
        });
    }
});

describe("the call that creates a storage record", () => {
    it("sends all of its fields, and requests and returns the records", async () => {
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
});

describe("the read", () => {
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

        it(`of ${kind} records returns those of a digest`, async () => {
            const found = await read({ json: { total_count: 1, [list]: records } });
            assert.deepEqual(found.records, records);
            const path = `/orgs/acme/artifacts/${encodeURIComponent(digestOf(1))}/metadata/${kind}-records`;
            assert.deepEqual(
                found.requests.map(({ method, url }) => `${method} ${url}`),
                [`GET https://api.github.com${path}`],
            );
        });

        it(`of ${kind} records returns none for a 404, and is not retried`, async () => {
            const { records: none, requests } = await read({ status: 404, json: { message: "Not Found" } });
            assert.deepEqual([none, requests.length], [[], 1]);
        });

        it(`of ${kind} records fails if they cannot be read, and names the missing permission`, async () => {
            const { client, asked } = await clientAt({ [`GET ${PATH}/${kind}-records`]: refused(403) });
            const work =
                kind === "deployment"
                    ? client.listDeploymentRecords("acme", digestOf(1))
                    : client.listStorageRecords("acme", digestOf(1));
            await assert.rejects(work, (error: GitHubError) => {
                assert.equal(error.code, "forbidden");
                const [first, ...rest] = error.message.split("\n  ");
                assert.match(
                    first as string,
                    /^GitHub refused it: .* lacks "artifact-metadata: read" on the repositories/,
                );
                const route = `GET /orgs/acme/artifacts/sha256:000000000001…/metadata/${kind}-records`;
                assert.equal(rest.at(-1), `GitHub answered 403 to ${route}: No.`);
                return true;
            });
            assert.deepEqual(asked().slice(1), ["GET /users/acme", "GET /orgs/acme"]);
        });
    }
});

describe("an undocumented reply with status 200", () => {
    for (const [what, answer, told] of [
        ["a page", { html: "<html>Sign in to the proxy</html>" }, "text"],
        ["null", { json: null }, "nothing"],
        ["an unrelated object", { json: { message: "Hello" } }, "{ message: text }"],
        [
            "a list that is not a list",
            { json: { storage_records: {}, total_count: 1 } },
            "{ storage_records: {}, total_",
        ],
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

    it("is refused by a read if it counts records and lists none", async () => {
        const { client } = await clientOver({ json: { total_count: 1 } }, { json: {} }, { json: { total_count: 0 } });
        for (const told of ["{ total_count: number }", "{}"]) {
            await assert.rejects(client.listDeploymentRecords("acme", digestOf(1)), ({ code, message }) => {
                assert.equal(code, "unexpected-reply");
                assert.ok(message.includes(`so the records cannot be read from it: ${told}.`), message);
                assert.ok(message.endsWith("Then run it again."), message);
                return true;
            });
        }
        assert.deepEqual(await client.listDeploymentRecords("acme", digestOf(1)), []);
    });

    it("is not a reply with a record that has no cluster; that record is kept", async () => {
        const { cluster: _, ...record } = deploymentReply();
        const { client } = await clientOver({ json: { total_count: 1, deployment_records: [record] } });
        assert.deepEqual(await client.listDeploymentRecords("acme", digestOf(1)), [record]);
    });
});

describe("a write that GitHub refuses", () => {
    const message = "no artifacts found";

    it("says why, after it asked GitHub for the cause, and then quotes GitHub's answer", async () => {
        const { client, asked } = await clientAt({ [CLUSTER]: refused(404, message) });
        await assert.rejects(client.setClusterDeploymentRecords(clusterCall), (error: GitHubError) => {
            assert.deepEqual([error.code, error.status, error.mayBeApplied], ["not-found", 404, false]);
            assert.deepEqual(error.message.split("\n  "), [
                "GitHub refused it: 2 causes were found.",
                "1. the repository acme/web does not exist, or the token from GITHUB_TOKEN cannot see it (GET /repos/acme/web " +
                    "answered 404, which does not tell the two apart). To fix it, correct githubRepository, or give the " +
                    "credential access to that repository.",
                "2. sha256:000000000001… has no provenance attestation that the token from GITHUB_TOKEN can see, and no " +
                    "githubRepository is given (POST /orgs/acme/attestations/bulk-list lists none). To fix it, set " +
                    "githubRepository to the repository that built it, or attest the build. An attestation is for one digest: " +
                    "an image index and the image of a single platform have different digests.",
                `GitHub answered 404 to ${CLUSTER}: ${message}`,
            ]);
            return true;
        });
        assert.deepEqual(asked().sort(), [
            "GET /orgs/acme",
            "GET /repos/acme/web",
            "GET /users/acme",
            CLUSTER,
            "POST /orgs/acme/attestations/bulk-list",
        ]);
    });

    it("also says why for a storage record", async () => {
        const { client } = await clientAt({ [STORAGE]: refused(404, message), "GET /repos/acme/api": refused(404) });
        const work = client.createArtifactStorageRecord({ ...storageCall, github_repository: "api" });
        await assert.rejects(work, {
            code: "not-found",
            message: /^GitHub refused it: the repository acme\/api does not/,
        });
    });

    it("lacks the permission to write if everything else is in order", async () => {
        const { client } = await clientAt({ [STORAGE]: refused(403) });
        const work = client.createArtifactStorageRecord({ ...storageCall, github_repository: "api" });
        await assert.rejects(work, {
            message: /^GitHub refused it: .* lacks "artifact-metadata: write" on acme\/api\.\n/,
        });
    });

    it("causes no further request if the headers of the answer say why", async () => {
        const { client, asked } = await clientAt({ [STORAGE]: refused(403, "No.", { "x-github-sso": "required" }) });
        await assert.rejects(client.createArtifactStorageRecord(storageCall), {
            message: /^GitHub refused it: .* is not authorized for the single sign-on of "acme"\.\n/,
        });
        assert.deepEqual(asked(), [STORAGE]);
    });

    it("quotes GitHub's answer even if nothing can be read", async () => {
        for (const answer of [refused(500), refused(401), refused(429), new TypeError("fetch failed")]) {
            const { client } = await clientAt({
                [STORAGE]: refused(404, message),
                "GET /users/acme": answer,
                "GET /orgs/acme": answer,
            });
            await assert.rejects(client.createArtifactStorageRecord(storageCall), (error: GitHubError) => {
                assert.deepEqual([error.code, error.status], ["not-found", 404]);
                assert.ok(error.message.endsWith(`\n  GitHub answered 404 to ${STORAGE}: ${message}`), error.message);
                return true;
            });
        }
    });

    for (const status of [401, 422, 429, 500]) {
        it(`causes no further request if GitHub answers ${status}`, async () => {
            const { client, asked } = await clientAt({ [STORAGE]: refused(status) });
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { status });
            assert.deepEqual([...new Set(asked())], [STORAGE]);
        });
    }
});

describe("a client that explains rejections", () => {
    it("explains each one, and looks up everything once", async () => {
        const { client, asked } = await clientAt({});
        const refusal = (as: string, github_repository?: string): Refusal => ({
            org: "acme",
            artifacts: [{ digest: digestOf(1), github_repository }],
            as,
            permission: "write",
        });
        const [one, two, three] = await client.explain([
            refusal("unauthorized", "api"),
            refusal("not_found", "web"),
            refusal("not_found"),
        ]);
        assert.match(one?.[0] as string, /lacks "artifact-metadata: write" on acme\/api\.$/);
        assert.match(two?.[0] as string, /^the repository acme\/web does not exist/);
        assert.match(three?.[0] as string, /^sha256:000000000001… has no provenance attestation/);
        assert.equal(asked().length, 5);
    });
});

describe("a client that verifies what is to be written", () => {
    const declared: Declared = {
        label: "acme/prod",
        org: "acme",
        artifacts: [{ prefix: "", digest: digestOf(1), github_repository: "web" }],
    };

    it("returns what GitHub would reject, and what it could not check", async () => {
        const { client } = await clientAt({ "GET /orgs/acme": refused(500) });
        const { problems, warnings } = await client.verify(declared);
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["githubRepository"],
        );
        assert.deepEqual(warnings, ["acme/prod: org was not verified: GET /orgs/acme answered 500: No"]);
    });

    it("fails if GitHub refuses the credential", async () => {
        const { client } = await clientAt({ "GET /users/acme": refused(401, "Bad credentials") });
        await assert.rejects(client.verify(declared), {
            name: "GitHubError",
            code: "bad-credential",
            message: /^GitHub answered 401 to GET \/users\/acme: .* is not valid: /,
        });
    });

    it("has no limit of reads, even after refusals that had one", async () => {
        const { client, asked } = await clientAt({ [CLUSTER]: refused(404) });
        const named = (count: number) => Array.from({ length: count }, (_, n) => ({ github_repository: `r${n}` }));
        const deployments = named(9).map((parts) => ({ ...entry, ...parts }));
        await assert.rejects(client.setClusterDeploymentRecords({ ...clusterCall, deployments }));
        assert.equal(asked().length, 6);
        const artifacts = named(9).map((parts) => ({ ...parts, prefix: "", digest: digestOf(1) }));
        assert.equal((await client.verify({ ...declared, artifacts })).problems.length, 9);
        assert.equal(asked().length, 12);
    });
});

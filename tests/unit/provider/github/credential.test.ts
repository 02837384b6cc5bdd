import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import type { GitHubError } from "../../../../provider/github/errors";
import type { Credential } from "../../../../provider/settings";
import { appKey } from "../../../support/app-key";
import { clientOver, clientWith } from "../../../support/client-over";
import { digestOf } from "../../../support/record-sets";
import type { Reply } from "../../../support/scripted-fetch";
import { storageCall } from "../../../support/storage-records";

const nothing: Reply = { json: { total_count: 0 } };
const refusal = (status: number, message: string): Reply => ({ status, json: { message } });

describe("a GitHub App", () => {
    const app: Credential = {
        kind: "app",
        id: "12",
        installationId: "34",
        privateKey: appKey,
        source: "github:appAuth",
    };
    const token: Reply = {
        status: 201,
        json: { token: "ghs_hush", expires_at: "2099-01-01T00:00:00Z", permissions: {} },
    };

    it("gets a token the same way as everything else, once, and calls with it", async () => {
        const { client, requests } = await clientWith({ credential: app }, token, nothing);
        await client.createArtifactStorageRecord(storageCall);
        await client.createArtifactStorageRecord(storageCall);
        assert.deepEqual(
            requests.map(({ url }) => new URL(url).pathname),
            [
                "/app/installations/34/access_tokens",
                "/orgs/acme/artifacts/metadata/storage-record",
                "/orgs/acme/artifacts/metadata/storage-record",
            ],
        );
        assert.match(requests[0]?.headers.authorization as string, /^bearer /);
        assert.equal(requests[2]?.headers.authorization, "token ghs_hush");
    });

    it("that gets no token fails also a read: that 404 says nothing of the records", async () => {
        const { client } = await clientWith({ credential: app }, refusal(404, "Not Found"));
        await assert.rejects(client.listStorageRecords("acme", digestOf(1)), {
            code: "bad-credential",
            message: /to the sign-in for GET .*: the app 12, installation 34, from github:appAuth got no token/,
        });
    });

    it("is tried four times to sign in while GitHub is down, and no more", async () => {
        const { client, requests } = await clientWith({ credential: app }, refusal(503, "No."));
        await assert.rejects(client.createArtifactStorageRecord(storageCall), { code: "unavailable" });
        assert.equal(requests.length, 4);
    });

    for (const [what, answer, code] of [
        ["refused", refusal(401, "No."), "bad-credential"],
        ["limited", { ...refusal(429, "No."), headers: { "retry-after": "901" } }, "rate-limited"],
        ["down", refusal(503, "No."), "unavailable"],
        ["out of reach", new TypeError("fetch failed", { cause: new Error("read ECONNRESET") }), "unreachable"],
    ] as const) {
        it(`that is ${what} when it signs in has applied nothing, for each call that waits for it`, async () => {
            const { client } = await clientWith({ credential: app }, answer);
            const calls = await Promise.allSettled([1, 2].map(() => client.createArtifactStorageRecord(storageCall)));
            for (const call of calls) {
                assert.ok(call.status === "rejected");
                assert.deepEqual([call.reason.code, call.reason.mayBeApplied], [code, false]);
                assert.match(call.reason.message, /the sign-in for POST/);
            }
        });
    }

    it("whose key cannot sign is told so, and sends nothing", async () => {
        const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
        const { client, requests } = await clientWith({ credential: { ...app, privateKey: pem } }, nothing);
        await assert.rejects(client.createArtifactStorageRecord(storageCall), (error: GitHubError) => {
            assert.deepEqual([error.code, error.mayBeApplied, requests], ["bad-credential", false, []]);
            assert.match(
                error.message,
                /was not sent: the app 12, installation 34, from github:appAuth cannot sign in: /,
            );
            assert.doesNotMatch(error.message, /PRIVATE KEY/);
            return true;
        });
    });

    it("signs in once for calls that come at once", async () => {
        const { client, requests } = await clientWith({ credential: app }, token, nothing);
        await Promise.all(Array.from({ length: 10 }, () => client.createArtifactStorageRecord(storageCall)));
        assert.equal(requests.filter(({ url }) => url.endsWith("/access_tokens")).length, 1);
        assert.equal(requests.length, 11);
    });

    it("is named in errors by its ids, and its key is in none", async () => {
        for (const answer of [refusal(401, "No."), refusal(500, "No."), new TypeError("fetch failed")]) {
            const { client } = await clientWith({ credential: app }, answer);
            const error = await client.createArtifactStorageRecord(storageCall).catch((reason) => reason);
            assert.doesNotMatch(error.message, /PRIVATE KEY|eyJ/);
        }
    });
});

describe("an error", () => {
    it("holds no credential", async () => {
        for (const status of [401, 403, 404, 422, 429, 500]) {
            const { client } = await clientOver(refusal(status, "No."));
            const error = await client.createArtifactStorageRecord(storageCall).catch((reason) => reason);
            assert.equal(error.status, status);
            assert.doesNotMatch(inspect(error, { depth: 0 }), /hush/);
        }
    });
});

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import type { GitHubError } from "../../../../provider/github/errors";
import type { Credential } from "../../../../provider/settings/settings";
import { appKey } from "../../../support/app-key";
import { clientOver, clientWith } from "../../../support/client-over";
import { digestOf } from "../../../support/record-sets";
import type { Reply, SentRequest } from "../../../support/scripted-fetch";
import { storageCall } from "../../../support/storage-records";

const nothing: Reply = { json: { total_count: 0 } };
const refusal = (status: number, message: string): Reply => ({ status, json: { message } });

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

describe("a GitHub App", () => {
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
            message: /to the sign-in for GET .*: the app 12, installation 34, from github:appAuth did not get a token/,
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

    it("asks for the same version of the API as everything else when it signs in", async () => {
        const { client, requests } = await clientWith({ credential: app }, token, nothing);
        await client.createArtifactStorageRecord(storageCall);
        assert.deepEqual(
            requests.map(({ headers }) => headers["x-github-api-version"]),
            ["2026-03-10", "2026-03-10"],
        );
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

describe("the new token of an app", () => {
    const writes = (requests: readonly SentRequest[]) =>
        requests.filter(({ url }) => url.endsWith("/storage-record")).length;

    for (const status of [401, 403]) {
        it(`is tried again for five seconds while GitHub may not know it: ${status}`, async () => {
            const no = refusal(status, "No.");
            const { client, said } = await clientWith({ credential: app }, token, no, no, nothing);
            assert.deepEqual((await client.createArtifactStorageRecord(storageCall)).records, []);
            assert.deepEqual(said, [`GitHub does not know the app's new token yet (${status}): retrying in 4 s`]);
        });

        it(`is refused after that, and at once from then on: ${status}`, async () => {
            const { client, requests } = await clientWith({ credential: app }, token, refusal(status, "No."));
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { status, mayBeApplied: false });
            assert.equal(writes(requests), 3);
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { status });
            assert.equal(writes(requests), 4);
        });
    }

    it("is not waited for where GitHub limits the rate of calls by 403", async () => {
        const limited = { ...refusal(403, "No."), headers: { "retry-after": "901" } };
        const { client, requests } = await clientWith({ credential: app }, token, limited);
        await assert.rejects(client.createArtifactStorageRecord(storageCall), { code: "rate-limited" });
        assert.equal(writes(requests), 1);
    });
});

describe("an app on a machine whose clock is wrong", () => {
    /** When a sign-in says that it was signed, in seconds since 1970. */
    const signedAt = ({ headers }: SentRequest): number => {
        const [, claims = ""] = (headers.authorization as string).replace(/^bearer /, "").split(".");
        return JSON.parse(Buffer.from(claims, "base64url").toString()).iat;
    };

    const { warn } = console;
    const printed: unknown[] = [];
    before(() => {
        console.warn = (line) => printed.push(line);
    });
    after(() => {
        console.warn = warn;
    });

    for (const [minutes, message] of [
        [-20, "'Expiration time' claim ('exp') is too far in the future"],
        [
            20,
            "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
        ],
        [-5, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"],
    ] as const) {
        it(`signs in by GitHub's clock at the second try, without a word: ${minutes} minutes, ${message}`, async () => {
            const now = Date.now() + minutes * 60_000;
            const late = { ...refusal(401, message), headers: { date: new Date(now).toUTCString() } };
            const { client, requests, said } = await clientWith({ credential: app }, late, token, nothing);
            await client.createArtifactStorageRecord(storageCall);
            assert.equal(requests.length, 3);
            const [first, second] = requests.slice(0, 2).map(signedAt) as [number, number];
            const off = second - first - minutes * 60;
            assert.ok(Math.abs(off) <= 2, `${off} s off`);
            assert.deepEqual([printed, said], [[], []]);
        });
    }

    it("does not sign in where GitHub does not tell its time, nor for another reason", async () => {
        for (const answer of [
            refusal(401, "'Expiration time' claim ('exp') is too far in the future"),
            { ...refusal(401, "A JSON web token could not be decoded"), headers: { date: new Date(0).toUTCString() } },
        ]) {
            const { client, requests } = await clientWith({ credential: app }, answer);
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { code: "bad-credential" });
            assert.equal(requests.length, 1);
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

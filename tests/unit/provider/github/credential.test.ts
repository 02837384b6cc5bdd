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
    it("gets a token once, over the same connection as other calls, and uses it", async () => {
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

    it("makes even a read fail if it gets no token, because a 404 then says nothing about the records", async () => {
        const { client } = await clientWith({ credential: app }, refusal(404, "Not Found"));
        await assert.rejects(client.listStorageRecords("acme", digestOf(1)), {
            code: "bad-credential",
            message: /to the sign-in for GET .*: the app 12, installation 34, from github:appAuth did not get a token/,
        });
    });

    it("tries to sign in at most four times while GitHub is down", async () => {
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

    it("sends nothing if its key cannot sign, and says so", async () => {
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

    it("signs in with the same API version as other calls", async () => {
        const { client, requests } = await clientWith({ credential: app }, token, nothing);
        await client.createArtifactStorageRecord(storageCall);
        assert.deepEqual(
            requests.map(({ headers }) => headers["x-github-api-version"]),
            ["2026-03-10", "2026-03-10"],
        );
    });

    it("signs in once for simultaneous calls", async () => {
        const { client, requests } = await clientWith({ credential: app }, token, nothing);
        await Promise.all(Array.from({ length: 10 }, () => client.createArtifactStorageRecord(storageCall)));
        assert.equal(requests.filter(({ url }) => url.endsWith("/access_tokens")).length, 1);
        assert.equal(requests.length, 11);
    });

    it("never shows its key in errors", async () => {
        for (const answer of [refusal(401, "No."), refusal(500, "No."), new TypeError("fetch failed")]) {
            const { client } = await clientWith({ credential: app }, answer);
            const error = await client.createArtifactStorageRecord(storageCall).catch((reason) => reason);
            assert.doesNotMatch(error.message, /PRIVATE KEY|eyJ/);
        }
    });
});

describe("an app's new token", () => {
    const writes = (requests: readonly SentRequest[]) =>
        requests.filter(({ url }) => url.endsWith("/storage-record")).length;

    for (const status of [401, 403]) {
        it(`is retried for five seconds while GitHub may not know it: ${status}`, async () => {
            const no = refusal(status, "No.");
            const { client, said } = await clientWith({ credential: app }, token, no, no, nothing);
            assert.deepEqual((await client.createArtifactStorageRecord(storageCall)).records, []);
            assert.deepEqual(said, [`GitHub does not know the app's new token yet (${status}): retrying in 4 s`]);
        });

        it(`is refused after that, and from then on without a retry: ${status}`, async () => {
            const { client, requests } = await clientWith({ credential: app }, token, refusal(status, "No."));
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { status, mayBeApplied: false });
            assert.equal(writes(requests), 3);
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { status });
            assert.equal(writes(requests), 4);
        });
    }

    it("is not retried if GitHub limits the rate of calls with a 403", async () => {
        const limited = { ...refusal(403, "No."), headers: { "retry-after": "901" } };
        const { client, requests } = await clientWith({ credential: app }, token, limited);
        await assert.rejects(client.createArtifactStorageRecord(storageCall), { code: "rate-limited" });
        assert.equal(writes(requests), 1);
    });
});

describe("an app on a machine with a wrong clock", () => {
    /** When a sign-in was signed, in seconds since 1970. */
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
        it(`signs in with GitHub's time at the second try, and prints nothing: ${minutes} minutes, ${message}`, async () => {
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

    it("does not retry the sign-in if GitHub does not return its time, or for another reason", async () => {
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
    it("contains no credential", async () => {
        for (const status of [401, 403, 404, 422, 429, 500]) {
            const { client } = await clientOver(refusal(status, "No."));
            const error = await client.createArtifactStorageRecord(storageCall).catch((reason) => reason);
            assert.equal(error.status, status);
            assert.doesNotMatch(inspect(error, { depth: 0 }), /hush/);
        }
    });
});

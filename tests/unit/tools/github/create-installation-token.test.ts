import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { type Answer, call, postStorage } from "./conversation";
import { storage } from "./samples";

const NOW = Date.UTC(2026, 0, 1, 12) / 1000;

const pair = () =>
    generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString("base64url");

describe("A token of an app's installation", () => {
    const [own, foreign] = [pair(), pair()];
    let moment = NOW;
    let server: GitHubServer;
    beforeEach(async () => {
        moment = NOW;
        server = await startGitHub({
            tokens: {},
            apps: {
                "7": { publicKey: own.publicKey, installations: { "70": "write", "71": { read: ["api"] } } },
                "8": { publicKey: foreign.publicKey, installations: { "80": "write" } },
            },
            now: () => new Date(moment * 1000),
        });
    });
    afterEach(() => server.close());

    const sign = (claims: object, key = own.privateKey, header: unknown = { alg: "RS256", typ: "JWT" }): string => {
        const signed = `${encode(header)}.${encode({ iss: "7", iat: NOW, exp: NOW + 600, ...claims })}`;
        return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
    };
    const ask = (jwt: string, options: { installation?: string; scheme?: string; body?: unknown } = {}) => {
        const { installation = "70", scheme = "bearer", body } = options;
        const path = `/app/installations/${installation}/access_tokens`;
        return call(server, "POST", path, { authorization: `${scheme} ${jwt}`, body });
    };
    const write = (token: string): Promise<Answer> =>
        postStorage(server, storage(), { authorization: `token ${token}` });

    it("is new, valid for an hour, and has the permissions of the installation", async () => {
        const [first, second] = [await ask(sign({})), await ask(sign({}), { installation: "71" })];
        assert.equal(first.status, 201);
        assert.deepEqual(first.body, {
            token: first.body.token,
            expires_at: "2026-01-01T13:00:00Z",
            permissions: { artifact_metadata: "write", metadata: "read" },
            repository_selection: "all",
        });
        assert.match(first.body.token, /^ghs_\w+$/);
        assert.notEqual(first.body.token, second.body.token);
        assert.deepEqual([(await write(first.body.token)).status, (await write(second.body.token)).status], [200, 403]);
    });

    it("is no longer known after an hour", async () => {
        const { body } = await ask(sign({}));
        moment = NOW + 3599;
        assert.equal((await write(body.token)).status, 200);
        moment = NOW + 3600;
        assert.equal((await write(body.token)).status, 401);
    });

    const taken: [string, object][] = [
        ["an app id that is a number", { iss: 7 }],
        ["a JSON web token that was issued earlier", { iat: NOW - 60 }],
        ["a JSON web token that expires in a second", { exp: NOW + 1 }],
    ];
    for (const [what, claims] of taken) {
        it(`is created for ${what}`, async () => {
            assert.equal((await ask(sign(claims), { scheme: "Bearer", body: {} })).status, 201);
        });
    }

    const IAT = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    const EXP =
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    const FAR = "'Expiration time' claim ('exp') is too far in the future";
    const UNDECODABLE = "A JSON web token could not be decoded";
    const refused: [string, () => string, number, string][] = [
        ["a clock that is ahead", () => sign({ iat: NOW + 1 }), 401, IAT],
        ["a time of issue with half a second", () => sign({ iat: NOW - 0.5 }), 401, IAT],
        ["no time of issue", () => sign({ iat: undefined }), 401, IAT],
        ["a clock that is behind", () => sign({ exp: NOW }), 401, EXP],
        ["no expiration time", () => sign({ exp: undefined }), 401, EXP],
        ["a text as expiration time", () => sign({ exp: String(NOW + 60) }), 401, EXP],
        ["an expiration more than ten minutes ahead", () => sign({ exp: NOW + 601 }), 401, FAR],
        ["the key of another app", () => sign({}, foreign.privateKey), 401, UNDECODABLE],
        ["no signature", () => sign({}).replace(/[^.]+$/, ""), 401, UNDECODABLE],
        [
            "claims that were changed",
            () => sign({}).replace(/\.[^.]+\./, `.${encode({ iss: "7" })}.`),
            401,
            UNDECODABLE,
        ],
        ["another algorithm", () => sign({}, own.privateKey, { alg: "none" }), 401, UNDECODABLE],
        ["a fourth part in the token", () => `${sign({})}.x`, 401, UNDECODABLE],
        ["a text that is not a JSON web token", () => "ghs_embedded", 401, UNDECODABLE],
        ["claims that are not an object", () => `${encode({ alg: "RS256" })}.${encode(null)}.x`, 401, UNDECODABLE],
        ["an unknown app", () => sign({ iss: "9" }), 404, "Integration not found"],
    ];
    for (const [what, jwt, status, message] of refused) {
        it(`is refused for ${what}`, async () => {
            const answer = await ask(jwt());
            assert.equal(answer.status, status);
            const documentation_url = "https://docs.github.com/rest";
            assert.deepEqual(answer.body, { message, documentation_url, status: String(status) });
        });
    }

    it("is refused by the server's clock, which the reply's Date header shows", async () => {
        moment = NOW - 1000;
        const { headers, body } = await ask(sign({}));
        assert.deepEqual([body.message, headers.get("date")], [IAT, new Date(moment * 1000).toUTCString()]);
    });

    for (const installation of ["80", "99"]) {
        it(`is not found for another app's installation or an unknown one: ${installation}`, async () => {
            const { status, body } = await ask(sign({}), { installation });
            assert.deepEqual([status, body.message], [404, "Not Found"]);
        });
    }

    it("is refused for some of the installation's repositories, and for a body that is not JSON", async () => {
        const part = await ask(sign({}), { body: { repositories: ["api"] } });
        assert.deepEqual([part.status, part.body.errors[0]?.field], [422, "repositories"]);
        assert.equal((await ask(sign({}), { body: "{" })).status, 400);
    });

    it("needs a valid public key", async () => {
        await assert.rejects(startGitHub({ apps: { "7": { publicKey: "none", installations: {} } } }));
    });

    it("is created and used by GitHub's own client for apps", async () => {
        const { createAppAuth } = await import("@octokit/auth-app");
        const { Octokit } = await import("@octokit/rest");
        await server.close();
        server = await startGitHub({ apps: { "7": { publicKey: own.publicKey, installations: { "70": "write" } } } });
        const octokit = new Octokit({
            baseUrl: server.url,
            authStrategy: createAppAuth,
            auth: { appId: 7, privateKey: own.privateKey, installationId: 70 },
        });
        const { status } = await octokit.rest.repos.get({ owner: "acme", repo: "api" });
        assert.equal(status, 200);
        assert.deepEqual(
            server.requests.map(({ method, path, status }) => `${status} ${method} ${path}`),
            ["201 POST /app/installations/70/access_tokens", "200 GET /repos/acme/api"],
        );
    });
});

import assert from "node:assert/strict";
import { type GitHubServer, type LoggedRequest, startGitHub } from "../../../../tools/github/index";
import { RequestLog } from "../../../../tools/github/request-log";
import { call, list, postDeployments } from "./conversation";
import { deployments, digestOf, entry } from "./samples";

describe("The log of requests", () => {
    let server: GitHubServer;
    const heard: LoggedRequest[] = [];
    beforeEach(async () => {
        heard.length = 0;
        server = await startGitHub({ onRequest: (request) => heard.push(request) });
    });
    afterEach(() => server.close());

    it("has each request and its result", async () => {
        const body = deployments([entry(), entry({ deployment_name: "b" })]);
        const { headers } = await postDeployments(server, body);
        assert.deepEqual(server.requests, [
            {
                method: "POST",
                path: "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod",
                status: 200,
                body,
                entries: 2,
                requestId: headers.get("x-github-request-id"),
            },
        ]);
    });

    it("has refused requests, and no body that is not JSON", async () => {
        await postDeployments(server, "{");
        await list(server, "deployment", digestOf(1));
        await postDeployments(server, null);
        const seen = server.requests.map(({ method, status, body, entries }) => [method, status, body, entries]);
        assert.deepEqual(seen, [
            ["POST", 400, undefined, undefined],
            ["GET", 200, undefined, undefined],
            ["POST", 422, null, undefined],
        ]);
    });

    it("has the requested version of the API, and no version if the request named none", async () => {
        await call(server, "GET", "/", { headers: { "x-github-api-version": "2022-11-28" } });
        await call(server, "GET", "/orgs/acme", { headers: { "x-github-api-version": "v3" } });
        await call(server, "GET", "/");
        assert.deepEqual(
            server.requests.map(({ apiVersion }) => apiVersion),
            ["2022-11-28", "v3", undefined],
        );
        assert.ok(!("apiVersion" in (server.requests[2] ?? {})));
    });

    it("never has a token", async () => {
        await postDeployments(server, deployments());
        await call(server, "GET", "/", { authorization: "Bearer ghs_embedded" });
        assert.doesNotMatch(JSON.stringify(server.requests), /ghs_|authorization/i);
    });

    it("passes each request to its listener", async () => {
        await call(server, "GET", "/");
        assert.deepEqual(heard, server.requests);
        assert.equal(heard.length, 1);
    });

    it("starts again once a test takes it", async () => {
        await call(server, "GET", "/one");
        assert.deepEqual(
            server.takeRequests().map((request) => request.path),
            ["/one"],
        );
        assert.deepEqual(server.takeRequests(), []);
        await call(server, "GET", "/two?a=%20");
        assert.deepEqual(
            server.requests.map((request) => request.path),
            ["/two?a=%20"],
        );
    });

    it("keeps the last requests without their bodies, even after it was taken", () => {
        const log = new RequestLog();
        const request = { method: "GET", body: { deployments: [1, 2] }, status: 200, requestId: "E0A1:1" };
        for (let index = 0; index < 60; index += 1) log.add({ ...request, path: `/${index}` });
        assert.equal(log.take().length, 60);
        assert.equal(log.recent.length, 50);
        assert.deepEqual(log.recent[0], { method: "GET", path: "/10", status: 200, entries: 2 });
        assert.equal(log.recent.at(-1)?.path, "/59");
    });
});

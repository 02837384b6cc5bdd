import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createFetch } from "../../../../provider/github/connection";
import { type GitHubServer, startGitHub } from "../../../../tools/github";
import { makeCertificate } from "../../../support/certificate";
import { type Answer, scriptedFetch } from "../../../support/scripted-fetch";

const CHECK = "Check the network, the proxy and github:baseUrl";

/** What a request becomes that is answered so. */
async function outcome(...answers: readonly Answer[]) {
    const { fetch, requests } = scriptedFetch(...answers);
    const result = await createFetch({}, { fetch })("https://api.github.com/a", { method: "GET" }).catch((e) => e);
    return { result, requests };
}

describe("the fetch with which GitHub is called", () => {
    it("hands on the request and the reply", async () => {
        const { fetch, requests } = scriptedFetch({ json: { total_count: 0 }, headers: { link: "a" } });
        const init = { method: "POST", headers: { authorization: "token hush" }, body: '{"name":"api"}' };
        const response = await createFetch({}, { fetch })("https://api.github.com/a", init);
        assert.deepEqual([response.headers.get("link"), await response.json()], ["a", { total_count: 0 }]);
        assert.deepEqual(requests, [
            {
                url: "https://api.github.com/a",
                method: "POST",
                headers: { authorization: "token hush" },
                body: { name: "api" },
            },
        ]);
    });

    it("follows redirects, and takes no page for a reply", async () => {
        const { result, requests } = await outcome(
            { status: 307, json: {}, headers: { location: "/b" } },
            { html: "<html>" },
        );
        assert.equal(requests.length, 2);
        assert.equal(result.message, "https://api.github.com answered 200 with HTML instead of JSON: <html>");
    });

    for (const [what, error, reason] of [
        ["its cause", new TypeError("fetch failed", { cause: new Error("read ECONNRESET") }), "read ECONNRESET"],
        [
            "the first of its causes",
            new AggregateError([new Error("connect ECONNREFUSED ::1:1")]),
            "connect ECONNREFUSED ::1:1",
        ],
        ["its code", Object.assign(new Error(""), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
        ["its own message", new Error("odd"), "odd"],
    ] as const) {
        it(`tells a failed connection with ${what}`, async () => {
            const { result } = await outcome(error);
            assert.deepEqual([result.message, result.advice, result.final], [reason, CHECK, false]);
        });
    }

    for (const code of [
        "DEPTH_ZERO_SELF_SIGNED_CERT",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_GET_ISSUER_CERT",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    ]) {
        it(`tells of NODE_EXTRA_CA_CERTS for ${code}, and that no other try would help`, async () => {
            const cause = Object.assign(new Error("no trust"), { code });
            const { result } = await outcome(new TypeError("fetch failed", { cause }));
            assert.equal(result.message, "the certificate of api.github.com is not trusted: no trust");
            assert.match(result.advice, /set NODE_EXTRA_CA_CERTS to the file \(PEM\) .* before you start pulumi/);
            assert.equal(result.final, true);
        });
    }
});

describe("the fetch with which GitHub is called, on this machine", () => {
    let github: GitHubServer;
    let slow: Server;

    before(async () => {
        github = await startGitHub();
        slow = createServer((_, response) => {
            response.writeHead(200, { "content-type": "application/json", "content-length": 100 });
            response.write('{"total_count":');
        }).listen(0, "127.0.0.1");
        await once(slow, "listening");
    });
    after(() => {
        slow.close();
        slow.closeAllConnections();
        return github.close();
    });

    it("is that of the process where no proxy is named", async () => {
        const response = await createFetch({})(`${github.url}/nowhere`);
        assert.deepEqual([response.status, github.takeRequests().length], [404, 1]);
    });

    for (const [what, environment, loads] of [
        ["nothing for proxies where none is named", {}, false],
        ["nothing for a proxy that is not needed", { HTTP_PROXY: "http://proxy.test" }, false],
        ["undici where a proxy is named", { HTTP_PROXY: "http://127.0.0.1:1" }, true],
    ] as const) {
        it(`loads ${what}`, () => {
            const program = `
                const { createFetch } = require(${JSON.stringify(require.resolve("../../../../provider/github/connection"))});
                const isLoaded = () => Object.keys(require.cache).some((file) => file.includes("undici"));
                const print = () => process.stdout.write(String(isLoaded()));
                if (isLoaded()) throw new Error("It is loaded before a request is made");
                createFetch(${JSON.stringify(environment)})("http://127.0.0.1:1").then(print, print);
            `;
            assert.equal(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }), String(loads));
        });
    }

    for (const cut of ["before-reply", "in-body"] as const) {
        it(`fails where the connection is cut ${cut}`, async () => {
            github.fail({ cut, body: { total_count: 0 } });
            const request = createFetch({})(`${github.url}/nowhere`);
            await assert.rejects(request, { name: "ConnectionError", message: /./, advice: CHECK, final: false });
        });
    }

    it("waits for a reply for so long, and no longer", async () => {
        github.fail({ delayMs: 60_000 });
        const request = createFetch({}, { timeout: 20 })(`${github.url}/nowhere`);
        await assert.rejects(request, { message: "no complete reply within 0.02 s", advice: CHECK, final: false });
    });

    it("waits no longer for the rest of a reply", async () => {
        const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
        const request = createFetch({}, { timeout: 200 })(url);
        await assert.rejects(request, { message: "no complete reply within 0.2 s", advice: CHECK, final: false });
    });

    it("takes no certificate that is not trusted", async () => {
        const secure = await startGitHub({ tls: await makeCertificate() });
        const error = await createFetch({})(secure.url).catch((thrown) => thrown);
        await secure.close();
        assert.match(error.message, /^the certificate of 127\.0\.0\.1:\d+ is not trusted: unable to verify/);
        assert.equal(error.final, true);
    });
});

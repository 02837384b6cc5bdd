import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Socket } from "node:net";
import { createFetch } from "../../../../provider/github/connection";
import { type GitHubServer, startGitHub } from "../../../../tools/github";
import { makeCertificate } from "../../../support/certificate";
import { type Answer, scriptedFetch } from "../../../support/scripted-fetch";

const CHECK = "Check the network, the proxy and github-artifacts:baseUrl";

/** The result of a request that gets these answers. */
async function outcome(...answers: readonly Answer[]) {
    const { fetch, requests } = scriptedFetch(...answers);
    const result = await createFetch({}, { fetch })("https://api.github.com/a", { method: "GET" }).catch((e) => e);
    return { result, requests };
}

describe("the fetch function that calls GitHub", () => {
    it("passes on the request and the reply", async () => {
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

    it("quotes a page without what was sent", async () => {
        const { fetch } = scriptedFetch({ html: "<html>api" });
        const work = createFetch({}, { fetch })("https://api.github.com/a", { method: "POST", body: '{"name":"api"}' });
        await assert.rejects(work, {
            message: "https://api.github.com answered 200 with HTML instead of JSON: <html>…",
        });
    });

    it("follows redirects, and does not accept a page as a reply", async () => {
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
        it(`reports a failed connection with ${what}`, async () => {
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
        it(`recommends NODE_EXTRA_CA_CERTS for ${code}, and says that a retry would not help`, async () => {
            const cause = Object.assign(new Error("no trust"), { code });
            const { result } = await outcome(new TypeError("fetch failed", { cause }));
            assert.equal(result.message, "the certificate of api.github.com is not trusted: no trust");
            assert.match(result.advice, /set NODE_EXTRA_CA_CERTS to the PEM file .* before you run pulumi/);
            assert.deepEqual([result.final, result.mayBeApplied], [true, false]);
        });
    }

    // As Node.js 20 and undici 7 report them. The tests below cause those that can occur on this machine.
    for (const [what, parts, mayBeApplied] of [
        ["a host without an address", { code: "ENOTFOUND", syscall: "getaddrinfo" }, false],
        ["a resolver that is too busy", { code: "EAI_AGAIN", syscall: "getaddrinfo" }, false],
        ["a refused connection", { code: "ECONNREFUSED", syscall: "connect" }, false],
        ["a host that is out of reach", { code: "EHOSTUNREACH", syscall: "connect" }, false],
        ["a network that is out of reach", { code: "ENETUNREACH", syscall: "connect" }, false],
        ["a connection that is reset while it is made", { code: "ECONNRESET", syscall: "connect" }, false],
        ["a connection that takes too long", { code: "UND_ERR_CONNECT_TIMEOUT" }, false],
        ["a certificate that has expired", { code: "CERT_HAS_EXPIRED" }, false],
        ["a certificate for another host", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }, false],
        ["a connection that is reset later", { code: "ECONNRESET", syscall: "read" }, true],
        ["a connection that the other side closes", { code: "UND_ERR_SOCKET" }, true],
        ["an answer that is not HTTP", {}, true],
    ] as const) {
        it(`says that the request ${mayBeApplied ? "may have been" : "was not"} sent after ${what}`, async () => {
            const cause = Object.assign(new Error("no"), parts);
            const { result } = await outcome(new TypeError("fetch failed", { cause }));
            assert.deepEqual([result.mayBeApplied, result.final], [mayBeApplied, false]);
        });
    }
});

describe("on this machine, the fetch function that calls GitHub", () => {
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

    it("is the one of the process if no proxy is set", async () => {
        const response = await createFetch({})(`${github.url}/nowhere`);
        assert.deepEqual([response.status, github.takeRequests().length], [404, 1]);
    });

    for (const [what, environment, loads] of [
        ["nothing for proxies if none is set", {}, false],
        ["nothing for a proxy that is not needed", { HTTP_PROXY: "http://proxy.test" }, false],
        ["undici if a proxy is set", { HTTP_PROXY: "http://127.0.0.1:1" }, true],
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
        it(`fails if the connection is cut ${cut}`, async () => {
            github.fail({ cut, body: { total_count: 0 } });
            const request = createFetch({})(`${github.url}/nowhere`);
            await assert.rejects(request, {
                name: "ConnectionError",
                message: /./,
                advice: CHECK,
                final: false,
                mayBeApplied: true,
            });
        });
    }

    for (const [what, end] of [
        ["reset", (socket: Socket) => socket.resetAndDestroy()],
        ["closed", (socket: Socket) => socket.end()],
        ["answered with something other than HTTP", (socket: Socket) => socket.end("Hello\r\n\r\n")],
    ] as const) {
        it(`says that a request may have been sent if its connection is ${what}`, async () => {
            const odd = createNetServer((socket) => {
                socket.on("error", () => {});
                socket.once("data", () => end(socket));
            }).listen(0, "127.0.0.1");
            await once(odd, "listening");
            const url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
            await assert.rejects(createFetch({})(url, { method: "POST", body: "{}" }), {
                name: "ConnectionError",
                mayBeApplied: true,
            });
            odd.close();
        });
    }

    it("says that a request was not sent if nothing listens", async () => {
        const gone = createNetServer().listen(0, "127.0.0.1");
        await once(gone, "listening");
        const { port } = gone.address() as AddressInfo;
        gone.close();
        await once(gone, "close");
        await assert.rejects(createFetch({})(`http://127.0.0.1:${port}`, { method: "POST", body: "{}" }), {
            message: `connect ECONNREFUSED 127.0.0.1:${port}`,
            mayBeApplied: false,
        });
    });

    it("waits for a reply only as long as its timeout", async () => {
        github.fail({ delayMs: 60_000 });
        const request = createFetch({}, { timeout: 20, baseUrlIn: "GITHUB_BASE_URL" })(`${github.url}/nowhere`);
        await assert.rejects(request, {
            message: "no complete reply within 0.02 s",
            advice: "Check the network, the proxy and GITHUB_BASE_URL",
            final: false,
            mayBeApplied: true,
        });
    });

    it("waits for the rest of a reply only as long as its timeout", async () => {
        const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
        const request = createFetch({}, { timeout: 200 })(url);
        await assert.rejects(request, {
            message: "no complete reply within 0.2 s",
            advice: CHECK,
            final: false,
            mayBeApplied: true,
        });
    });

    it("rejects an untrusted certificate", async () => {
        const secure = await startGitHub({ tls: await makeCertificate() });
        const error = await createFetch({})(secure.url).catch((thrown) => thrown);
        await secure.close();
        assert.match(error.message, /^the certificate of 127\.0\.0\.1:\d+ is not trusted: unable to verify/);
        assert.deepEqual([error.final, error.mayBeApplied, secure.requests], [true, false, []]);
    });
});

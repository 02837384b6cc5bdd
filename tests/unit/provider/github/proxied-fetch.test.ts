import assert from "node:assert/strict";
import { createServer } from "node:net";
import { createFetch } from "../../../../provider/github/connection";
import type { ConnectionError } from "../../../../provider/github/connection-error";
import { type GitHubServer, startGitHub } from "../../../../tools/github";
import { makeCertificate } from "../../../support/certificate";
import { type ProxyOptions, type ProxyServer, startProxy } from "../../../support/proxy";

/** A user and a password that must be encoded in a URL, and their encoded form. */
const CREDENTIALS = "deploy:hu/sh@h:ush";
const ENCODED = "deploy:hu%2Fsh%40h%3Aush";

describe("a fetch through a proxy", () => {
    let github: GitHubServer;
    let proxies: ProxyServer[] = [];

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());
    afterEach(async () => {
        github.takeRequests();
        await Promise.all(proxies.map((proxy) => proxy.close()));
        proxies = [];
    });

    async function proxy(options?: ProxyOptions): Promise<ProxyServer> {
        const started = await startProxy(options);
        proxies.push(started);
        return started;
    }

    /** The error of a call that was not sent. It must not contain the password in any form. */
    async function failure(environment: Readonly<Record<string, string>>, url = github.url): Promise<ConnectionError> {
        const error = await createFetch(environment)(url).then(
            ({ status }) => assert.fail(`it was answered ${status}`),
            (thrown: ConnectionError) => thrown,
        );
        const told = `${error.stack} ${error.advice} ${JSON.stringify(error)} ${String(error.cause)}`;
        for (const secret of [CREDENTIALS, ENCODED, btoa(CREDENTIALS), "hush", "hu/sh"]) {
            assert.ok(!told.includes(secret), told);
        }
        assert.equal(error.mayBeApplied, false);
        return error;
    }

    it("asks the proxy for a tunnel, with user and password", async () => {
        const { host, seen } = await proxy({ credentials: CREDENTIALS });
        const fetch = createFetch({ HTTP_PROXY: `http://${ENCODED}@${host}` });
        assert.equal((await fetch(github.url)).status, 404);
        assert.deepEqual(seen, [{ target: new URL(github.url).host, credentials: CREDENTIALS }]);
    });

    it("reuses a tunnel", async () => {
        const { host, seen } = await proxy();
        const fetch = createFetch({ http_proxy: host });
        for (const path of ["/1", "/2", "/3", "/4", "/5"]) await fetch(github.url + path);
        assert.ok(seen.length < 5, `${seen.length} tunnels`);
        assert.equal(github.takeRequests().length, 5);
    });

    it("connects to the hosts of NO_PROXY directly", async () => {
        const { host, seen } = await proxy();
        for (const hosts of ["127.0.0.1", "*", `example.com, ${new URL(github.url).host}`]) {
            assert.equal((await createFetch({ HTTP_PROXY: host, NO_PROXY: hosts })(github.url)).status, 404);
        }
        assert.deepEqual(seen, []);
        assert.equal((await createFetch({ HTTP_PROXY: host, NO_PROXY: "example.com" })(github.url)).status, 404);
        assert.equal(seen.length, 1);
    });

    it("uses only the environment that it was given", async () => {
        const [named, other] = [await proxy(), await proxy()];
        const kept = { ...process.env };
        Object.assign(process.env, { http_proxy: `http://${other.host}`, no_proxy: "127.0.0.1" });
        try {
            await createFetch({ HTTP_PROXY: named.host })(github.url);
            await createFetch({})(github.url);
        } finally {
            process.env = kept;
        }
        assert.deepEqual([named.seen.length, other.seen.length], [1, 0]);
    });

    for (const variable of ["HTTPS_PROXY", "https_proxy"]) {
        it(`uses ${variable} for https, and does not trust an untrusted certificate`, async () => {
            const tls = await makeCertificate("api.github.test");
            const secure = await startGitHub({ tls });
            const { host, seen } = await proxy({ port: Number(new URL(secure.url).port) });
            const error = await failure({ [variable]: host }, "https://api.github.test/");
            await secure.close();
            assert.match(error.message, /^the certificate of api\.github\.test is not trusted: unable to verify/);
            assert.match(error.advice, /set NODE_EXTRA_CA_CERTS to the PEM file/);
            assert.equal(error.final, true);
            assert.deepEqual([seen, secure.requests], [[{ target: "api.github.test:443" }], []]);
        });
    }

    for (const [status, final] of [
        [502, false],
        [503, false],
        [408, false],
        [429, false],
        [403, true],
    ] as const) {
        it(`reports that the proxy refused with ${status}, which is${final ? "" : " not"} final`, async () => {
            const { host } = await proxy({ refuse: status });
            const error = await failure({ HTTP_PROXY: `http://${ENCODED}@${host}` });
            const target = new URL(github.url).host;
            assert.equal(
                error.message,
                `the proxy http://${host} refused to connect to ${target} (it answered ${status})`,
            );
            assert.match(error.advice, /^Ask the administrator of this proxy .* add it to NO_PROXY/);
            assert.equal(error.final, final);
        });
    }

    for (const [user, says] of [
        ["", "requires a user and a password"],
        [`${ENCODED}@`, "rejected the user and password"],
    ]) {
        it(`reports that the proxy ${says}`, async () => {
            const { host } = await proxy({ credentials: "another:one" });
            const error = await failure({ HTTP_PROXY: `http://${user}${host}` });
            assert.equal(error.message, `the proxy http://${host} ${says} (it answered 407)`);
            assert.match(error.advice, /^Set HTTP_PROXY with a user and a password that this proxy accepts/);
            assert.equal(error.final, true);
        });
    }

    it("reports that the proxy closed the connection", async () => {
        const { host } = await proxy({ refuse: "hang-up" });
        const error = await failure({ HTTP_PROXY: `http://${ENCODED}@${host}` });
        assert.match(
            error.message,
            /^the proxy http:\/\/127\.0\.0\.1:\d+ could not be reached, or closed the connection: ./,
        );
        assert.equal(error.final, false);
    });

    it("may have sent a request if the tunnel is cut afterwards", async () => {
        const { host } = await proxy();
        github.fail({ cut: "before-reply" });
        await assert.rejects(createFetch({ http_proxy: host })(github.url), { mayBeApplied: true });
    });

    it("reports that there is no proxy", async () => {
        const { host } = await closedPort();
        const error = await failure({ http_proxy: `http://${ENCODED}@${host}` });
        assert.equal(
            error.message,
            `the proxy http://${host} could not be reached, or closed the connection: connect ECONNREFUSED ${host}`,
        );
        assert.equal(error.advice, "Check that http_proxy is right and that this proxy runs");
        assert.equal(error.final, false);
    });

    it("reports that the proxy's own certificate is not trusted", async () => {
        const { host, seen } = await proxy({ tls: await makeCertificate() });
        const error = await failure({ HTTP_PROXY: `https://${ENCODED}@localhost:${host.split(":")[1]}` });
        assert.match(error.message, /^the certificate of the proxy https:\/\/localhost:\d+ is not trusted: unable/);
        assert.match(error.advice, /NODE_EXTRA_CA_CERTS/);
        assert.deepEqual([error.final, seen], [true, []]);
    });
});

/** A port on which nothing listens, because it was just closed. */
async function closedPort(): Promise<{ host: string }> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    return { host: `127.0.0.1:${Object(address).port}` };
}

import assert from "node:assert/strict";
import { readProxies } from "../../../../provider/settings/proxies";

/** The proxies of an environment, and the reported problems. */
function read(environment: Readonly<Record<string, string>>) {
    const problems: string[] = [];
    return { ...readProxies(environment, (problem) => problems.push(problem)), problems };
}

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;

describe("the environment's proxies", () => {
    it("are missing if no variable has one", () => {
        assert.deepEqual(read({ HTTPS_PROXY: "", http_proxy: " " }), { direct: "", problems: [] });
    });

    for (const [given, expected] of [
        ["http://proxy.test:8080", { url: "http://proxy.test:8080" }],
        ["http://proxy.test:8080/\n", { url: "http://proxy.test:8080" }],
        ["https://proxy.test", { url: "https://proxy.test" }],
        ["proxy.test:8080", { url: "http://proxy.test:8080" }],
        ["http://u:p%40ss@proxy.test", { url: "http://proxy.test", authorization: basic("u:p@ss") }],
        ["u:p@proxy.test:8080", { url: "http://proxy.test:8080", authorization: basic("u:p") }],
        ["http://u@proxy.test", { url: "http://proxy.test", authorization: basic("u:") }],
    ] as const) {
        it(`can be given as ${JSON.stringify(given)}`, () => {
            const { https, problems } = read({ HTTPS_PROXY: given });
            assert.deepEqual([https, problems], [{ ...expected, variable: "HTTPS_PROXY" }, []]);
        });
    }

    it("come from the lower-case variables if both are set", () => {
        const environment = { https_proxy: "http://lower.test", no_proxy: "lower.test" };
        const both = { ...environment, HTTPS_PROXY: "http://upper.test", NO_PROXY: "upper.test" };
        assert.deepEqual(read(both), read(environment));
        assert.deepEqual(read(both).https, { url: "http://lower.test", variable: "https_proxy" });
        assert.equal(read(both).direct, "lower.test");
    });

    it("come from the upper-case variables if the lower-case ones are empty", () => {
        const environment = { https_proxy: "", HTTPS_PROXY: "http://upper.test", no_proxy: "", NO_PROXY: " *\n" };
        assert.deepEqual(read(environment).https, { url: "http://upper.test", variable: "HTTPS_PROXY" });
        assert.equal(read(environment).direct, "*");
    });

    it("do not use HTTP_PROXY for https, or for http if it is on another machine", () => {
        const { https, http } = read({ HTTP_PROXY: "http://proxy.test" });
        assert.equal(https, undefined);
        assert.equal(http, undefined, "this machine is not reached through another one");
    });

    for (const host of ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"]) {
        it(`use HTTP_PROXY for http if it is on this machine: ${host}`, () => {
            assert.equal(read({ HTTP_PROXY: `http://${host}` }).http?.url, `http://${host}`);
        });
    }

    for (const given of [
        "socks5://u:hush@proxy.test:1080",
        "socks5://u:hush@proxy.test:1080/",
        "http://",
        "http://u:hush@",
        "http://u:hush@proxy.test:port",
        "http://u:hush@proxy.test/path",
        "http://u:hush@proxy.test?query",
        "http://u:hush@proxy.test#hash",
        "http://u:hush/hush@proxy.test",
        "http://u:1234/hush@proxy.test",
        "http://u:hush%@proxy.test",
        "hush hush",
    ]) {
        it(`cannot be given as ${given}, which is reported without the value`, () => {
            const { https, http, problems } = read({ HTTPS_PROXY: given });
            assert.deepEqual([https, http, problems.length], [undefined, undefined, 1]);
            assert.match(problems[0] ?? "", /^HTTPS_PROXY is not the URL of a proxy, such as http:\/\/proxy\.example/);
            assert.doesNotMatch(problems[0] ?? "", /hush|proxy\.test|1234/);
        });
    }
});

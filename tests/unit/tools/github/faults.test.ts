import assert from "node:assert/strict";
import {
    type Fault,
    type FaultyRequest,
    type GitHubOptions,
    type GitHubServer,
    startGitHub,
} from "../../../../tools/github/index";
import { call, list, postDeployments, postStorage } from "./conversation";
import { readRaw } from "./raw-reply";
import { deployments, digestOf, entry, storage } from "./samples";

describe("A fault", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub();
    });
    afterEach(() => server.close());

    const restart = async (options: GitHubOptions): Promise<void> => {
        await server.close();
        server = await startGitHub(options);
    };
    const statuses = async (count: number): Promise<number[]> => {
        const seen: number[] = [];
        for (let index = 0; index < count; index += 1) {
            seen.push((await postDeployments(server, deployments())).status);
        }
        return seen;
    };

    describe("with a status", () => {
        it("answers with that status in GitHub's format, and changes nothing", async () => {
            server.fail({ status: 502 });
            const { status, body, headers } = await postDeployments(server, deployments());
            assert.equal(status, 502);
            assert.deepEqual(body, {
                message: "Bad Gateway",
                documentation_url: "https://docs.github.com/rest",
                status: "502",
            });
            assert.match(headers.get("x-github-request-id") ?? "", /^E0A1:/);
            assert.deepEqual(server.deploymentRecords(), []);
            assert.equal(server.requests[0]?.status, 502);
        });

        it("can apply the request nevertheless", async () => {
            server.fail({ status: 504, applied: true });
            assert.equal((await postDeployments(server, deployments())).status, 504);
            assert.equal(server.deploymentRecords().length, 1);
        });

        it("does not apply a request that would be refused", async () => {
            server.fail({ status: 504, applied: true });
            await postDeployments(server, deployments([entry({ digest: "latest" })]));
            assert.deepEqual(server.deploymentRecords(), []);
        });
    });

    describe("affects the requests that explain a refusal:", () => {
        for (const [method, path, pattern] of [
            ["GET", "/users/octocat", /^\/users\//],
            ["GET", "/orgs/acme", /^\/orgs\/[^/]+$/],
            ["GET", "/repos/acme/api", /^\/repos\//],
            ["GET", "/repositories/4001000001", /^\/repositories\//],
            ["POST", "/orgs/acme/attestations/bulk-list?per_page=1", /bulk-list/],
            ["POST", "/app/installations/1/access_tokens", /access_tokens$/],
        ] as const) {
            it(`${method} ${path}`, async () => {
                server.fail({ path: pattern, method, status: 503 });
                assert.equal((await list(server, "storage", digestOf(1))).status, 200);
                assert.equal((await call(server, method, path)).status, 503);
            });
        }
    });

    it("sends an object as JSON", async () => {
        server.fail({ status: 403, body: { message: "You have exceeded a secondary rate limit." } });
        const { status, body } = await postDeployments(server, deployments());
        assert.deepEqual([status, body], [403, { message: "You have exceeded a secondary rate limit." }]);
    });

    it("that rejects a repository hides it, or the token's permissions for it, from every request", async () => {
        await restart({
            organizations: {
                acme: { repositories: ["api"], attestations: { [digestOf(1)]: "api" }, renamed: { old: "api" } },
            },
        });
        const { id } = (await call(server, "GET", "/repos/acme/api")).body;
        server.fail({ rejects: { not_found: ["API"] }, times: 4 });
        const statuses = [];
        for (const path of ["/repos/acme/api", "/repos/acme/old", `/repositories/${id}`]) {
            statuses.push((await call(server, "GET", path)).status);
        }
        const body = { subject_digests: [digestOf(1)] };
        const attested = await call(server, "POST", "/orgs/acme/attestations/bulk-list", { body });
        server.fail({ rejects: { unauthorized: ["API"] } });
        const { permissions } = (await call(server, "GET", `/repositories/${id}`)).body;
        assert.deepEqual(statuses, [404, 404, 404]);
        assert.deepEqual(attested.body.attestations_subject_digests, { [digestOf(1)]: null });
        assert.deepEqual([permissions?.pull, permissions?.push], [true, false]);
    });

    it("sends a string unchanged, with headers that replace the usual ones", async () => {
        server.fail({ body: "<html>Unicorn!</html>", headers: { "content-type": "text/html", "retry-after": "7" } });
        const response = await fetch(server.url);
        assert.deepEqual(
            [response.status, response.headers.get("content-type"), response.headers.get("retry-after")],
            [200, "text/html", "7"],
        );
        assert.equal(await response.text(), "<html>Unicorn!</html>");
    });

    it("with only headers adds them to the usual reply", async () => {
        server.fail({ headers: { "x-ratelimit-remaining": "0" } });
        const answer = await postDeployments(server, deployments());
        assert.deepEqual([answer.status, answer.headers.get("x-ratelimit-remaining")], [200, "0"]);
        assert.equal(server.deploymentRecords().length, 1);
    });

    describe("that cuts the connection", () => {
        it("before the reply leaves nothing to read, and is logged with status 0", async () => {
            server.fail({ cut: "before-reply" });
            await assert.rejects(postDeployments(server, deployments()), TypeError);
            assert.deepEqual(server.deploymentRecords(), []);
            assert.deepEqual(
                server.requests.map(({ status, entries }) => [status, entries]),
                [[0, 1]],
            );
        });

        it("can apply the request first", async () => {
            server.fail({ cut: "before-reply", applied: true });
            await assert.rejects(postDeployments(server, deployments()), TypeError);
            assert.equal(server.deploymentRecords().length, 1);
            assert.equal((await list(server, "deployment", digestOf(1))).body.total_count, 1);
        });

        it("in the body sends the headers of the usual reply and half of its body", async () => {
            server.fail({ cut: "in-body", applied: true });
            const { status, text, complete } = await readRaw(server, JSON.stringify(deployments()));
            assert.deepEqual([status, complete], [200, false]);
            assert.ok(text.startsWith('{"total_count":1,'), text);
            assert.throws(() => JSON.parse(text));
            assert.equal(server.requests[0]?.status, 0);
            assert.equal(server.deploymentRecords().length, 1);
        });

        it("in the body of an error reply changes nothing", async () => {
            server.fail({ cut: "in-body", status: 503 });
            const { status, complete } = await readRaw(server, JSON.stringify(deployments()));
            assert.deepEqual([status, complete], [503, false]);
            assert.deepEqual(server.deploymentRecords(), []);
        });
    });

    describe("that delays", () => {
        it("applies the request, and then holds the usual reply back", async () => {
            server.fail({ delayMs: 1 });
            assert.deepEqual(await statuses(1), [200]);
            assert.equal(server.deploymentRecords().length, 1);
        });

        it("can take longer than a client waits", async () => {
            const { slow, carriedOut } = await startSlow();
            const impatient = new AbortController();
            const waiting = fetch(`${slow.url}/orgs/acme/artifacts/metadata/storage-record`, {
                method: "POST",
                headers: { authorization: "Bearer ghs_embedded" },
                body: JSON.stringify(storage()),
                signal: impatient.signal,
            });
            await carriedOut;
            impatient.abort();
            await assert.rejects(waiting, { name: "AbortError" });
            assert.equal((await postStorage(slow, storage())).status, 200);
            await slow.close();
        });

        it("is given up when the server closes, and is logged with status 0", async () => {
            const { slow, carriedOut, logged } = await startSlow();
            const waiting = assert.rejects(postStorage(slow, storage()), TypeError);
            await carriedOut;
            await slow.close();
            await Promise.all([waiting, logged]);
            assert.deepEqual(
                slow.requests.map((request) => request.status),
                [0],
            );
        });
    });

    describe("that holds a reply back", () => {
        it("applies the request, and then holds the reply until the test releases it", async () => {
            const recorded: number[] = [];
            server.fail({ hold: async () => recorded.push(server.deploymentRecords().length) });
            assert.deepEqual(await statuses(1), [200]);
            assert.deepEqual(recorded, [1]);
        });

        it("can also fail the request, which is logged after the hold", async () => {
            const logged: number[] = [];
            server.fail({ status: 502, hold: async () => logged.push(server.requests.length) });
            assert.deepEqual(await statuses(1), [502]);
            assert.deepEqual(logged, [0]);
            assert.deepEqual(server.deploymentRecords(), []);
        });

        it("gives the reply up when the server closes", async () => {
            let reached = (): void => undefined;
            const held = new Promise<void>((resolve) => {
                reached = resolve;
            });
            server.fail({
                hold: () => {
                    reached();
                    return new Promise(() => {});
                },
            });
            const waiting = assert.rejects(postDeployments(server, deployments()), TypeError);
            await held;
            await server.close();
            await waiting;
        });
    });

    describe("that rejects", () => {
        const [api, web] = [entry(), entry({ deployment_name: "web", digest: digestOf(2), github_repository: "web" })];
        const both = { ...deployments([api, web]), partial_success: true };
        const causes = async (rejects: NonNullable<Fault["rejects"]>): Promise<unknown[]> => {
            server.fail({ rejects });
            const { status, body } = await postDeployments(server, both);
            assert.equal(status, 207);
            return body.errors.map((error) => [error.cause, error.deployment.deployment_name]);
        };

        it("a repository rejects its entries, and records the others", async () => {
            assert.deepEqual(await causes({ not_found: ["WEB"] }), [["not_found", "web"]]);
            assert.deepEqual(await causes({ unauthorized: ["web"] }), [["unauthorized", "web"]]);
            assert.equal(server.deploymentRecords().length, 1);
        });

        it("a repository rejects entries with its attestation, too", async () => {
            await restart({
                organizations: { acme: { repositories: ["api"], attestations: { [digestOf(1)]: "api" } } },
            });
            server.fail({ rejects: { not_found: ["api"] } });
            assert.equal((await postDeployments(server, deployments())).status, 404);
            assert.equal((await postDeployments(server, deployments())).status, 200);
        });

        it("a repository does so for one request only", async () => {
            await causes({ not_found: ["api", "web"] });
            assert.equal((await postDeployments(server, both)).status, 200);
        });
    });

    describe("that is chosen for each request", () => {
        it("depends on the method, the path and the body, and can let the request pass", async () => {
            const asked: FaultyRequest[] = [];
            const chosen = [{ status: 503 }, undefined];
            await restart({
                faults: (request) => {
                    asked.push(request);
                    return chosen[asked.length - 1];
                },
            });
            assert.equal((await postStorage(server, storage())).status, 503);
            assert.equal((await list(server, "storage", digestOf(1))).status, 200);
            assert.deepEqual(asked, [
                { method: "POST", path: "/orgs/acme/artifacts/metadata/storage-record", body: storage() },
                {
                    method: "GET",
                    path: `/orgs/acme/artifacts/${encodeURIComponent(digestOf(1))}/metadata/storage-records`,
                    body: undefined,
                },
            ]);
        });

        it("comes after the faults that `fail` has set up", async () => {
            await restart({ faults: () => ({ status: 503 }) });
            server.fail({ status: 500 });
            assert.equal((await postStorage(server, storage())).status, 500);
            assert.equal((await postStorage(server, storage())).status, 503);
        });
    });

    describe("affects", () => {
        it("one request by default", async () => {
            server.fail({ status: 500 });
            assert.deepEqual(await statuses(3), [500, 200, 200]);
        });

        it("the given number of requests, after it lets the given number through", async () => {
            server.fail({ status: 500, after: 1, times: 2 });
            assert.deepEqual(await statuses(5), [200, 500, 500, 200, 200]);
        });

        it("all requests until it is cleared, if its number is infinite", async () => {
            server.fail({ status: 500, times: Number.POSITIVE_INFINITY });
            assert.deepEqual(await statuses(4), [500, 500, 500, 500]);
            server.clearFaults();
            assert.deepEqual(await statuses(1), [200]);
        });

        it("only requests with its method and path, and counts only those", async () => {
            server.fail({ status: 500, method: "get", path: /\/storage-records$/g, after: 1 });
            const seen = [
                await postStorage(server, storage()),
                await list(server, "deployment", digestOf(1)),
                await list(server, "storage", digestOf(1)),
                await list(server, "deployment", digestOf(1)),
                await list(server, "storage", digestOf(1)),
            ].map((answer) => answer.status);
            assert.deepEqual(seen, [200, 200, 200, 200, 500]);
        });

        it("every request that its pattern matches, even if the pattern has the g flag", async () => {
            server.fail({ status: 500, path: /deployment-record/g, times: 3 });
            assert.deepEqual(await statuses(4), [500, 500, 500, 200]);
        });

        it("requests in the order in which faults were added, one fault per request", async () => {
            server.fail({ status: 500 });
            server.fail({ status: 503, after: 1 });
            assert.deepEqual(await statuses(4), [500, 200, 503, 200]);
        });

        it("requests that would be refused anyway, too", async () => {
            server.fail({ status: 500 });
            assert.equal((await call(server, "GET", "/", { authorization: null })).status, 500);
        });
    });
});

/** A server that delays its first reply by an hour, with promises of when it applied and logged the request. */
async function startSlow(): Promise<{ slow: GitHubServer; carriedOut: Promise<void>; logged: Promise<void> }> {
    let clockReadings = 0;
    let [onCarriedOut, onLogged] = [(): void => undefined, (): void => undefined];
    const carriedOut = new Promise<void>((resolve) => {
        onCarriedOut = resolve;
    });
    const logged = new Promise<void>((resolve) => {
        onLogged = resolve;
    });
    const slow = await startGitHub({
        now: () => {
            clockReadings += 1;
            // The server reads the clock for the headers of the reply, and then for the time of the record.
            if (clockReadings === 2) {
                onCarriedOut();
            }
            return new Date(0);
        },
        onRequest: () => onLogged(),
    });
    slow.fail({ delayMs: 3_600_000 });
    return { slow, carriedOut, logged };
}

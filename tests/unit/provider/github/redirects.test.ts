import assert from "node:assert/strict";
import { followRedirects } from "../../../../provider/github/redirects";
import { type Answer, type Reply, scriptedFetch } from "../../../support/scripted-fetch";

const FROM = "https://api.github.com/orgs/acme/records";
const POST = { method: "POST", headers: { authorization: "token hush" }, body: '{"name":"api"}' };

/** The result of a POST that gets these answers. */
async function send(...answers: readonly Answer[]) {
    const { fetch, requests } = scriptedFetch(...answers);
    const result = await followRedirects(fetch, new URL(FROM), POST, "GITHUB_BASE_URL").catch((error) => error);
    return { result, requests };
}

const redirect = (location: string, status = 307): Reply => ({ status, html: "Moved", headers: { location } });
const done: Reply = { json: { total_count: 0 } };

describe("a redirect", () => {
    for (const status of [301, 302, 307, 308]) {
        it(`with ${status} to the same origin repeats the same request there`, async () => {
            const { result, requests } = await send(redirect("/organizations/1/records?page=1", status), done);
            assert.equal(result.status, 200);
            assert.deepEqual(requests, [
                { ...requests[0], url: FROM, method: "POST" },
                { ...requests[0], url: "https://api.github.com/organizations/1/records?page=1" },
            ]);
            assert.equal(requests[1]?.headers.authorization, "token hush");
            assert.deepEqual(requests[1]?.body, { name: "api" });
        });
    }

    it("can lead to further redirects, up to three", async () => {
        const { result, requests } = await send(redirect("/1"), redirect("/2"), redirect("/3"), done);
        assert.equal(result.status, 200);
        assert.deepEqual(
            requests.map(({ url }) => new URL(url).pathname),
            ["/orgs/acme/records", "/1", "/2", "/3"],
        );
    });

    it("is not followed a fourth time, and not retried", async () => {
        const { result, requests } = await send(redirect("/loop"));
        assert.equal(requests.length, 4);
        assert.match(
            result.message,
            /answered 307 with a redirect to https:\/\/api\.github\.com\/loop, after 3 redirects/,
        );
        assert.deepEqual([result.final, result.mayBeApplied], [true, false]);
    });

    for (const [what, location] of [
        ["host", "https://api.github.com.evil.test/orgs?state=secret"],
        ["port", "https://api.github.com:8443/orgs"],
        ["scheme", "http://api.github.com/orgs"],
        ["host without a scheme", "//evil.test/orgs"],
        ["kind of URL", "data:application/json,{}"],
    ] as const) {
        it(`to another ${what} is never followed, and not retried`, async () => {
            const { result, requests } = await send(redirect(location), done);
            assert.equal(requests.length, 1);
            const { origin, pathname } = new URL(location, FROM);
            assert.equal(
                result.message,
                `https://api.github.com answered 307 with a redirect to ${origin}${pathname}, which is another origin`,
            );
            assert.match(result.advice, /^Nothing was sent there, .* Check that GITHUB_BASE_URL is right$/);
            assert.deepEqual([result.final, result.mayBeApplied], [true, false]);
        });
    }

    it("to another origin is not followed after one to the same origin", async () => {
        const { result, requests } = await send(redirect("/1"), redirect("https://evil.test/"), done);
        assert.equal(requests.length, 2);
        assert.deepEqual([result.final, result.mayBeApplied], [true, false]);
    });

    for (const answer of [
        { ...done, status: 302 },
        redirect("http://[", 302),
        redirect("/other", 303),
        redirect("/other", 201),
    ]) {
        it(`is not followed with ${answer.status} to ${answer.headers?.location}`, async () => {
            const { result, requests } = await send(answer);
            assert.deepEqual([result.status, requests.length], [answer.status, 1]);
        });
    }

    it("is followed by this code, not by fetch", async () => {
        const modes: unknown[] = [];
        const fetch: typeof globalThis.fetch = async (_, init) => {
            modes.push(init?.redirect);
            return Response.json({});
        };
        await followRedirects(fetch, new URL(FROM), { redirect: "follow" }, "GITHUB_BASE_URL");
        assert.deepEqual(modes, ["manual"]);
    });
});

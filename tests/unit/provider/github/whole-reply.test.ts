import assert from "node:assert/strict";
import { wholeReply } from "../../../../provider/github/whole-reply";

const ORIGIN = "https://api.github.com";

const reply = (status: number, body: string | null, type?: string): Response =>
    new Response(body === null ? null : new TextEncoder().encode(body), {
        status,
        headers: { "x-github-request-id": "E0A1", ...(type !== undefined && { "content-type": type }) },
    });

const JSON_TYPE = "application/json; charset=utf-8";

describe("a whole reply", () => {
    for (const [status, body, type] of [
        [200, '{"total_count":0}', JSON_TYPE],
        [207, "[]", "Application/JSON"],
        [404, "<html>Not here</html>", "text/html"],
        [502, "", undefined],
        [304, null, undefined],
    ] as const) {
        it(`is passed on unchanged: ${status} ${type} ${body}`, async () => {
            const whole = await wholeReply(reply(status, body, type), ORIGIN, "GITHUB_BASE_URL");
            assert.deepEqual([whole.status, await whole.text()], [status, body ?? ""]);
            assert.equal(whole.headers.get("x-github-request-id"), "E0A1");
            assert.equal(whole.headers.get("content-type"), type ?? null);
        });
    }

    for (const [what, given, says] of [
        ["an empty body", reply(200, "", JSON_TYPE), "200 with an empty body"],
        ["no body", reply(204, null), "204 with an empty body"],
        ["only white space", reply(200, " \n", "text/html"), "200 with an empty body"],
        ["a page", reply(200, "<html>\n  <p>Sign in", "text/html"), "200 with HTML instead of JSON: <html> <p>Sign in"],
        ["a text", reply(201, "OK", "text/plain; charset=utf-8"), "201 with text/plain instead of JSON: OK"],
        ["content without a type", reply(200, "{}"), "200 with content without a type instead of JSON: {}"],
        ["incomplete JSON", reply(200, '{"total', JSON_TYPE), "200 with invalid JSON"],
    ] as const) {
        it(`with status 2xx and ${what} is reported, and may be retried`, async () => {
            await assert.rejects(
                wholeReply(given, ORIGIN, "GITHUB_BASE_URL"),
                (error: Error & { advice: string; final: boolean; mayBeApplied: boolean }) => {
                    assert.equal(error.message, `${ORIGIN} answered ${says}`);
                    assert.match(
                        error.advice,
                        /^Check that no proxy or sign-in page answers instead of GitHub, and that GITHUB_BASE_URL is/,
                    );
                    assert.deepEqual([error.final, error.mayBeApplied], [false, true]);
                    return true;
                },
            );
        });
    }

    it("is quoted without what was sent", async () => {
        const sent = JSON.stringify({ deployments: [{ tags: { owner: "hush-hush" }, name: "api" }] });
        const page = reply(200, "<html>Blocked: hush-hush", "text/html");
        await assert.rejects(wholeReply(page, ORIGIN, "GITHUB_BASE_URL", sent), {
            message: /instead of JSON: <html>Blocked: …$/,
        });
    });

    it("is quoted with its first 100 characters, without terminal control characters", async () => {
        const shown = (body: string) =>
            wholeReply(reply(200, body, "text/html"), ORIGIN, "GITHUB_BASE_URL").catch(({ message }) => message);
        assert.match(await shown("\u001b[31mred\u0007\u009b"), /: \\u001b\[31mred\\u0007\\u009b$/);
        assert.ok((await shown("x".repeat(100))).endsWith(`: ${"x".repeat(100)}`));
        assert.ok((await shown("x".repeat(101))).endsWith(`: ${"x".repeat(99)}…`));
    });
});

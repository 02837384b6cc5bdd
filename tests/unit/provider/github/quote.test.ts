import assert from "node:assert/strict";
import { quoteAnswer } from "../../../../provider/github/quote";
import { digestOf } from "../../../support/record-sets";

const quoted = (text: string, sent: unknown, most = 300): string => quoteAnswer(text, sent, most);

describe("the quote of an answer", () => {
    it("is a single line without terminal control characters", () => {
        assert.equal(quoted(" a\n  b\t\u001b[31m ", undefined), "a b \\u001b[31m");
    });

    it("is cut if it is long", () => {
        assert.equal(quoted("x".repeat(300), undefined), "x".repeat(300));
        assert.equal(quoted("x".repeat(301), undefined), `${"x".repeat(299)}…`);
    });

    it("hides every text that was sent, in any place", () => {
        const sent = { deployments: [{ tags: { a: "hush" }, version: "1.2.3" }, { name: "ghcr.io/acme/api" }], n: 7 };
        const text = "the version 1.2.3 of ghcr.io/acme/api with a=hush, hush! 7";
        assert.equal(quoted(text, sent), "the version … of … with a=…, …! 7");
    });

    it("hides the longest text if one contains another", () => {
        assert.equal(quoted("hush-hush", { a: "hush", b: "hush-hush" }), "…");
    });

    it("hides a text in its JSON form, even inside JSON", () => {
        const secret = 'a"b\\c\nd\u0007é';
        for (const [text, told] of [
            [secret, "…"],
            [JSON.stringify(secret), '"…"'],
            [JSON.stringify(JSON.stringify(secret)), '"\\"…\\""'],
        ] as const) {
            assert.equal(quoted(`It is ${text}.`, { secret }), `It is ${told}.`);
        }
    });

    it("hides a text before it cuts the quote, so that no part of the text remains", () => {
        const secret = "hush".repeat(10);
        assert.equal(quoted(`${"x".repeat(280)}${secret}`, { secret }), `${"x".repeat(280)}…`);
        assert.equal(quoted(secret.repeat(20), { secret }), "…".repeat(20));
    });

    it("hides no text of fewer than three characters", () => {
        assert.equal(quoted("an api of abc", { a: "an", b: "abc" }), "an api of …");
    });

    it("keeps what messages show anyway, and the words of GitHub's API", () => {
        const told = {
            org: "acme",
            cluster: "prod",
            github_repository: "api",
            status: "deployed",
            runtime_risks: ["sensitive-data"],
        };
        const text = "acme/api in prod is deployed with sensitive-data";
        assert.equal(quoted(text, told), text);
    });

    it("shortens digests", () => {
        const digest = digestOf(1);
        assert.equal(quoted(`${digest}, ${digest.slice(7)}`, { digest }), "sha256:000000000001…, 000000000001…");
    });
});

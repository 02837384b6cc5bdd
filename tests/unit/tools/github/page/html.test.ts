import assert from "node:assert/strict";
import { html, trusted } from "../../../../../tools/github/page/html";

describe("HTML from a template", () => {
    it("takes its own text as it is, and escapes every value", () => {
        const name = `<script>alert("1 & '2'")</script>`;
        assert.equal(
            html`<b title="${name}">${name}</b>`.text,
            [
                '<b title="&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;">',
                "&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;</b>",
            ].join(""),
        );
    });

    it("escapes what is escaped already once more, so that it reads as it was written", () => {
        assert.equal(html`${"&lt;"}`.text, "&amp;lt;");
    });

    it("takes HTML for HTML, also many pieces of it", () => {
        const items = ["<1>", "<2>"].map((item) => html`<li>${item}</li>`);
        assert.equal(
            html`<ul>${items}</ul>${html`<hr>`}${trusted("<br>")}`.text,
            "<ul><li>&lt;1&gt;</li><li>&lt;2&gt;</li></ul><hr><br>",
        );
    });

    it("writes numbers, nought as well, and nothing for nothing", () => {
        assert.equal(html`${0}|${12}|${""}|${[]}|`.text, "0|12|||");
    });

    it("shows control characters and turned reading directions instead of having their effect", () => {
        assert.equal(html`${"a\u0000b\u202ec\nd"}`.text, "a\\u0000b\\u202ec\\u000ad");
    });
});

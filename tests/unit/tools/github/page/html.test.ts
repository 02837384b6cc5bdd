import assert from "node:assert/strict";
import { html, trusted } from "../../../../../tools/github/page/html";

describe("HTML from a template", () => {
    it("keeps the template's text, and escapes every value", () => {
        const name = `<script>alert("1 & '2'")</script>`;
        assert.equal(
            html`<b title="${name}">${name}</b>`.text,
            [
                '<b title="&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;">',
                "&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;</b>",
            ].join(""),
        );
    });

    it("escapes a value that looks escaped, so that the page shows it as it was written", () => {
        assert.equal(html`${"&lt;"}`.text, "&amp;lt;");
    });

    it("keeps values that are HTML, or lists of HTML", () => {
        const items = ["<1>", "<2>"].map((item) => html`<li>${item}</li>`);
        assert.equal(
            html`<ul>${items}</ul>${html`<hr>`}${trusted("<br>")}`.text,
            "<ul><li>&lt;1&gt;</li><li>&lt;2&gt;</li></ul><hr><br>",
        );
    });

    it("writes numbers, including zero, and nothing for an empty string or list", () => {
        assert.equal(html`${0}|${12}|${""}|${[]}|`.text, "0|12|||");
    });

    it("shows control characters and text direction marks as escapes", () => {
        assert.equal(html`${"a\u0000b\u202ec\nd"}`.text, "a\\u0000b\\u202ec\\u000ad");
    });
});

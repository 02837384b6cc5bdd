import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Shown, toContent } from "./content";
import { type Html, html, trusted } from "./html";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

/**
 * Whether a request asks for the page: a GET of `/` that accepts HTML, as browsers send it but API clients do not. All other
 * requests go to the API, even `/` if it asks for JSON or for any type.
 */
export function asksForPage({ method, url = "", headers }: IncomingMessage): boolean {
    const [path] = url.split("?", 1);
    return (method === "GET" || method === "HEAD") && path === "/" && /\btext\/html\b/i.test(headers.accept ?? "");
}

/** Answers with the page. */
export function sendPage(response: ServerResponse, shown: Shown): void {
    response.writeHead(200, HEADERS).end(toPage(shown));
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// The page loads nothing, and uses only this style and this script, not one that a record may insert.
const POLICY = [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
};

function toPage(shown: Shown): string {
    // The empty icon keeps browsers from asking the API for one.
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Embedded GitHub</title>
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="10"></noscript>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header>
<h1>Embedded GitHub</h1>
<p>What it holds, and what it was asked. In memory, on this machine; the page follows by itself.</p>
<p id="trouble" role="status" hidden>It does not answer any more. Below is what it held last.</p>
</header>
${toForm(shown)}
${toContent(shown)}
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** The form is outside of the part that is refreshed, so that typed text is kept. Without scripts, its button requests the page. */
function toForm({ view: { search, onlyDeployed, since } }: Shown): Html {
    const checked = onlyDeployed ? html` checked` : "";
    return html`<form role="search" action="/" method="get">
<label>Search records <input type="search" name="search" value="${search}"></label>
<label><input type="checkbox" name="only" value="deployed"${checked}> Only deployed</label>
<input type="hidden" name="since" value="${since}">
<button>Show</button>
</form>`;
}

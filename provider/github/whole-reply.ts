import { ConnectionError } from "./connection-error";
import { quoteAnswer } from "./quote";

/**
 * Reads a reply to its end, so that a reply that is cut off fails like a lost connection. A 2xx reply must be JSON: a proxy, a
 * captive portal or an outage page may also answer 200, and that is not a reply from GitHub's API. The error quotes the start of
 * the page, without what was sent as `body`. `baseUrlIn` names the setting that holds the base URL.
 */
export async function wholeReply(
    response: Response,
    origin: string,
    baseUrlIn: string,
    body?: unknown,
): Promise<Response> {
    const { status, statusText, headers } = response;
    const text = await response.text();
    const wrong = response.ok ? whatIsWrong(headers.get("content-type"), text, body) : undefined;
    if (wrong !== undefined) {
        const advice = `Check that no proxy or sign-in page answers instead of GitHub, and that ${baseUrlIn} is the address of its API`;
        const told = { advice, final: false, mayBeApplied: true };
        throw new ConnectionError(`${origin} answered ${status} ${wrong}`, told);
    }
    // Null if there is no text: a 304 reply may have no body, not even an empty one.
    return new Response(text || null, { status, statusText, headers });
}

function whatIsWrong(contentType: string | null, text: string, body: unknown): string | undefined {
    if (text.trim() === "") return "with an empty body";
    const type = contentType?.split(";")[0]?.trim().toLowerCase();
    // Invalid JSON is not quoted: it may end inside a value that was sent, and such a part could not be found and hidden.
    if (type === "application/json") return isJson(text) ? undefined : "with invalid JSON";
    const kind = type === "text/html" ? "HTML" : (type ?? "content without a type");
    const sent = typeof body === "string" ? JSON.parse(body) : undefined;
    return `with ${kind} instead of JSON: ${quoteAnswer(text, sent, LONGEST_QUOTE)}`;
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

/** Enough characters to recognize the page. */
const LONGEST_QUOTE = 100;

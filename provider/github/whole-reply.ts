import { ConnectionError } from "./connection-error";
import { quoteAnswer } from "./quote";

/**
 * Reads a reply to its end, so that one that is cut fails like a connection that is cut. Of 2xx it must be JSON: a proxy, a
 * captive portal or an outage page answers 200 as well, and that is no answer of GitHub's API. The start of a page is
 * quoted, without what was sent as `body`. `baseUrlIn` is what holds the base URL.
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
    // Without a text null: a reply of 304 may have no body, not even an empty one.
    return new Response(text || null, { status, statusText, headers });
}

function whatIsWrong(contentType: string | null, text: string, body: unknown): string | undefined {
    if (text.trim() === "") return "with an empty body";
    const type = contentType?.split(";")[0]?.trim().toLowerCase();
    // What is broken may end within what was sent, and a part of that could not be told from other text.
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

/** About as much as tells what it is. */
const LONGEST_QUOTE = 100;

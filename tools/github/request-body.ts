import type { IncomingMessage } from "node:http";

/** The body of a request. */
export type ParsedBody =
    | { readonly kind: "json"; readonly value: unknown }
    | { readonly kind: "empty" | "unparseable" | "too-large" };

/** The limit is far above the largest valid body of about 3 MB: 1,000 entries with every field at its limit, and tags. */
const MAX_BYTES = 10_000_000;

/**
 * Reads the body of a request to its end, and keeps at most 10 MB. The rest is read and dropped, so that the client gets the
 * reply.
 *
 * @throws if the client disconnects before the end
 */
export async function readBody(request: IncomingMessage): Promise<ParsedBody> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request) {
        bytes += (chunk as Buffer).length;
        if (bytes <= MAX_BYTES) {
            chunks.push(chunk as Buffer);
        } else {
            chunks.length = 0;
        }
    }
    if (bytes > MAX_BYTES) {
        return { kind: "too-large" };
    }
    return bytes === 0 ? { kind: "empty" } : parse(Buffer.concat(chunks).toString("utf8"));
}

function parse(text: string): ParsedBody {
    try {
        return { kind: "json", value: JSON.parse(text) };
    } catch {
        return { kind: "unparseable" };
    }
}

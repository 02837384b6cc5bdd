/** A request that would have left the machine. */
export interface SentRequest {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
}

/** A scripted reply. */
export interface Reply {
    readonly status?: number;
    readonly json?: unknown;
    /** A body that is not JSON. */
    readonly html?: string;
    readonly headers?: Readonly<Record<string, string>>;
}

export type Answer = Reply | Error | ((request: SentRequest) => Reply | Error);

/** A `fetch` that keeps its requests, and gives these answers in order. The last one repeats. */
export function scriptedFetch(...answers: readonly Answer[]): { fetch: typeof fetch; requests: SentRequest[] } {
    const requests: SentRequest[] = [];
    const scripted: typeof fetch = async (url, init = {}) => {
        const request: SentRequest = {
            method: String(init.method),
            url: String(url),
            headers: Object.fromEntries(new Headers(init.headers)),
            body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
        };
        const answer = answers[Math.min(requests.length, answers.length - 1)];
        requests.push(request);
        const reply = typeof answer === "function" ? answer(request) : answer;
        if (reply === undefined) throw new Error(`no answer is scripted for ${request.method} ${request.url}`);
        if (reply instanceof Error) throw reply;
        return toResponse(reply);
    };
    return { fetch: scripted, requests };
}

function toResponse({ status = 200, json, html, headers = {} }: Reply): Response {
    const type = html === undefined ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
    return new Response(html ?? JSON.stringify(json), { status, headers: { "content-type": type, ...headers } });
}

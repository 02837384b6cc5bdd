import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import { EXCHANGES, type Exchange } from "./exchanges";
import { type Fault, type FaultQueue, replyUnder } from "./faults";
import { lacking } from "./lacking";
import type { GitHubOptions } from "./options";
import { reasonOf } from "./reason";
import { REST_PAGE, type Reply, refuse } from "./replies";
import { type ParsedBody, readBody } from "./request-body";
import type { RequestLog } from "./request-log";
import { type Incoming, respond } from "./respond";
import { matchRoute } from "./routes";
import type { GitHubState } from "./state";
import { tokenHeaders } from "./token-headers";
import { credentialOf } from "./tokens";

/** What all exchanges of a server share. */
export interface ExchangeContext {
    readonly state: GitHubState;
    readonly faults: FaultQueue;
    /** Called if no fault of the queue applies to a request. */
    readonly chooseFault: GitHubOptions["faults"];
    readonly log: RequestLog;
    /** Aborted when the server closes. Held replies are then given up. */
    readonly closing: AbortSignal;
    /** The headers of every reply. */
    headers(): Record<string, string> & { "x-github-request-id": string };
}

/**
 * Takes one request from its first byte to its entry in the log.
 *
 * @throws what the log's listener throws: an error in a test, which must stop the test
 */
export async function exchange(
    request: IncomingMessage,
    response: ServerResponse,
    context: ExchangeContext,
): Promise<void> {
    const { method = "", url: path = "" } = request;
    const apiVersion = apiVersionOf(request);
    const headers = context.headers();
    const { body, reply, cut } = await settle(request, context);
    const reason = reply === undefined || cut !== undefined ? undefined : reasonOf(reply);
    // The request is logged before the reply is sent, so that a client with the reply finds its request in the log.
    context.log.add({
        method,
        path,
        status: reply === undefined || cut !== undefined ? 0 : reply.status,
        body: body.kind === "json" ? body.value : undefined,
        ...(apiVersion !== undefined && { apiVersion }),
        ...(reason !== undefined && { reason }),
        requestId: headers["x-github-request-id"],
    });
    if (reply === undefined || cut === "before-reply") {
        response.destroy();
    } else {
        send(response, reply, headers, cut === "in-body");
    }
}

interface Settled {
    readonly body: ParsedBody;
    /** Undefined if nobody gets the reply, since the client has disconnected or the server is closing. */
    readonly reply?: Reply;
    readonly cut?: Fault["cut"] | undefined;
}

async function settle(request: IncomingMessage, context: ExchangeContext): Promise<Settled> {
    let body: ParsedBody = { kind: "empty" };
    try {
        body = await readBody(request);
        const fault = faultFor(request, body, context);
        const reply = replyTo(context.state, request, body, fault);
        if (fault?.delayMs !== undefined) {
            await sleep(fault.delayMs, undefined, { signal: context.closing, ref: false });
        }
        if (fault?.hold !== undefined) {
            await Promise.race([fault.hold(), once(context.closing, "abort")]);
            context.closing.throwIfAborted();
        }
        return { body, reply, cut: fault?.cut };
    } catch {
        return { body };
    }
}

function faultFor(request: IncomingMessage, body: ParsedBody, context: ExchangeContext): Fault | undefined {
    const { method = "", url: path = "" } = request;
    const sent = body.kind === "json" ? body.value : undefined;
    return context.faults.take(method, path) ?? context.chooseFault?.({ method, path, body: sent });
}

function replyTo(state: GitHubState, request: IncomingMessage, body: ParsedBody, fault: Fault | undefined): Reply {
    const incoming = toIncoming(request, body);
    let ordinary: Reply | undefined;
    const toOrdinary = (): Reply => {
        try {
            ordinary = respond(lacking(state, fault?.rejects), incoming);
            return ordinary;
        } catch (error) {
            // An error in this server must not look like a lost connection, which a client would retry.
            return refuse(500, `The embedded GitHub failed: ${error}`, REST_PAGE);
        }
    };
    const told = toldOfToken(state, incoming);
    const reply = fault === undefined ? toOrdinary() : replyUnder(fault, toOrdinary);
    if (EXCHANGES.hasSubscribers) {
        const { method, path } = incoming;
        EXCHANGES.publish({
            method,
            path,
            body: body.kind === "json" ? body.value : undefined,
            reply: ordinary,
        } satisfies Exchange);
    }
    return { ...reply, headers: { ...told, ...reply.headers } };
}

function toIncoming(request: IncomingMessage, body: ParsedBody): Incoming {
    const { method = "", url: path = "", socket } = request;
    const { authorization, host } = request.headers;
    const baseUrl = `${socket instanceof TLSSocket ? "https" : "http"}://${host}`;
    return { method, path, authorization, apiVersion: apiVersionOf(request), baseUrl, body };
}

// Node.js joins a header that is sent twice, so this is never a list.
function apiVersionOf(request: IncomingMessage): string | undefined {
    return request.headers["x-github-api-version"]?.toString();
}

function toldOfToken(state: GitHubState, { method, path, authorization }: Incoming): Record<string, string> {
    return tokenHeaders(state.token(credentialOf(authorization)), matchRoute(method, path)?.route);
}

function send(response: ServerResponse, reply: Reply, headers: Readonly<Record<string, string>>, half: boolean): void {
    const body = Buffer.from(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    response.writeHead(reply.status, { ...headers, ...reply.headers, "content-length": body.length });
    if (half) {
        // The connection is destroyed only once the half is sent. Otherwise the client would see a connection without a reply.
        response.write(body.subarray(0, body.length / 2), () => response.destroy());
    } else {
        response.end(body);
    }
}

import { createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { appKey } from "./app-key";

/** A front on this machine that signs a GitHub App in, and passes all else on. */
export interface AppSignIn {
    readonly url: string;
    /** How often the app got a token. */
    readonly signIns: () => number;
    close(): Promise<void>;
}

/** Signs in the app `id` with the key of the tests, and hands out a token of the GitHub behind it. */
export async function startAppSignIn(
    behind: string,
    id: string,
    installation: string,
    token: string,
): Promise<AppSignIn> {
    let signIns = 0;
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
        const body = Buffer.concat(await request.toArray());
        if (request.url !== `/app/installations/${installation}/access_tokens`) {
            return passOn(behind, request, body, response);
        }
        if (!isSignedBy(id, request.headers.authorization)) return void response.writeHead(401).end("{}");
        signIns += 1;
        response.writeHead(201, { "content-type": "application/json" });
        response.end(JSON.stringify({ token, expires_at: "2099-01-01T00:00:00Z", permissions: {} }));
    };
    const server = createServer((request, response) => void answer(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        signIns: () => signIns,
        close: () => stop(server),
    };
}

/** True for a token that the app signed with its key: `Bearer header.claims.signature`. */
function isSignedBy(id: string, authorization = ""): boolean {
    const [header = "", claims = "", signature = ""] = authorization.replace(/^bearer /i, "").split(".");
    const signed = Buffer.from(`${header}.${claims}`);
    if (!verify("sha256", signed, createPublicKey(appKey), Buffer.from(signature, "base64url"))) return false;
    return String(JSON.parse(Buffer.from(claims, "base64url").toString()).iss) === id;
}

async function passOn(behind: string, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const { authorization = "", accept = "*/*" } = request.headers;
    const reply = await fetch(behind + request.url, {
        method: request.method as string,
        headers: { authorization, accept, "content-type": "application/json" },
        ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    response.writeHead(reply.status, { ...Object.fromEntries(reply.headers), connection: "close" });
    response.end(await reply.text());
}

async function stop(server: Server): Promise<void> {
    const ended = once(server, "close");
    server.close();
    server.closeAllConnections();
    await ended;
}

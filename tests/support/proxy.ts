import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A request to a proxy. */
export interface ProxyRequest {
    /** `api.github.com:443` */
    readonly target: string;
    /** The user and the password, decoded: `user:password`. */
    readonly credentials?: string;
}

export interface ProxyOptions {
    /** `user:password`. A request without these gets a 407. Default: every request is allowed. */
    readonly credentials?: string;
    /** Answers with this status instead of a tunnel. `hang-up` ends the connection without an answer. */
    readonly refuse?: number | "hang-up";
    /** The port on this machine that each tunnel leads to, whatever its target, as if only the proxy could resolve the names. */
    readonly port?: number;
    /** Serves https with this key and certificate. */
    readonly tls?: { readonly key: string; readonly cert: string };
}

/** A proxy on this machine that makes tunnels (`CONNECT`), and nothing else. */
export interface ProxyServer {
    /** `127.0.0.1:PORT` */
    readonly host: string;
    /** The requests in the order of their arrival, including refused ones. */
    readonly seen: readonly ProxyRequest[];
    /** Returns {@link seen} and clears it. */
    takeSeen(): ProxyRequest[];
    close(): Promise<void>;
}

/** Starts a proxy. It does not read what goes through its tunnels. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxyServer> {
    const seen: ProxyRequest[] = [];
    const open = new Set<Socket>();
    const server = options.tls === undefined ? createServer() : createSecureServer(options.tls);
    server.on("connect", (request: IncomingMessage, client: Socket) => {
        const asked = toProxyRequest(request);
        seen.push(asked);
        keep(open, client);
        if (options.refuse === "hang-up") return client.destroy();
        const status = options.refuse ?? (allowed(options, asked) ? 200 : 407);
        client.write(`HTTP/1.1 ${status} \r\n\r\n`);
        if (status !== 200) return client.end();
        const [host = "", port] = asked.target.split(":");
        const target = options.port === undefined ? connect(Number(port), host) : connect(options.port, "127.0.0.1");
        keep(open, target);
        return client.pipe(target).pipe(client);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        seen,
        takeSeen: () => seen.splice(0),
        async close() {
            const closed = once(server, "close");
            server.close();
            for (const socket of open) socket.destroy();
            server.closeAllConnections();
            await closed;
        },
    };
}

function toProxyRequest({ url: target = "", headers }: IncomingMessage): ProxyRequest {
    const encoded = /^Basic (.*)$/.exec(headers["proxy-authorization"] ?? "")?.[1];
    return encoded === undefined ? { target } : { target, credentials: Buffer.from(encoded, "base64").toString() };
}

const allowed = (options: ProxyOptions, { credentials }: ProxyRequest): boolean =>
    options.credentials === undefined || options.credentials === credentials;

/** Tracks a socket. The other end may disconnect at any time, so errors are ignored. */
function keep(open: Set<Socket>, socket: Socket): void {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
}

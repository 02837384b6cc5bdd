import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";

/** What a proxy was asked for. */
export interface ProxyRequest {
    /** `api.github.com:443` */
    readonly target: string;
    /** The user and the password, decoded: `user:password`. */
    readonly credentials?: string;
}

export interface ProxyOptions {
    /** `user:password`; whoever comes without them is answered 407. Default: everyone may come. */
    readonly credentials?: string;
    /** Answers this status instead of a tunnel; `hang-up` ends the connection without an answer. */
    readonly refuse?: number | "hang-up";
    /** Where on this machine each tunnel leads, whatever was asked for: as if the proxy alone knew the names. */
    readonly port?: number;
    /** Serves https with this key and certificate. */
    readonly tls?: { readonly key: string; readonly cert: string };
}

/** A proxy on this machine that makes tunnels (`CONNECT`), and nothing else. */
export interface ProxyServer {
    /** `127.0.0.1:PORT` */
    readonly host: string;
    /** In the order in which they came, also what was refused. */
    readonly seen: readonly ProxyRequest[];
    /** Returns {@link seen} and starts anew. */
    takeSeen(): ProxyRequest[];
    close(): Promise<void>;
}

/** Starts a proxy. Unlike an HTTP proxy's own traffic, what goes through a tunnel is not looked at. */
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

/** Sockets whose other end goes away at any time; their errors are nobody's. */
function keep(open: Set<Socket>, socket: Socket): void {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
}

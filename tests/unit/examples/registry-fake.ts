import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry on this machine, as far as a digest is asked for. */
export interface RegistryFake {
    /** `127.0.0.1:PORT` */
    readonly host: string;
    /** `METHOD path`, in the order in which they came. */
    readonly seen: readonly string[];
    close(): Promise<void>;
}

export interface RegistryOptions {
    /** The digests by `repository:tag`. */
    readonly digests: Readonly<Record<string, string>>;
    /** Whether a token is asked for: not at all, one that everyone gets, one that nobody gets, or a password. */
    readonly access?: "open" | "anonymous" | "refused" | "basic";
    /** The name under which the token is handed out; both are in use. */
    readonly tokenName?: "token" | "access_token" | "none";
}

const INDEXES = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
];

/** Starts a registry that only answers what is asked for as OCI distribution says, and knows no digest otherwise. */
export async function startRegistry(options: RegistryOptions): Promise<RegistryFake> {
    const seen: string[] = [];
    const server = createServer((request, response) => {
        seen.push(`${request.method} ${request.url}`);
        const { status, headers = {}, body } = reply(request, options);
        response.writeHead(status, headers).end(body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    let closed: Promise<void> | undefined;
    return {
        host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
        seen,
        close() {
            closed ??= stop(server);
            return closed;
        },
    };
}

interface Reply {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

function reply(request: IncomingMessage, { digests, access = "open", tokenName = "token" }: RegistryOptions): Reply {
    const url = new URL(request.url as string, `http://${request.headers.host}`);
    if (url.pathname === "/token") {
        const scope = `repository:${url.searchParams.get("scope")?.split(":")[1]}:pull`;
        if (access === "refused" || url.searchParams.get("service") !== "fake") return { status: 403 };
        return { status: 200, body: JSON.stringify({ [tokenName]: `for ${scope}` }) };
    }
    const [, repository, tag] = /^\/v2\/(.+)\/manifests\/([^/]+)$/.exec(url.pathname) ?? [];
    if (request.method !== "HEAD" || repository === undefined) return { status: 404 };
    const scope = `repository:${repository}:pull`;
    if (access !== "open" && request.headers.authorization !== `Bearer for ${scope}`) {
        const bearer = `Bearer realm="${url.origin}/token",service="fake",scope="${scope}"`;
        return { status: 401, headers: { "www-authenticate": access === "basic" ? 'Basic realm="fake"' : bearer } };
    }
    const digest = digests[`${repository}:${tag}`];
    if (digest === undefined || !INDEXES.every((type) => request.headers.accept?.includes(type))) {
        return { status: 404 };
    }
    return { status: 200, headers: { "docker-content-digest": digest } };
}

async function stop(server: Server): Promise<void> {
    const ended = once(server, "close");
    server.close();
    server.closeAllConnections();
    await ended;
}

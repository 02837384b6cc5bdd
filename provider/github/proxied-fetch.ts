import type { NamedProxy } from "../settings/proxies";
import { ConnectionError, failedConnection } from "./connection-error";

/**
 * Creates a fetch through a proxy, except to the hosts in `direct`, which has the format of `NO_PROXY`. It loads undici, because
 * the fetch of Node.js 20 does not support proxies. A run without a proxy does not load it.
 */
export async function proxiedFetch(proxy: NamedProxy, direct: string): Promise<typeof globalThis.fetch> {
    const { EnvHttpProxyAgent, fetch, Pool } = await import("undici");
    const dispatcher = new EnvHttpProxyAgent({
        httpProxy: proxy.url,
        httpsProxy: proxy.url,
        noProxy: direct,
        ...(proxy.authorization !== undefined && { token: proxy.authorization }),
        // Everything that fails here is a fault of the proxy. Outside, nobody could distinguish its faults from GitHub's.
        clientFactory(origin, options) {
            const pool = new Pool(origin, options);
            const connect: typeof pool.connect = pool.connect.bind(pool);
            const tunnel = async (to: Parameters<typeof connect>[0]) => {
                const answer = await connect(to).catch((error: unknown) => {
                    throw unreachable(proxy, error);
                });
                if (answer.statusCode === 200) return answer;
                answer.socket.destroy();
                throw refused(proxy, answer.statusCode, to.path);
            };
            return Object.assign(pool, { connect: tunnel });
        },
    });
    return ((url: string, init: object) => fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
}

/** Without a tunnel, nothing was sent to GitHub, no matter how the connection to the proxy failed. */
function unreachable({ url, variable }: NamedProxy, error: unknown): ConnectionError {
    const { message, advice, final, cause } = failedConnection(`the proxy ${url}`, error, {
        says: (reason) => `the proxy ${url} could not be reached, or closed the connection: ${reason}`,
        advice: `Check that ${variable} is right and that this proxy runs`,
    });
    return new ConnectionError(message, { advice, final, mayBeApplied: false, cause });
}

function refused({ url, variable, authorization }: NamedProxy, status: number, target: string): ConnectionError {
    if (status === 407) {
        const what = authorization === undefined ? "requires a user and a password" : "rejected the user and password";
        const advice = `Set ${variable} with a user and a password that this proxy accepts: http://user:password@host:port`;
        const message = `the proxy ${url} ${what} (it answered 407)`;
        return new ConnectionError(message, { advice, final: true, mayBeApplied: false });
    }
    // A ban stays. A proxy that cannot reach the host, or is too busy, may succeed a moment later.
    const final = status < 500 && status !== 408 && status !== 429;
    const advice =
        "Ask the administrator of this proxy whether it can reach that host. If the host can be reached without the " +
        "proxy, add it to NO_PROXY";
    const message = `the proxy ${url} refused to connect to ${target} (it answered ${status})`;
    return new ConnectionError(message, { advice, final, mayBeApplied: false });
}

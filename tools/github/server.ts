import { once, setMaxListeners } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import {
    alterDeployment,
    alterStorageRecord,
    type DeploymentChange,
    type DeploymentMatch,
    type StorageChange,
    type StorageMatch,
} from "./alterations";
import { type ExchangeContext, exchange } from "./exchange";
import { type Fault, FaultQueue } from "./faults";
import type { GitHubOptions } from "./options";
import { asksForPage, sendPage } from "./page/page";
import { readView } from "./page/view";
import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
import { createReplyHeaders } from "./reply-headers";
import { type LoggedRequest, RequestLog } from "./request-log";
import { createState } from "./state";

/** A running embedded GitHub. */
export interface GitHubServer {
    /** `http://127.0.0.1:PORT`, or `https://…` with `tls`. It is the base URL for a client. In a browser it shows a page. */
    readonly url: string;
    /** The requests so far, including failed ones, in the order of the replies. */
    readonly requests: readonly LoggedRequest[];
    /** Returns {@link requests} and starts a new log. */
    takeRequests(): LoggedRequest[];
    /** All deployment records, sorted by organization, cluster, environments and name. */
    deploymentRecords(): StoredDeploymentRecord[];
    /** All storage records, sorted by organization, digest, registry and repository. */
    storageRecords(): StoredStorageRecord[];
    /** Adds a fault for later requests. */
    fail(fault: Fault): void;
    /** Removes the pending faults. */
    clearFaults(): void;
    /** Changes matching records as another tool would. @throws if none matches */
    alterDeployment(match: DeploymentMatch, change: DeploymentChange): void;
    /** Changes matching records as another tool would. @throws if none matches */
    alterStorageRecord(match: StorageMatch, change: StorageChange): void;
    /** Stops the server, ends open connections, and gives up held replies. May be called twice. */
    close(): Promise<void>;
}

/**
 * Starts a strict GitHub for the artifact-metadata endpoints, and for those that explain why a call was refused. It is in memory, and
 * only this machine can reach it.
 *
 * @throws if the port is in use (`EADDRINUSE`), or if the options contradict each other
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubServer> {
    const state = createState(options);
    const [log, faults, closing] = [new RequestLog(options.onRequest), new FaultQueue(), new AbortController()];
    // Each held reply adds a listener, and there is no limit of held replies.
    setMaxListeners(0, closing.signal);
    const context = {
        state,
        log,
        faults,
        chooseFault: options.faults,
        closing: closing.signal,
        headers: createReplyHeaders(state.now),
    };
    const server = await listen(context, options);
    let closed: Promise<void> | undefined;
    return {
        url: `${options.tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
        requests: log.entries,
        takeRequests: () => log.take(),
        deploymentRecords: () => state.deployments.all(),
        storageRecords: () => state.storage.all(),
        fail: (fault) => faults.add(fault),
        clearFaults: () => faults.clear(),
        alterDeployment: (match, change) => alterDeployment(state, match, change),
        alterStorageRecord: (match, change) => alterStorageRecord(state, match, change),
        close() {
            closing.abort();
            closed ??= stop(server);
            return closed;
        },
    };
}

async function listen(context: ExchangeContext, { port = 0, tls }: GitHubOptions): Promise<Server> {
    const { state, log } = context;
    const listener: RequestListener = (request, response) => {
        if (asksForPage(request)) {
            response.setHeader("date", state.now().toUTCString());
            const [deployments, storage] = [state.deployments.all(), state.storage.all()];
            const { journal } = state;
            sendPage(response, {
                deployments,
                storage,
                journal,
                requests: log.recent,
                view: readView(request.url ?? ""),
            });
        } else {
            void exchange(request, response, context);
        }
    };
    const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
    // Without a host, Node.js would listen on every interface, and this server does not protect itself from other machines.
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
}

async function stop(server: Server): Promise<void> {
    const ended = once(server, "close");
    server.close();
    // Clients keep connections open for reuse. close() alone would wait for them.
    server.closeAllConnections();
    await ended;
}

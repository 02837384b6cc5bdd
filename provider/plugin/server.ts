import { setMaxListeners } from "node:events";
import { promisify } from "node:util";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { createProcessContext, type Outside } from "../process";
import { createRecordSetHandler } from "../record-set/handler";
import { importRecordSet } from "../record-set/import";
import { createStorageRecordHandler } from "../storage-record/handler";
import { importStorageRecord } from "../storage-record/import";
import { inPluginTerms } from "./configuration";
import type { EngineLog } from "./engine-log";
import { toServiceError } from "./failure";
import { createPlugin, Failed } from "./plugin";
import type { PluginResource } from "./resources";
import { NOTHING } from "./secrets";
import { losesAnEntry } from "./wire";

/** What a server needs from outside; tests hand in their own. */
export interface Surroundings extends Pick<Outside, "fetch" | "clock"> {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly log: EngineLog;
    readonly schema: string;
    readonly version: string;
}

/** A server that runs. */
export interface RunningServer {
    readonly port: number;
    /** Ends all waiting, and the server once all that it is at work on has been answered. */
    close(): Promise<void>;
}

/** A call of the engine's protocol, whatever it is about. */
type AnyCall = ServerUnaryCall<object & { getUrn?: () => string }, object>;

/** Starts a server for one provider on this machine. */
export async function startServer({
    environment,
    log,
    schema,
    version,
    ...outside
}: Surroundings): Promise<RunningServer> {
    const cancellation = new AbortController();
    // Any number of calls may wait for it.
    setMaxListeners(0, cancellation.signal);
    const context = createProcessContext(environment, {
        ...outside,
        signal: cancellation.signal,
        say: (line) => log.say(inPluginTerms(line)),
        warn: (line) => log.warn(inPluginTerms(line)),
    });
    const plugin = createPlugin({
        context,
        resources: new Map<string, PluginResource>([
            [
                "github-artifacts:index:ClusterDeploymentRecordSet",
                {
                    handler: createRecordSetHandler(context),
                    import: importRecordSet,
                    computed: ["records", "rejected"],
                },
            ],
            [
                "github-artifacts:index:ArtifactStorageRecord",
                {
                    handler: createStorageRecordHandler(context),
                    import: importStorageRecord,
                    computed: ["records"],
                },
            ],
        ]),
        schema,
        version,
        isLossy: (request) => lossy.has(request),
        cancel: () => cancellation.abort(),
    });
    const atWork = new Set<Promise<void>>();
    const server = new Server(LARGE_MESSAGES);
    server.addService(
        withLossDetected(),
        Object.fromEntries(
            Object.entries(plugin).map(([name, answer]) => [name, answering(log, answer as Answer, atWork)]),
        ),
    );
    const bind = promisify(server.bindAsync.bind(server));
    const port = await bind("127.0.0.1:0", ServerCredentials.createInsecure());
    return {
        port,
        async close() {
            cancellation.abort();
            await Promise.all(atWork);
            await new Promise((resolve) => server.tryShutdown(resolve));
        },
    };
}

/** As large as the engine's own limit: a set may have very many entries. */
const MOST_BYTES = 400 * 1024 * 1024;
const LARGE_MESSAGES = { "grpc.max_receive_message_length": MOST_BYTES, "grpc.max_send_message_length": MOST_BYTES };

type Answer = (request: object) => Promise<object>;

function answering(log: EngineLog, answer: Answer, atWork: Set<Promise<void>>) {
    return ({ request }: AnyCall, reply: sendUnaryData<object>): void => {
        const work = log
            .within(request.getUrn?.() ?? "", () => answer(request))
            .then(
                (message) => reply(null, message),
                (error: Error) => {
                    const [cause, secrets] = error instanceof Failed ? [error.error, error.secrets] : [error, NOTHING];
                    reply(toServiceError(cause, secrets));
                },
            )
            .finally(() => atWork.delete(work));
        atWork.add(work);
    };
}

/** The requests in which an entry was lost. */
const lossy = new WeakSet<object>();

/** The engine's service, which looks at the bytes of what is to be checked before they are read. */
function withLossDetected() {
    const { check } = ResourceProviderService;
    return {
        ...ResourceProviderService,
        check: {
            ...check,
            requestDeserialize(bytes: Buffer): CheckRequest {
                const request = CheckRequest.deserializeBinary(bytes);
                if (losesAnEntry(bytes)) lossy.add(request);
                return request;
            },
        },
    };
}

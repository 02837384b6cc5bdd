import { setMaxListeners } from "node:events";
import { promisify } from "node:util";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { createProcessContext, type Outside } from "../process/process-context";
import type { Environment } from "../settings/places";
import { configurationProblems } from "./configuration";
import type { EngineLog } from "./engine-log";
import { toServiceError } from "./failure";
import { createPlugin, Failed } from "./plugin";
import { type Answer, type Question, SERVICE } from "./protocol";
import { createResources } from "./resources";
import { NOTHING } from "./secrets";

/** What a server needs from outside. Tests pass their own. */
export interface Surroundings extends Pick<Outside, "fetch" | "clock" | "askGh" | "readText" | "standingsAt"> {
    readonly environment: Environment;
    readonly log: EngineLog;
    readonly schema: string;
    readonly version: string;
}

/** A running server. */
export interface RunningServer {
    readonly port: number;
    /** Ends all waits. Stops the server once all calls in progress have been answered. */
    close(): Promise<void>;
}

/** A request of the engine, which may be about a resource. */
type AnyQuestion = Question<{ getUrn?: () => string }>;

/** Starts a server for one provider on this machine. */
export async function startServer({
    environment,
    log,
    schema,
    version,
    ...outside
}: Surroundings): Promise<RunningServer> {
    const cancellation = new AbortController();
    // Any number of calls may wait for the signal.
    setMaxListeners(0, cancellation.signal);
    const context = createProcessContext(environment, {
        ...outside,
        signal: cancellation.signal,
        say: log.say,
        warn: log.warn,
    });
    const plugin = createPlugin({
        context,
        resources: createResources(context),
        configurationProblems: (values) => configurationProblems(values, outside.readText),
        schema,
        version,
        cancel: () => cancellation.abort(),
    });
    const atWork = new Set<Promise<void>>();
    const server = new Server(LARGE_MESSAGES);
    server.addService(
        SERVICE,
        Object.fromEntries(
            Object.entries(plugin).map(([name, answer]) => [name, answering(log, answer as Respond, atWork)]),
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

/** The same limit as the engine's own, because a set may have very many entries. */
const MOST_BYTES = 400 * 1024 * 1024;
const LARGE_MESSAGES = { "grpc.max_receive_message_length": MOST_BYTES, "grpc.max_send_message_length": MOST_BYTES };

type Respond = (question: AnyQuestion) => Promise<Answer>;

function answering(log: EngineLog, respond: Respond, atWork: Set<Promise<void>>) {
    return ({ request }: ServerUnaryCall<AnyQuestion, Answer>, reply: sendUnaryData<Answer>): void => {
        const work = log
            .within(request.message.getUrn?.() ?? "", () => respond(request))
            .then(
                (answer) => reply(null, answer),
                (error: Error) => {
                    const [cause, secrets] = error instanceof Failed ? [error.error, error.secrets] : [error, NOTHING];
                    reply(toServiceError(cause, secrets));
                },
            )
            .finally(() => atWork.delete(work));
        atWork.add(work);
    };
}

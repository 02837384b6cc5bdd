import { AsyncLocalStorage } from "node:async_hooks";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Engine } from "./engine";

/** Shows lines with the resource that the engine asked about. */
export interface EngineLog {
    readonly say: (line: string) => void;
    readonly warn: (line: string) => void;
    /** Runs work for a resource. It ends once all lines that the work showed have arrived. */
    within<Result>(urn: string, work: () => Promise<Result>): Promise<Result>;
}

/** One resource, and the lines about it that are on their way. */
interface Scope {
    readonly urn: string;
    readonly sent: Promise<void>[];
}

/** Creates a log for an engine. A line that cannot be sent to it goes to `elsewhere`: standard error, which the engine shows, too. */
export function createEngineLog(engine: Engine, elsewhere: (line: string) => void): EngineLog {
    const scopes = new AsyncLocalStorage<Scope>();

    function log(severity: LogSeverity, line: string): void {
        const scope = scopes.getStore();
        const request = new LogRequest();
        request.setSeverity(severity);
        request.setMessage(line);
        request.setUrn(scope?.urn ?? "");
        const sent = new Promise<void>((resolve) => {
            engine.log(request, (error: Error | null) => {
                if (error) elsewhere(line);
                resolve();
            });
        });
        scope?.sent.push(sent);
    }

    return {
        say: (line) => log(LogSeverity.INFO, line),
        warn: (line) => log(LogSeverity.WARNING, line),
        within(urn, work) {
            const scope: Scope = { urn, sent: [] };
            return scopes.run(scope, async () => {
                try {
                    return await work();
                } finally {
                    await Promise.all(scope.sent);
                }
            });
        },
    };
}

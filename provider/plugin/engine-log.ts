import { AsyncLocalStorage } from "node:async_hooks";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Engine } from "./engine";

/** Where lines are shown: beside the resource that the engine asked about. */
export interface EngineLog {
    readonly say: (line: string) => void;
    readonly warn: (line: string) => void;
    /** Works for a resource, and ends once all that was said meanwhile has arrived. */
    within<Result>(urn: string, work: () => Promise<Result>): Promise<Result>;
}

/** What is said of one resource, and what is on its way. */
interface Scope {
    readonly urn: string;
    readonly sent: Promise<void>[];
}

/** A log over an engine. What cannot be shown there goes elsewhere: to the standard error stream, which it shows too. */
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

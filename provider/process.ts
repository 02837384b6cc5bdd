import { accessOf } from "./github/access";
import { BackOff } from "./github/back-off";
import { type ArtifactMetadataClient, createClient } from "./github/client";
import { type Clock, machineClock } from "./github/clock";
import { createFetch } from "./github/connection";
import { GitHubError } from "./github/errors";
import { createOctokit } from "./github/octokit";
import { printableLines } from "./printable";
import type { Context } from "./resource-handler";
import { Run } from "./run";
import { readSettings, type Settings } from "./settings";

/** What reaches out of the process; tests hand in their own. */
export interface Outside {
    readonly fetch?: typeof globalThis.fetch;
    readonly clock?: Clock;
    /** Once it is given, no call is made any more, and none waits. */
    readonly signal?: AbortSignal;
    /** Where a line is shown. */
    readonly say: (line: string) => void;
    /** Where a warning is shown. */
    readonly warn: (line: string) => void;
}

/** The context of one process: its settings, one client for each way to reach GitHub, and what is claimed in it. */
export function createProcessContext(
    environment: Readonly<Record<string, string | undefined>>,
    outside: Outside,
): Context {
    const { signal, clock = machineClock(signal) } = outside;
    const backOff = new BackOff(clock, outside.say, signal);
    const fetch = createFetch(environment, outside);
    const clients = new Map<string, Promise<ArtifactMetadataClient>>();
    let settings: Settings = readSettings(() => undefined, environment);

    async function connect(): Promise<ArtifactMetadataClient> {
        if (settings.problems.length > 0) throw new GitHubError("bad-settings", settings.problems.join("\n"));
        return createClient(await createOctokit(settings, backOff, fetch), accessOf(settings));
    }

    return {
        configure(config) {
            settings = readSettings((key) => config.get(`github:${key}`), environment);
        },
        settings: () => settings,
        client() {
            const key = JSON.stringify([settings.baseUrl, settings.credential]);
            const client = clients.get(key) ?? connect();
            clients.set(key, client);
            return client;
        },
        run: new Run(),
        say: (text) => outside.say(printableLines(text)),
        warn: (text) => outside.warn(printableLines(text)),
    };
}

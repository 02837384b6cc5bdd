import { accessOf } from "../github/access";
import { BackOff } from "../github/back-off";
import { type ArtifactMetadataClient, createClient } from "../github/client";
import { type Clock, machineClock } from "../github/clock";
import { createFetch } from "../github/connection";
import { GitHubError } from "../github/errors";
import { createOctokit } from "../github/octokit";
import { Run, type Standings } from "../ownership/run";
import type { Context } from "../resource/context";
import { type AskGh, askGh } from "../settings/ask-gh";
import { signInHost } from "../settings/base-url";
import type { Environment, Place } from "../settings/places";
import type { ReadText } from "../settings/read-text";
import { type Credential, readSettings, type Settings } from "../settings/settings";
import { printableLines } from "../text/printable";

/** Everything that leaves the process. Tests pass their own. */
export interface Outside {
    readonly fetch?: typeof globalThis.fetch;
    readonly clock?: Clock;
    /** Asked for a token if no other credential is found. */
    readonly askGh?: AskGh;
    /** Reads the file that holds an app's key. */
    readonly readText?: ReadText;
    /** Once it is aborted, no more requests are made, and no call waits. */
    readonly signal?: AbortSignal;
    /** Shows a line. */
    readonly say: (line: string) => void;
    /** Shows a warning. */
    readonly warn: (line: string) => void;
    /** What all providers of an engine have seen at an API. Given if several providers share a process. */
    readonly standingsAt?: (baseUrl: string) => Standings;
}

/** The context of one process: its settings, one client for each way to reach GitHub, and the records declared in it. */
export function createProcessContext(environment: Environment, outside: Outside): Context {
    const { signal, clock = machineClock(signal) } = outside;
    const backOff = new BackOff(clock, outside.say, signal);
    const run = new Run();
    const clients = new Map<string, Promise<ArtifactMetadataClient>>();
    let settings: Settings;

    function configure(places: readonly Place[]): void {
        settings = readSettings(places, environment, outside.readText);
        if (outside.standingsAt) run.share(outside.standingsAt(settings.baseUrl));
    }

    async function connect(): Promise<ArtifactMetadataClient> {
        const found = settings;
        if (found.problems.length > 0) throw new GitHubError("bad-settings", found.problems.join("\n"));
        if (found.lacking !== undefined) throw new GitHubError("no-credential", found.lacking);
        const credential = found.credential ?? (await credentialOfGh(found.baseUrl, outside.askGh ?? askGh));
        const signedIn = { ...found, ...(credential && { credential }) };
        const fetch = createFetch(environment, { ...outside, baseUrlIn: found.baseUrlIn });
        return createClient(await createOctokit(signedIn, backOff, fetch), accessOf(signedIn));
    }

    configure([]);
    return {
        configure,
        settings: () => settings,
        client() {
            // A client does not depend on the default organization of resources.
            const { owner: _, ...way } = settings;
            const key = JSON.stringify(way);
            const client = clients.get(key) ?? connect();
            clients.set(key, client);
            return client;
        },
        run,
        say: (text) => outside.say(printableLines(text)),
        warn: (text) => outside.warn(printableLines(text)),
    };
}

/** The token of GitHub's CLI, for users who are signed in there and have set no credential. */
async function credentialOfGh(baseUrl: string, ask: AskGh): Promise<Credential | undefined> {
    const token = await ask(signInHost(baseUrl));
    return token === undefined ? undefined : { kind: "token", token, source: "`gh auth token`" };
}

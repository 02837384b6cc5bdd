import type { Api } from "@octokit/plugin-rest-endpoint-methods";
import type { Credential, Settings } from "../settings";
import { missingCredential } from "./errors";

/** What is used of an Octokit. */
export type OctokitClient = Pick<Api, "rest">;

/** What reaches out of the process; tests hand in their own. */
export interface Outside {
    readonly fetch?: typeof globalThis.fetch;
    /** Where a wait is announced. */
    readonly say: (message: string) => void;
    /** Milliseconds in a second of waiting, 1,000 but in tests. */
    readonly second?: number;
}

/** How many times a call is tried again, after a fault or a rate limit. */
const RETRIES = 3;

/** What is not tried again at once: the plugin's own list, and 429, for which the throttling waits as GitHub asks. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451];

/** Longest wait for a reply, in milliseconds. GitHub may take 30 s for a call of 1,000 deployments. */
const REPLY_TIMEOUT = 90_000;

/** Which credential the settings hold, as errors name it. */
export function accessOf(credential: Credential | undefined): string {
    if (credential === undefined) return "no credential";
    return credential.kind === "token"
        ? `the token from ${credential.source}`
        : `the app ${credential.id}, installation ${credential.installationId}, from ${credential.source}`;
}

/**
 * An Octokit that signs in, waits as GitHub asks, and tries again what may succeed. It loads Octokit, which takes
 * about 100 ms that a run without calls does not pay.
 */
export async function createOctokit(settings: Settings, outside: Outside): Promise<OctokitClient> {
    const { credential, baseUrl } = settings;
    if (credential === undefined) throw missingCredential();
    const [
        { Octokit },
        { restEndpointMethods },
        { retry },
        { throttling },
        { createAppAuth },
        { default: Bottleneck },
    ] = await Promise.all([
        import("@octokit/rest"),
        import("@octokit/plugin-rest-endpoint-methods"),
        import("@octokit/plugin-retry"),
        import("@octokit/plugin-throttling"),
        import("@octokit/auth-app"),
        import("bottleneck"),
    ]);
    const second = outside.second ?? 1000;
    const request = { fetch: withTimeout(outside.fetch ?? globalThis.fetch) };
    return new (Octokit.plugin(restEndpointMethods, retry, throttling))({
        baseUrl,
        request,
        userAgent: "pulumi-github-artifacts",
        // What fails is thrown, with all that can be said of it: Octokit need not print it as well.
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
        ...(credential.kind === "token"
            ? { auth: credential.token }
            : {
                  authStrategy: createAppAuth,
                  auth: {
                      appId: credential.id,
                      installationId: credential.installationId,
                      privateKey: credential.privateKey,
                  },
              }),
        retry: { retries: RETRIES, retryAfterBaseValue: second, doNotRetry: FINAL },
        throttle: {
            ...budget(Bottleneck, second),
            retryAfterBaseValue: second,
            onRateLimit: announce(outside.say),
            onSecondaryRateLimit: announce(outside.say),
        },
    });
}

/**
 * GitHub's secondary limits: at most 100 calls at once and 80 that write in a minute. Reads go 8 at a time; writes
 * may burst to 20 and then go 3 a second, the pace that GitHub's own deployment-tracker keeps.
 */
function budget(Bottleneck: typeof import("bottleneck").default, second: number) {
    return {
        global: new Bottleneck.Group({ maxConcurrent: 8 }),
        write: new Bottleneck.Group({
            reservoir: 20,
            reservoirIncreaseAmount: 3,
            reservoirIncreaseInterval: second,
            reservoirIncreaseMaximum: 20,
        }),
    };
}

function announce(say: Outside["say"]) {
    return (seconds: number, _options: unknown, _octokit: unknown, retryCount: number): boolean => {
        if (retryCount >= RETRIES) return false;
        say(`GitHub asks to wait ${seconds} s before the next call`);
        return true;
    };
}

function withTimeout(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(REPLY_TIMEOUT) });
}

const ignore = (): void => {};

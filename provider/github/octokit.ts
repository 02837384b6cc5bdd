import type { Api } from "@octokit/plugin-rest-endpoint-methods";
import type { Credential, Settings } from "../settings";
import type { BackOff } from "./back-off";
import { missingCredential } from "./errors";
import { createPace } from "./pace";

/** What is used of an Octokit. */
export type OctokitClient = Pick<Api, "rest">;

/** Which credential the settings hold, as errors name it. */
export function accessOf(credential: Credential | undefined): string {
    if (credential === undefined) return "no credential";
    return credential.kind === "token"
        ? `the token from ${credential.source}`
        : `the app ${credential.id}, installation ${credential.installationId}, from ${credential.source}`;
}

/**
 * An Octokit that signs in, keeps within GitHub's limits, and tries again what may succeed. It loads Octokit, which takes
 * about 100 ms that a run without calls does not pay.
 */
export async function createOctokit(
    settings: Settings,
    backOff: BackOff,
    fetch: typeof globalThis.fetch,
): Promise<OctokitClient> {
    const { credential, baseUrl } = settings;
    if (credential === undefined) throw missingCredential();
    const [{ Octokit }, { restEndpointMethods }, { createAppAuth }, { default: limit }] = await Promise.all([
        import("@octokit/rest"),
        import("@octokit/plugin-rest-endpoint-methods"),
        import("@octokit/auth-app"),
        import("p-limit"),
    ]);
    const octokit = new (Octokit.plugin(restEndpointMethods))({
        baseUrl,
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
    });
    octokit.hook.wrap("request", createPace(limit, backOff, fetch));
    return octokit;
}

const ignore = (): void => {};

import type { Api } from "@octokit/plugin-rest-endpoint-methods";
import type { EndpointOptions } from "@octokit/types";
import type { Settings } from "../settings";
import type { BackOff } from "./back-off";
import { missingCredential } from "./errors";
import { isSignIn } from "./failure";
import { createPace } from "./pace";

/** What is used of an Octokit. */
export type OctokitClient = Pick<Api, "rest">;

/**
 * An Octokit that signs in, keeps within GitHub's limits, and tries again what may succeed. It loads Octokit, which takes
 * about 100 ms that a run without calls does not pay.
 */
export async function createOctokit(
    settings: Settings,
    backOff: BackOff,
    fetch: typeof globalThis.fetch,
): Promise<OctokitClient> {
    const { credential, baseUrl, maxWait } = settings;
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
        ...(credential.kind === "token" && { auth: credential.token }),
    });
    if (credential.kind === "app") {
        const { id: appId, installationId, privateKey } = credential;
        const app = createAppAuth({ appId, installationId, privateKey, request: octokit.request });
        // Not as Octokit's strategy: that one tries a call again which a new token is refused for, and waits by a clock of its own.
        octokit.hook.wrap("request", async (request, options) => {
            // It makes up for a clock that is wrong.
            if (isSignIn(options.url)) return app.hook(request as typeof octokit.request, options as EndpointOptions);
            const { token } = await app({ type: "installation" });
            options.headers.authorization = `token ${token}`;
            return request(options);
        });
    }
    octokit.hook.before("request", ({ headers }) => {
        headers["x-github-api-version"] = API_VERSION;
    });
    octokit.hook.wrap("request", createPace(limit, backOff, fetch, maxWait));
    return octokit;
}

/**
 * The version of GitHub's REST API that every call asks for. What is read and written here is the same in 2022-11-28, the default,
 * which ends on 2028-03-10. https://docs.github.com/rest/about-the-rest-api/api-versions
 */
const API_VERSION = "2026-03-10";

const ignore = (): void => {};

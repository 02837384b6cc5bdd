import type { Api } from "@octokit/plugin-rest-endpoint-methods";
import type { Credential, Settings } from "../settings/settings";
import type { BackOff } from "./back-off";
import { missingCredential } from "./errors";
import { isSignIn } from "./failure";
import { createPace } from "./pace";

/** The part of Octokit that is used. */
export type OctokitClient = Pick<Api, "rest">;

/**
 * Creates an Octokit that signs in, keeps within GitHub's limits, and retries calls that may succeed. Octokit is loaded here,
 * because that takes about 100 ms: a run without calls does not need it.
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
        // Errors are thrown with everything that can be said about them, so Octokit need not print them as well.
        log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
        ...(credential.kind === "token" ? { auth: credential.token } : signIn(createAppAuth, credential)),
    });
    octokit.hook.before("request", ({ headers }) => {
        headers["x-github-api-version"] = API_VERSION;
    });
    octokit.hook.wrap("request", createPace(limit, backOff, fetch, maxWait));
    return octokit;
}

/**
 * The version of GitHub's REST API that every call asks for. The default is 2022-11-28, which ends on 2028-03-10. Everything that
 * is read and written here is the same in both. https://docs.github.com/rest/about-the-rest-api/api-versions
 */
const API_VERSION = "2026-03-10";

type CreateAppAuth = typeof import("@octokit/auth-app").createAppAuth;

/** A request, as a hook of Octokit's sign-in gets it. */
type Request = Parameters<ReturnType<CreateAppAuth>["hook"]>[0];
type RequestOptions = Exclude<Parameters<ReturnType<CreateAppAuth>["hook"]>[1], string>;

/** A GitHub App's credential. */
type App = Extract<Credential, { kind: "app" }>;

/**
 * Octokit's options for an app. Octokit's own strategy would also retry a call if GitHub refuses a new token, and would wait with
 * its own clock. Here, the pace does that. Its hook is still used for the sign-in itself, where it corrects a wrong clock.
 */
function signIn(createAppAuth: CreateAppAuth, { id, installationId, privateKey }: App): object {
    const authStrategy = (options: Parameters<CreateAppAuth>[0]) => {
        const app = createAppAuth(options);
        const hook = async (request: Request, options: RequestOptions) => {
            if (isSignIn(options.url)) return app.hook(request, options);
            const { token } = await app({ type: "installation" });
            return request({ ...options, headers: { ...options.headers, authorization: `token ${token}` } });
        };
        return Object.assign(app.bind(undefined), { hook });
    };
    return { authStrategy, auth: { appId: id, installationId, privateKey } };
}

const ignore = (): void => {};

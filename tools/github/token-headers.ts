import type { Route } from "./routes";
import type { Token } from "./tokens";

/**
 * The headers in which GitHub shows what a token needs, even if it lacks nothing.
 *
 * A classic token gets its scopes and those that the endpoint accepts. Every other token gets the permission that the endpoint
 * requires: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api.
 */
export function tokenHeaders(token: Token | undefined, route: Route | undefined): Record<string, string> {
    if (token === undefined) {
        return {};
    }
    if (token.scopes !== undefined) {
        return { "x-oauth-scopes": token.scopes.join(", "), "x-accepted-oauth-scopes": route?.scopes ?? "" };
    }
    return route === undefined ? {} : { "x-accepted-github-permissions": route.permissions };
}

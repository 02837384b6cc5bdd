import type { Route } from "./routes";
import type { Token } from "./tokens";

/**
 * The headers with which GitHub tells what a token lacks, whether it lacks anything or not.
 *
 * A classic token is told its scopes and those that the endpoint takes; every other one the permission that the
 * endpoint asks for: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api.
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

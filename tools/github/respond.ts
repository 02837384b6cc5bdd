import type { Endpoint } from "./call";
import { createStorage } from "./create-storage";
import { listDeployments, listStorage } from "./list-records";
import { type Reply, refuse } from "./replies";
import type { ParsedBody } from "./request-body";
import { matchRoute, type Route } from "./routes";
import { setDeployments } from "./set-deployments";
import type { GitHubState } from "./state";

/** A request that has come in whole. */
export interface Incoming {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | undefined;
    readonly body: ParsedBody;
}

const ENDPOINTS: Record<Route["endpoint"], Endpoint> = {
    "set-deployments": setDeployments,
    "create-storage": createStorage,
    "list-deployments": listDeployments,
    "list-storage": listStorage,
};

/**
 * The reply to a request. In this order: 404 no such endpoint, 413 body too large, 401 unknown token, 404 unknown
 * organization, 403 a write with a token that may only read, 400 not JSON, and then what the endpoint says.
 */
export function respond(state: GitHubState, { method, path, authorization, body }: Incoming): Reply {
    const route = matchRoute(method, path);
    if (route === undefined) {
        return refuse(404, "Not Found", "https://docs.github.com/rest");
    }
    if (body.kind === "too-large") {
        return refuse(413, "Payload too large", route.documentation);
    }
    const access = state.access(tokenOf(authorization));
    if (access === undefined) {
        return refuse(401, "Bad credentials", "https://docs.github.com/rest");
    }
    const organization = state.organization(route.org);
    if (organization === undefined) {
        return refuse(404, "no artifacts found", route.documentation);
    }
    if (method === "POST" && access.readOnly) {
        return refuse(403, "Resource not accessible by integration", route.documentation);
    }
    if (method === "POST" && body.kind !== "json") {
        return refuse(400, "Problems parsing JSON", route.documentation);
    }
    const value = body.kind === "json" ? body.value : undefined;
    return ENDPOINTS[route.endpoint]({ state, route, organization, access, body: value });
}

// Both schemes are in use: Octokit sends `token`, GitHub's pages show `Bearer`.
function tokenOf(authorization = ""): string {
    return /^(?:token|bearer) +(\S+)$/i.exec(authorization)?.[1] ?? "";
}

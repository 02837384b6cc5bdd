import { refuseVersion } from "./api-version";
import type { AppCall, Call } from "./call";
import type { OrganizationView } from "./organization";
import { REST_PAGE, type Reply, refuse } from "./replies";
import type { ParsedBody } from "./request-body";
import { type Matched, matchRoute, type OrganizationRoute, type Route } from "./routes";
import { refuseWithoutSingleSignOn } from "./single-sign-on";
import type { GitHubState } from "./state";
import { credentialOf, type Token } from "./tokens";

/** A complete request. */
export interface Incoming {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | undefined;
    /** Its `X-GitHub-Api-Version`. */
    readonly apiVersion: string | undefined;
    /** The URL by which the client reaches this server, without a slash at the end. */
    readonly baseUrl: string;
    readonly body: ParsedBody;
}

/**
 * The reply to a request. The checks are in this order: 404 no such endpoint, 413 body too large, 401 unknown token, 400
 * unsupported version, 404 unknown organization, 403 a token without single sign-on, 403 a write with a token that may only
 * read, 400 not JSON, and then the endpoint's own checks. An app signs in at its endpoint, so that comes last.
 */
export function respond(state: GitHubState, incoming: Incoming): Reply {
    const matched = matchRoute(incoming.method, incoming.path);
    if (matched === undefined) {
        return refuse(404, "Not Found", REST_PAGE);
    }
    const { route } = matched;
    if (incoming.body.kind === "too-large") {
        return refuse(413, "Payload too large", route.documentation);
    }
    const call = toCall(state, matched, incoming);
    if (route.about === "app") {
        return refuseVersion(incoming.apiVersion) ?? refuseBody(route, incoming.body) ?? route.endpoint(call);
    }
    const token = state.token(call.credential);
    if (token === undefined) {
        return refuse(401, "Bad credentials", REST_PAGE);
    }
    const known: Call = { ...call, access: token.access };
    if (route.about === "account") {
        return refuseVersion(incoming.apiVersion) ?? route.endpoint(known);
    }
    const organization = organizationOf(state, route, matched);
    return refuseVersion(incoming.apiVersion) ?? respondAbout(organization, route, token, known, incoming.body);
}

function toCall(state: GitHubState, { route, subject, query }: Matched, incoming: Incoming): AppCall {
    const { baseUrl, authorization, body } = incoming;
    return {
        state,
        subject,
        query,
        baseUrl,
        documentation: route.documentation,
        credential: credentialOf(authorization),
        body: body.kind === "json" ? body.value : undefined,
    };
}

function organizationOf(
    state: GitHubState,
    route: OrganizationRoute,
    { org, subject }: Matched,
): OrganizationView | undefined {
    return route.about === "organization" ? state.organization(org) : state.organizationOfRepository(Number(subject));
}

function respondAbout(
    organization: OrganizationView | undefined,
    route: OrganizationRoute,
    token: Token,
    call: Call,
    body: ParsedBody,
): Reply {
    if (organization === undefined) {
        return refuse(404, route.notFound, route.documentation);
    }
    if (token.needsSingleSignOn) {
        return refuseWithoutSingleSignOn(organization.name);
    }
    if (route.writes && token.access.readOnly) {
        return refuse(403, "Resource not accessible by integration", route.documentation);
    }
    return refuseBody(route, body) ?? route.endpoint({ ...call, organization });
}

/** Refuses a POST without JSON. The body may also be empty if an app signs in. */
function refuseBody({ method, about, documentation }: Route, { kind }: ParsedBody): Reply | undefined {
    const right = method !== "POST" || kind === "json" || (about === "app" && kind === "empty");
    return right ? undefined : refuse(400, "Problems parsing JSON", documentation);
}

import type { Access } from "./access";
import type { OrganizationView } from "./organization";
import type { Reply } from "./replies";
import type { GitHubState } from "./state";

/** A request that has reached its endpoint. */
export interface AppCall {
    readonly state: GitHubState;
    /** What the path names besides an organization: a cluster, a digest, a repository, an account or an installation. */
    readonly subject: string;
    /** The endpoint's page, for the `documentation_url` of an error. */
    readonly documentation: string;
    /** The URL by which the client reaches this server, without a slash at the end. */
    readonly baseUrl: string;
    readonly query: URLSearchParams;
    /** Undefined if there was none. */
    readonly body: unknown;
    /** The text after `Bearer` or `token`. */
    readonly credential: string;
}

/** A call with a known token. A POST also has a JSON body. */
export interface Call extends AppCall {
    readonly access: Access;
}

/** A call about a known organization. */
export interface OrganizationCall extends Call {
    readonly organization: OrganizationView;
}

/** One endpoint. It checks the whole call before it changes anything, and makes its changes in the same turn of the event loop. */
export type Endpoint<Kind extends AppCall = OrganizationCall> = (call: Kind) => Reply;

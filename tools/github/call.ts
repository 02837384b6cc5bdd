import type { Access } from "./access";
import type { OrganizationView } from "./organization";
import type { Reply } from "./replies";
import type { GitHubState } from "./state";

/** A request that has reached its endpoint. */
export interface AppCall {
    readonly state: GitHubState;
    /** What the path names beside an organization: a cluster, a digest, a repository, an account, an installation. */
    readonly subject: string;
    /** The endpoint's page, for the `documentation_url` of an error. */
    readonly documentation: string;
    /** What this server is to the client, without a slash at the end. */
    readonly baseUrl: string;
    readonly query: URLSearchParams;
    /** Undefined where there was none. */
    readonly body: unknown;
    /** What stands behind `Bearer` or `token`. */
    readonly credential: string;
}

/** The same with a known token, and for a POST with a body that is JSON. */
export interface Call extends AppCall {
    readonly access: Access;
}

/** The same about an organization that is known. */
export interface OrganizationCall extends Call {
    readonly organization: OrganizationView;
}

/** One endpoint: checks all of a call before it changes anything, and changes it in the same turn. */
export type Endpoint<Kind extends AppCall = OrganizationCall> = (call: Kind) => Reply;

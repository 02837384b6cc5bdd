import type { Access } from "./access";
import type { OrganizationView } from "./organization";
import type { Reply } from "./replies";
import type { Route } from "./routes";
import type { GitHubState } from "./state";

/** A call that has reached its endpoint: known token, known organization, and for a write a body that is JSON. */
export interface Call {
    readonly state: GitHubState;
    readonly route: Route;
    readonly organization: OrganizationView;
    readonly access: Access;
    readonly body: unknown;
}

/** One endpoint: checks all of a call before it changes anything, and changes it in the same turn. */
export type Endpoint = (call: Call) => Reply;

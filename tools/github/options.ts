import type { AppOptions } from "./apps";
import type { Fault, FaultyRequest } from "./faults";
import type { OrganizationOptions } from "./organization";
import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
import type { LoggedRequest } from "./request-log";
import type { TokenOptions } from "./tokens";

/** The options of an embedded GitHub. Each has a default, so `startGitHub()` needs none. */
export interface GitHubOptions {
    /** The TCP port on 127.0.0.1. Default: 0, which chooses a free port. */
    readonly port?: number;
    /** Serves https with this key and certificate, both PEM. Default: http. */
    readonly tls?: { readonly key: string; readonly cert: string };
    /** By name. Names are compared without case. Default: `acme`, with the repositories `api`, `web` and `worker`. */
    readonly organizations?: Readonly<Record<string, OrganizationOptions>>;
    /** User accounts. A call that names one as an organization gets a 404. Default: `octocat`. */
    readonly users?: readonly string[];
    /** By token. Default: `ghs_embedded`, which may write everywhere. */
    readonly tokens?: Readonly<Record<string, TokenOptions>>;
    /** By app id. Apps get tokens of their installations. Default: none. */
    readonly apps?: Readonly<Record<string, AppOptions>>;
    /** The records at the start, from another server's `deploymentRecords()` and `storageRecords()`. */
    readonly records?: {
        readonly deployments: readonly StoredDeploymentRecord[];
        readonly storage: readonly StoredStorageRecord[];
    };
    /**
     * Whether the list of an artifact's deployment records still has the decommissioned ones. GitHub does not document this, so
     * a client must work with both. Default: true.
     */
    readonly listDecommissioned?: boolean;
    /**
     * Whether the list of attestations has an entry, `null`, for each digest without an attestation on that page, or leaves
     * such a digest out. GitHub does not document this, so a client must work with both. Default: true.
     */
    readonly listUnattested?: boolean;
    /**
     * Whether clusters, environments and deployment names that differ only in case are the same. If they are, a record has the spelling
     * of its last write, and a call with two such deployment names is refused. GitHub does not document this, so a client must work with
     * both. Default: false.
     */
    readonly ignoresCase?: boolean;
    /** The clock for `created_at`, `updated_at`, the rate limit's reset, the `date` of replies, and expiration. Default: the machine's. */
    readonly now?: () => Date;
    /**
     * Called for each complete request that no pending fault takes. Returns the fault for that request, if any. The `method`,
     * `path`, `after` and `times` of that fault have no effect.
     */
    readonly faults?: (request: FaultyRequest) => Fault | undefined;
    /** Called with each request once its reply is known, e.g. to print it. */
    readonly onRequest?: (request: LoggedRequest) => void;
}

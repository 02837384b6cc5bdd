import type { AppOptions } from "./apps";
import type { Fault, FaultyRequest } from "./faults";
import type { OrganizationOptions } from "./organization";
import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
import type { LoggedRequest } from "./request-log";
import type { TokenOptions } from "./tokens";

/** How to set up an embedded GitHub. Everything has a default, so `startGitHub()` is ready for use. */
export interface GitHubOptions {
    /** The TCP port on 127.0.0.1. Default 0: a free one. */
    readonly port?: number;
    /** Serves https with this key and certificate, both PEM. Default: http. */
    readonly tls?: { readonly key: string; readonly cert: string };
    /** By name; names compare without case. Default: `acme`, with the repositories `api`, `web` and `worker`. */
    readonly organizations?: Readonly<Record<string, OrganizationOptions>>;
    /** User accounts: every call for one as an organization is 404. Default `octocat`. */
    readonly users?: readonly string[];
    /** By token. Default: `ghs_embedded`, which may write everywhere. */
    readonly tokens?: Readonly<Record<string, TokenOptions>>;
    /** By app id. They get tokens of their installations. Default: none. */
    readonly apps?: Readonly<Record<string, AppOptions>>;
    /** What it holds at the start, as another server's `deploymentRecords()` and `storageRecords()` gave it. */
    readonly records?: {
        readonly deployments: readonly StoredDeploymentRecord[];
        readonly storage: readonly StoredStorageRecord[];
    };
    /**
     * Whether the list of an artifact's deployment records still has the decommissioned ones. GitHub does not say, so
     * a client has to work with both. Default true.
     */
    readonly listDecommissioned?: boolean;
    /**
     * Whether the list of attestations has an entry, `null`, for each digest without an attestation on that page, or leaves
     * such a digest out. GitHub does not say, so a client has to work with both. Default true.
     */
    readonly listUnattested?: boolean;
    /**
     * Whether clusters, environments and deployment names that differ only in case are the same. A record is then spelled as it was
     * last written, and a call with two such deployment names is refused. GitHub does not say, so a client has to work with both.
     * Default false.
     */
    readonly ignoresCase?: boolean;
    /** The clock behind `created_at`, `updated_at`, the rate limit's reset, the `date` of replies, and all that expires. Default: the machine's. */
    readonly now?: () => Date;
    /**
     * Asked what goes wrong with each request that comes in whole and that none of the faults to come takes. Of the
     * fault that it returns, `method`, `path`, `after` and `times` say nothing here.
     */
    readonly faults?: (request: FaultyRequest) => Fault | undefined;
    /** Told of each request once its reply is settled, e.g. to print it. */
    readonly onRequest?: (request: LoggedRequest) => void;
}

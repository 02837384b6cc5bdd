/**
 * A GitHub App, as which records are written and read. A part that is left out is read from the environment: `GITHUB_APP_ID`,
 * `GITHUB_APP_INSTALLATION_ID`, `GITHUB_APP_PEM_FILE`.
 */
export interface AppAuth {
    /** The app's id. */
    readonly id?: string;

    /** The id of the app's installation in the organization. */
    readonly installationId?: string;

    /**
     * The app's private key: the text of the file that GitHub generated (PEM), that text in base64, or the file's path. The key
     * must be an RSA key without a passphrase.
     */
    readonly pemFile?: string;
}

/**
 * How GitHub is reached, with which credential, and for which organization. What is not given here is read from environment
 * variables in each run, and is not kept in the state. The credential needs `artifact-metadata: write` on each repository
 * that built the artifacts. A preview needs none, unless `verify` is true.
 */
export interface ProviderArgs {
    /**
     * A token. `appAuth` goes before it. Where neither is given, the provider uses the environment variables `GITHUB_APP_ID`,
     * `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE`, then `GITHUB_TOKEN`, then the token of `gh auth token`.
     */
    readonly token?: string;

    /**
     * The organization of resources and functions that name none. Default: the environment variable `GITHUB_OWNER`, then
     * `GITHUB_ORGANIZATION`.
     */
    readonly owner?: string;

    /**
     * The API's base URL, https only. GHE.com works; GitHub Enterprise Server has no such API. Default: the environment variable
     * `GITHUB_BASE_URL`, then `GITHUB_API_URL` where it names the API of github.com or GHE.com, then `https://api.github.com`.
     * Another base URL replaces the provider and what it manages.
     */
    readonly baseUrl?: string;

    /**
     * A GitHub App, instead of a token. Where neither is given, the provider uses the environment variables `GITHUB_APP_ID`,
     * `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE`, then `GITHUB_TOKEN`, then the token of `gh auth token`.
     */
    readonly appAuth?: AppAuth;

    /**
     * Asks GitHub in each preview and `up` about what would be sent, and refuses what GitHub would reject, with the argument's
     * path: an organization or repository that does not exist, a digest without an attestation where no repository is named, and
     * a missing permission as far as reads can tell. It sends reads only: one for the organization, one for each repository, and
     * one for every 1,024 digests. A preview then needs a credential. Default false.
     */
    readonly verify?: boolean;

    /**
     * The longest wait for a rate limit of GitHub, such as `90s`, `15m` or `1h`: at most `24h`, and `0s` to wait for none. A
     * longer wait fails the call. Default `15m`.
     */
    readonly maxWait?: string;
}

/**
 * A GitHub App that reads and writes the records. A part that is not set comes from the environment: `GITHUB_APP_ID`,
 * `GITHUB_APP_INSTALLATION_ID`, `GITHUB_APP_PEM_FILE`.
 */
export interface AppAuth {
    /** The app's id. */
    readonly id?: string;

    /** The id of the app's installation in the organization. */
    readonly installationId?: string;

    /**
     * The app's private key: the text of the file that GitHub generated (PEM), that text in base64, or the path of the
     * file. The key must be an RSA key without a passphrase.
     */
    readonly pemFile?: string;
}

/**
 * How the provider calls GitHub: the API, the credential and the default organization. A setting that is not given here
 * comes from environment variables in each run, and is not kept in the state. The credential needs `artifact-metadata:
 * write` on each repository that built the artifacts. A preview needs no credential, unless `verify` is true.
 */
export interface ProviderArgs {
    /**
     * A token. If `appAuth` is also set, the provider uses the app. If neither is set, the provider uses the
     * environment variables `GITHUB_APP_ID`, `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE`, then
     * `GITHUB_TOKEN`, then the token of `gh auth token`.
     */
    readonly token?: string;

    /**
     * The organization of resources and functions that do not set one. Default: the environment variable
     * `GITHUB_OWNER`, then `GITHUB_ORGANIZATION`.
     */
    readonly owner?: string;

    /**
     * The base URL of the API, https only. GHE.com works. GitHub Enterprise Server does not have this API. Default: the
     * environment variable `GITHUB_BASE_URL`, then `GITHUB_API_URL` if it is the API of github.com or GHE.com, then
     * `https://api.github.com`. A change replaces the provider and the resources that it manages.
     */
    readonly baseUrl?: string;

    /**
     * A GitHub App, instead of a token. If neither is set, the provider uses the environment variables `GITHUB_APP_ID`,
     * `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE`, then `GITHUB_TOKEN`, then the token of `gh auth token`.
     */
    readonly appAuth?: AppAuth;

    /**
     * Asks GitHub in each preview and `up` whether it would accept what is about to be sent. The provider rejects the
     * argument if GitHub would reject it: an organization or repository that does not exist, a digest without an
     * attestation if no repository is named, and a missing permission as far as read requests can detect it. It sends
     * only read requests: one for the organization, one for each repository, and one for every 1,024 digests. With this
     * setting, a preview needs a credential. Default: false.
     */
    readonly verify?: boolean;

    /**
     * The longest wait for a rate limit of GitHub, such as `90s`, `15m` or `1h`: at most `24h`, or `0s` for no wait. If
     * GitHub asks for a longer wait, the call fails. Default: `15m`.
     */
    readonly maxWait?: string;
}

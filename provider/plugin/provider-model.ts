/** A GitHub App, as which records are written and read. All three are needed. */
export interface AppAuth {
    /** The app's id. */
    readonly id: string;

    /** The id of the app's installation in the organization. */
    readonly installationId: string;

    /** The whole text of the app's private key (PEM), not the name of its file. */
    readonly pemFile: string;
}

/**
 * How GitHub is reached, with which credential, and for which organization. What is not given here is read from environment
 * variables in each run, and is not kept in the state. The credential needs `artifact-metadata: write` on each repository
 * that built the artifacts. A preview needs none.
 */
export interface ProviderArgs {
    /**
     * A token; it goes before `appAuth`. Where neither is given: the environment variable `GITHUB_TOKEN`, then `GITHUB_APP_ID`
     * with `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE` (the key's text).
     */
    readonly token?: string;

    /**
     * The organization of resources and functions that name none. Default: the environment variable `GITHUB_OWNER`.
     */
    readonly owner?: string;

    /**
     * The API's base URL, https only; GHE.com works, GitHub Enterprise Server has no such API. Default: the environment
     * variable `GITHUB_BASE_URL`, then `https://api.github.com`. Another one replaces the provider and what it manages.
     */
    readonly baseUrl?: string;

    /**
     * A GitHub App, instead of a token. Where neither is given: the environment variable `GITHUB_TOKEN`, then `GITHUB_APP_ID`
     * with `GITHUB_APP_INSTALLATION_ID` and `GITHUB_APP_PEM_FILE` (the key's text).
     */
    readonly appAuth?: AppAuth;
}

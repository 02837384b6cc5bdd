/** What GitHub answered to a question, or why there is no answer, such as `GET /repos/acme/api answered 500`. */
export type Finding<Value> = { readonly found: Value } | { readonly unread: string };

/** The headers of a response. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** What exists under the name of an organization: an organization, a user account, or nothing. */
export type Organization =
    | { readonly is: "in reach" | "user" | "nobody" }
    /** It exists, but the credential cannot read it. `how` is, for example, `GET /orgs/acme answered 404`. */
    | { readonly is: "out of reach"; readonly how: string; readonly headers: Headers };

/** A repository, as GitHub shows it. */
export interface Repository {
    /** `acme/api`. It differs from the requested name if the repository was renamed or moved. */
    readonly fullName: string;
    /** True if the user of the credential can read it but cannot write to it. */
    readonly isReadOnly: boolean;
}

/** An artifact that a call is about. */
export interface Artifact {
    readonly digest: string;
    readonly github_repository?: string | undefined;
}

/** What a refusal may be about. */
export interface Subject {
    readonly org: string;
    readonly artifacts: readonly Artifact[];
}

/** Returns the repositories that a subject names. */
export const repositoriesOf = ({ artifacts }: Subject): readonly string[] => [
    ...new Set(artifacts.flatMap(({ github_repository }) => github_repository ?? [])),
];

/** Returns the digests in a subject that have no named repository. */
export const unnamedDigestsOf = ({ artifacts }: Subject): readonly string[] => [
    ...new Set(artifacts.flatMap(({ digest, github_repository }) => (github_repository === undefined ? digest : []))),
];

/** What GitHub answered about a subject. It contains only what was asked. */
export interface Evidence {
    /** The headers of a response. For a classic token, they contain its scopes. */
    readonly headers: Headers;
    readonly organization: Finding<Organization>;
    /** The named repositories, by name. Undefined if one does not exist or cannot be seen. */
    readonly repositories: ReadonlyMap<string, Finding<Repository | undefined>>;
    /** Whether each artifact without a named repository has a visible provenance attestation, by digest. */
    readonly attestations: ReadonlyMap<string, Finding<boolean>>;
}

/** Returns the part of the evidence about several subjects that is about one of them. */
export function evidenceOn(subject: Subject, { repositories, attestations, ...rest }: Evidence): Evidence {
    const names = new Set(repositoriesOf(subject));
    const digests = new Set(unnamedDigestsOf(subject));
    return {
        ...rest,
        repositories: new Map([...repositories].filter(([name]) => names.has(name))),
        attestations: new Map([...attestations].filter(([digest]) => digests.has(digest))),
    };
}

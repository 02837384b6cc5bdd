/** Something that was asked of GitHub: what it answered, or why there is no answer, such as `GET /repos/acme/api answered 500`. */
export type Finding<Value> = { readonly found: Value } | { readonly unread: string };

/** The headers of an answer. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** What the name of an organization stands for: an organization, a user account, or nothing. */
export type Organization =
    | { readonly is: "in reach" | "user" | "nobody" }
    /** It is there, and the credential may not read it. `how` is such as `GET /orgs/acme answered 404`. */
    | { readonly is: "out of reach"; readonly how: string; readonly headers: Headers };

/** A repository as GitHub shows it. */
export interface Repository {
    /** `acme/api`: another one than was asked for where it was renamed or moved. */
    readonly fullName: string;
    /** True where the user of the credential may read it and not write to it. */
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

/** The repositories that a subject names. */
export const repositoriesOf = ({ artifacts }: Subject): readonly string[] => [
    ...new Set(artifacts.flatMap(({ github_repository }) => github_repository ?? [])),
];

/** The digests of a subject without a named repository. */
export const unnamedDigestsOf = ({ artifacts }: Subject): readonly string[] => [
    ...new Set(artifacts.flatMap(({ digest, github_repository }) => (github_repository === undefined ? digest : []))),
];

/** What GitHub told of a subject. What nobody asked for is not in it. */
export interface Evidence {
    /** The headers of an answer: of a classic token they tell its scopes. */
    readonly headers: Headers;
    readonly organization: Finding<Organization>;
    /** By name, the repositories that are named. Undefined for one that is not there, or not to be seen. */
    readonly repositories: ReadonlyMap<string, Finding<Repository | undefined>>;
    /** By digest, whether an artifact without a named repository has a provenance attestation that can be seen. */
    readonly attestations: ReadonlyMap<string, Finding<boolean>>;
}

/** What evidence on several subjects tells of one of them. */
export function evidenceOn(subject: Subject, { repositories, attestations, ...rest }: Evidence): Evidence {
    const names = new Set(repositoriesOf(subject));
    const digests = new Set(unnamedDigestsOf(subject));
    return {
        ...rest,
        repositories: new Map([...repositories].filter(([name]) => names.has(name))),
        attestations: new Map([...attestations].filter(([digest]) => digests.has(digest))),
    };
}

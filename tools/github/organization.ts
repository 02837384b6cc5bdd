/** An organization that the server knows. */
export interface OrganizationOptions {
    /** The names of its repositories, or `"any"` to accept every name. Names are compared without case. */
    readonly repositories: readonly string[] | "any";
    /** Its renamed repositories: old name → current name. No repository may have an old name. */
    readonly renamed?: Readonly<Record<string, string>>;
    /**
     * The artifacts with a provenance attestation: digest → the repository that built them. Their records have a numeric
     * `attestation_id`, and a `github_repository` that is sent with them is ignored. Default: none.
     */
    readonly attestations?: Readonly<Record<string, string>>;
}

interface Attestation {
    readonly id: number;
    readonly repository: string;
}

/** A repository of an organization. */
export interface Repository {
    readonly id: number;
    readonly name: string;
}

const FIRST_ATTESTATION = 3_000_001;

/** The range of ids for the repositories of one organization. The ids of the next organization begin after it. */
const REPOSITORIES = 1_000_000;

/** Knows which repositories an organization has, and to which of them an artifact belongs. */
export class Organization {
    readonly id: number;
    /** The configured spelling. Other cases of the name mean the same organization. */
    readonly name: string;
    readonly #takesEveryName: boolean;
    /** By name in lower case. If every name is accepted, this has the names that were requested so far. */
    readonly #repositories = new Map<string, Repository>();
    readonly #renamed = new Map<string, string>();
    readonly #attestations = new Map<string, Attestation>();

    /** @throws if an attestation or a new name names no repository of it, or if an old name is still in use */
    constructor(id: number, name: string, { repositories, renamed = {}, attestations = {} }: OrganizationOptions) {
        this.id = id;
        this.name = name;
        this.#takesEveryName = repositories === "any";
        for (const repository of repositories === "any" ? [] : repositories) {
            this.#add(repository);
        }
        for (const [from, to] of Object.entries(renamed)) {
            this.#rename(from, to);
        }
        for (const [digest, repository] of Object.entries(attestations)) {
            this.#attest(digest, repository);
        }
    }

    /** The repository with this current name. */
    repository(name: string): Repository | undefined {
        const key = name.toLowerCase();
        const known = this.#repositories.get(key);
        return known === undefined && this.#takesEveryName && !this.#renamed.has(key) ? this.#add(name) : known;
    }

    /** The repository with this id. */
    repositoryWithId(id: number): Repository | undefined {
        return [...this.#repositories.values()].find((repository) => repository.id === id);
    }

    /** The repository that was renamed from this name. */
    renamedFrom(name: string): Repository | undefined {
        const today = this.#renamed.get(name.toLowerCase());
        return today === undefined ? undefined : this.repository(today);
    }

    /** The attestation of an artifact, if it has one. */
    attestationOf(digest: string): Attestation | undefined {
        return this.#attestations.get(digest);
    }

    /**
     * The repository of an artifact: that of its attestation, or else `sent`. Undefined if neither exists.
     *
     * Each write is resolved again, even for an existing record. GitHub does not document that a record keeps its repository,
     * so a client must not rely on it.
     */
    repositoryOf(digest: string, sent: string | undefined): string | undefined {
        const attested = this.#attestations.get(digest)?.repository;
        return attested ?? (sent === undefined ? undefined : this.#spelled(sent));
    }

    // If every name is accepted, only the call says how the name is spelled.
    #spelled(name: string): string | undefined {
        const repository = this.repository(name);
        return this.#takesEveryName && repository !== undefined ? name : repository?.name;
    }

    #add(name: string): Repository {
        const repository = { id: this.id * REPOSITORIES + this.#repositories.size + 1, name };
        this.#repositories.set(name.toLowerCase(), repository);
        return repository;
    }

    #rename(from: string, to: string): void {
        if (this.#repositories.has(from.toLowerCase()) || this.repository(to) === undefined) {
            throw new Error(`Renamed from ${from} to ${to}: ${this.name} still has the one, or has not the other.`);
        }
        this.#renamed.set(from.toLowerCase(), to);
    }

    #attest(digest: string, wanted: string): void {
        const repository = this.#spelled(wanted);
        if (repository === undefined || !/^sha256:[a-f0-9]{64}$/.test(digest)) {
            throw new Error(`Attestation of ${digest}: no such digest, or ${this.name} has no repository ${wanted}.`);
        }
        this.#attestations.set(digest, { id: FIRST_ATTESTATION + this.#attestations.size, repository });
    }
}

/** The interface of an organization, for objects that stand in for it. */
export type OrganizationView = Pick<Organization, keyof Organization>;

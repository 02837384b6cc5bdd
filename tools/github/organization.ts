/** An organization that the server knows. */
export interface OrganizationOptions {
    /** The names of its repositories, or `"any"` to take every name for one of them. Names compare without case. */
    readonly repositories: readonly string[] | "any";
    /** Its repositories that once had another name: old name → the name today. No repository has an old name. */
    readonly renamed?: Readonly<Record<string, string>>;
    /**
     * The artifacts with a provenance attestation: digest → the repository that built them. Their records carry a
     * numeric `attestation_id`, and a `github_repository` that is sent with them is ignored. Default: none.
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

/** Room for the ids of an organization's repositories before those of the next organization begin. */
const REPOSITORIES = 1_000_000;

/** Answers which repositories an organization has, and to which of them an artifact belongs. */
export class Organization {
    readonly id: number;
    /** As configured; whoever writes it otherwise means the same. */
    readonly name: string;
    readonly #takesEveryName: boolean;
    /** By name in lower case. Where every name is one, those that were asked for so far. */
    readonly #repositories = new Map<string, Repository>();
    readonly #renamed = new Map<string, string>();
    readonly #attestations = new Map<string, Attestation>();

    /** @throws where an attestation or a new name is about no repository of it, or an old name still is one */
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

    /** The repository that has this name today. */
    repository(name: string): Repository | undefined {
        const key = name.toLowerCase();
        const known = this.#repositories.get(key);
        return known === undefined && this.#takesEveryName && !this.#renamed.has(key) ? this.#add(name) : known;
    }

    /** The repository with this id. */
    repositoryWithId(id: number): Repository | undefined {
        return [...this.#repositories.values()].find((repository) => repository.id === id);
    }

    /** The repository that once had this name and has another one today. */
    renamedFrom(name: string): Repository | undefined {
        const today = this.#renamed.get(name.toLowerCase());
        return today === undefined ? undefined : this.repository(today);
    }

    /** The attestation of an artifact, where it has one. */
    attestationOf(digest: string): Attestation | undefined {
        return this.#attestations.get(digest);
    }

    /**
     * The repository of an artifact: that of its attestation, else `sent`. Undefined where neither exists.
     *
     * Every write is resolved anew, also one to a record that exists: GitHub does not say that a record remembers its
     * repository, so a client must not count on it.
     */
    repositoryOf(digest: string, sent: string | undefined): string | undefined {
        const attested = this.#attestations.get(digest)?.repository;
        return attested ?? (sent === undefined ? undefined : this.#spelled(sent));
    }

    // Where every name is one, each call spells it in its own way: nothing but the call says how it is spelled.
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

/** What an organization answers, also where something stands in for it. */
export type OrganizationView = Pick<Organization, keyof Organization>;

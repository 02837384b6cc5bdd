/** An organization that the server knows. */
export interface OrganizationOptions {
    /** The names of its repositories, or `"any"` to take every name for one of them. Names compare without case. */
    readonly repositories: readonly string[] | "any";
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

const FIRST_ATTESTATION = 3_000_001;

/** Answers which repository of an organization an artifact belongs to. */
export class Organization {
    /** As configured; whoever writes it otherwise means the same. */
    readonly name: string;
    readonly #repositories: ReadonlyMap<string, string> | "any";
    readonly #attestations = new Map<string, Attestation>();

    /** @throws where an attestation's digest is malformed, or its repository is not in the organization */
    constructor(name: string, options: OrganizationOptions) {
        this.name = name;
        this.#repositories =
            options.repositories === "any"
                ? "any"
                : new Map(options.repositories.map((repository) => [repository.toLowerCase(), repository]));
        for (const [digest, wanted] of Object.entries(options.attestations ?? {})) {
            const repository = this.#repository(wanted);
            if (repository === undefined || !/^sha256:[a-f0-9]{64}$/.test(digest)) {
                throw new Error(`Attestation of ${digest}: no such digest, or ${name} has no repository ${wanted}.`);
            }
            this.#attestations.set(digest, { id: FIRST_ATTESTATION + this.#attestations.size, repository });
        }
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
        return this.#attestations.get(digest)?.repository ?? (sent === undefined ? undefined : this.#repository(sent));
    }

    #repository(name: string): string | undefined {
        return this.#repositories === "any" ? name : this.#repositories.get(name.toLowerCase());
    }
}

/** What an organization answers, also where something stands in for it. */
export type OrganizationView = Pick<Organization, keyof Organization>;

import {
    type Evidence,
    type Finding,
    type Headers,
    type Organization,
    type Repository,
    repositoriesOf,
    type Subject,
    unnamedDigestsOf,
} from "./evidence";
import { FailedCall, type FailureCode } from "./failure";
import type { OctokitClient } from "./octokit";
import { quoteAnswer } from "./quote";

/** How much GitHub is asked. */
export interface Patience {
    /** The most reads of a process. */
    readonly reads: number;
    /** The most repositories of one subject. */
    readonly repositories: number;
    /** The most pages of a list. A page has up to 100 attestations. */
    readonly pages: number;
    /** How often a read is tried. */
    readonly tries: number;
    /** How long a read may take, in seconds. Default: as long as any call. */
    readonly seconds?: number;
    /** True if {@link Looks.lookInto} throws when GitHub does not accept the credential. */
    readonly needsCredential?: true;
}

/** For a call that has already failed: its error must not wait long. */
export const AFTER_A_REFUSAL: Patience = { reads: 6, repositories: 3, pages: 1, tries: 1, seconds: 10 };

/** For a planned write: each name and each digest is verified. */
export const BEFORE_A_WRITE: Patience = {
    reads: Infinity,
    repositories: Infinity,
    pages: 30,
    tries: 2,
    needsCredential: true,
};

/** The most digests in a call that asks for attestations. */
const DIGESTS_PER_CALL = 1024;

/** What was asked before. A question without an answer is asked again. */
export type Memory = Map<string, Promise<Finding<unknown>>>;

/**
 * Asks GitHub about a subject: whether its organization and its repositories exist, and which artifacts without a repository have
 * a provenance attestation. It changes nothing. A finding that cannot be read says why.
 *
 * | request                                   | sent                                                  |
 * |-------------------------------------------|-------------------------------------------------------|
 * | `GET /users/{org}`                        | always                                                |
 * | `GET /orgs/{org}`                         | unless the first request finds a user, or no account  |
 * | `GET /repos/{org}/{repo}`                 | the same, for each repository that is named           |
 * | `POST /orgs/{org}/attestations/bulk-list` | the same, for the digests without a repository        |
 */
export class Looks {
    #left: number;

    constructor(
        private readonly octokit: OctokitClient,
        private readonly memory: Memory,
        private readonly patience: Patience,
    ) {
        this.#left = patience.reads;
    }

    async lookInto(subject: Subject): Promise<Evidence> {
        const { org } = subject;
        const account = await this.#account(org);
        const { type, headers } = "found" in account ? account.found : UNKNOWN_ACCOUNT;
        if (type === "user" || type === "nobody") {
            return { headers, organization: { found: { is: type } }, repositories: new Map(), attestations: new Map() };
        }
        const names = repositoriesOf(subject);
        const [organization, attestations, ...repositories] = await Promise.all([
            this.#organization(org),
            this.#attestations(org, unnamedDigestsOf(subject)),
            ...names.map((name, index) => this.#repository(org, name, index)),
        ]);
        return {
            headers,
            organization,
            attestations,
            repositories: new Map(names.map((name, index) => [name, repositories[index] as Finding<Repository>])),
        };
    }

    #account(username: string): Promise<Finding<Account>> {
        return this.#read<Account>(`GET /users/${username}`, { type: "nobody", headers: {} }, async (request) => {
            const { data, headers } = await this.octokit.rest.users.getByUsername({ username, request });
            const type = ACCOUNT_TYPES.get(data.type);
            if (type === undefined) throw new Error(UNDOCUMENTED);
            return { type, headers: headers as Headers };
        });
    }

    #organization(org: string): Promise<Finding<Organization>> {
        const what = `GET /orgs/${org}`;
        const missing = { is: "out of reach", how: `${what} answered 404`, headers: {} } as const;
        return this.#read<Organization>(what, missing, async (request) => {
            try {
                await this.octokit.rest.orgs.get({ org, request });
                return { is: "in reach" };
            } catch (error) {
                if (!isForbidden(error)) throw error;
                return {
                    is: "out of reach",
                    how: `${what} ${whyUnread(error)}`,
                    headers: error.response.headers,
                };
            }
        });
    }

    async #repository(owner: string, repo: string, index: number): Promise<Finding<Repository | undefined>> {
        const { repositories } = this.patience;
        if (index >= repositories) return { unread: `only the first ${repositories} repositories are checked` };
        return this.#read<Repository | undefined>(`GET /repos/${owner}/${repo}`, undefined, async (request) => {
            const { data } = await this.octokit.rest.repos.get({ owner, repo, request });
            // The token of an app shows none of these permissions, whatever it is allowed to do.
            const { pull, push } = data.permissions ?? {};
            const fullName: unknown = data.full_name;
            if (typeof fullName !== "string") throw new Error(UNDOCUMENTED);
            return { fullName, isReadOnly: pull === true && push === false };
        });
    }

    async #attestations(org: string, digests: readonly string[]): Promise<ReadonlyMap<string, Finding<boolean>>> {
        const findings = new Map<string, Finding<boolean>>();
        for (let first = 0; first < digests.length; first += DIGESTS_PER_CALL) {
            const asked = digests.slice(first, first + DIGESTS_PER_CALL);
            const route = `POST /orgs/${org}/attestations/bulk-list`;
            const listed = await this.#read<Listed>(
                route,
                { attested: new Set(), isWhole: true },
                (request) => this.#listed(org, asked, request),
                asked.join(),
            );
            for (const digest of asked)
                findings.set(digest, "found" in listed ? isAttested(route, listed.found, digest) : listed);
        }
        return findings;
    }

    /** Lists the attestations of several digests. Each page contains some of them, for any of the digests. */
    async #listed(org: string, digests: readonly string[], request: object): Promise<Listed> {
        const attested = new Set<string>();
        let after: string | undefined;
        for (let page = 0; page < this.patience.pages; page += 1) {
            const { data } = await this.octokit.rest.orgs.listAttestationsBulk({
                org,
                subject_digests: [...digests],
                predicate_type: "provenance",
                per_page: 100,
                ...(after !== undefined && { after }),
                request,
            });
            for (const [digest, found] of Object.entries(data.attestations_subject_digests ?? {})) {
                if (found !== null && found.length > 0) attested.add(digest);
            }
            const { has_next, next } = data.page_info ?? {};
            if (!has_next || next === undefined || attested.size === digests.length) return { attested, isWhole: true };
            after = next;
        }
        return { attested, isWhole: false };
    }

    /** Reads something once. `missing` is the result for a 404. */
    async #read<Value>(what: string, missing: Value, ask: Ask<Value>, key = ""): Promise<Finding<Value>> {
        const id = `${what} ${key}`.toLowerCase();
        const known = this.memory.get(id);
        if (known !== undefined) return known as Promise<Finding<Value>>;
        if (this.#left <= 0)
            return { unread: `${what} was not sent: the limit of ${this.patience.reads} reads was reached` };
        this.#left -= 1;
        const { tries, seconds } = this.patience;
        const finding = ask({ tries, seconds }).then(
            (found) => ({ found }),
            (error: unknown) => {
                if (statusOf(error) === 404) return { found: missing };
                this.memory.delete(id);
                if (this.patience.needsCredential && isFailed(error, "bad-credential")) throw error;
                return { unread: `${what} ${whyUnread(error)}` };
            },
        );
        this.memory.set(id, finding);
        return finding;
    }
}

/** The attestations that GitHub lists for some digests. */
interface Listed {
    readonly attested: ReadonlySet<string>;
    /** False if there are more pages that were not read. */
    readonly isWhole: boolean;
}

function isAttested(route: string, { attested, isWhole }: Listed, digest: string): Finding<boolean> {
    if (attested.has(digest) || isWhole) return { found: attested.has(digest) };
    return { unread: `${route} has more pages than were read` };
}

const UNDOCUMENTED = "the reply is not what the API documents";

const ACCOUNT_TYPES: ReadonlyMap<string, Account["type"]> = new Map([
    ["Organization", "organization"],
    ["User", "user"],
]);

/** The account that has a name, and the headers of the response that showed it. */
interface Account {
    readonly type: "organization" | "user" | "nobody" | undefined;
    readonly headers: Headers;
}

const UNKNOWN_ACCOUNT: Account = { type: undefined, headers: {} };

/** Sends a question, with the options of a request. */
type Ask<Value> = (request: object) => Promise<Value>;

const isFailed = (error: unknown, code: FailureCode): error is FailedCall =>
    error instanceof FailedCall && error.failure.code === code;

/** If GitHub forbids a call, there is always a response. */
const isForbidden = (error: unknown): error is FailedCall & { readonly response: { readonly headers: Headers } } =>
    isFailed(error, "forbidden");

const statusOf = (error: unknown): number | undefined =>
    error instanceof FailedCall && error.response !== undefined ? error.status : undefined;

/** The most characters of a quoted response. */
const LONGEST_QUOTE = 120;

function whyUnread(error: unknown): string {
    const message = quoteAnswer((error as Error).message, undefined, LONGEST_QUOTE).replace(/\.$/, "");
    const status = statusOf(error);
    return status === undefined ? `got no answer: ${message}` : `answered ${status}: ${message}`;
}

import type { Fault } from "./faults";
import type { OrganizationView, Repository } from "./organization";
import type { GitHubState } from "./state";
import type { Token } from "./tokens";

/** The same GitHub with the same records, but without some repositories, or without write access to them. */
export function lacking(state: GitHubState, rejects: Fault["rejects"] = {}): GitHubState {
    const missing = lowerCased(rejects.not_found);
    const closed = lowerCased(rejects.unauthorized);
    return {
        ...state,
        organization(name) {
            const organization = state.organization(name);
            return organization && without(missing, organization);
        },
        organizationOfRepository(id) {
            const organization = state.organizationOfRepository(id);
            return organization && without(missing, organization);
        },
        token(text) {
            const token = state.token(text);
            return token && barredFrom(closed, token);
        },
    };
}

const lowerCased = (names: readonly string[] = []): ReadonlySet<string> =>
    new Set(names.map((name) => name.toLowerCase()));

function without(missing: ReadonlySet<string>, organization: OrganizationView): OrganizationView {
    const present = (repository: Repository | undefined): Repository | undefined =>
        repository === undefined || missing.has(repository.name.toLowerCase()) ? undefined : repository;
    return {
        id: organization.id,
        name: organization.name,
        repository: (name) => present(organization.repository(name)),
        repositoryWithId: (id) => present(organization.repositoryWithId(id)),
        renamedFrom: (name) => present(organization.renamedFrom(name)),
        attestationOf: (digest) => organization.attestationOf(digest),
        repositoryOf(digest, sent) {
            const repository = organization.repositoryOf(digest, sent);
            return repository === undefined || missing.has(repository.toLowerCase()) ? undefined : repository;
        },
    };
}

function barredFrom(closed: ReadonlySet<string>, { access, ...token }: Token): Token {
    const mayWrite = (repository: string): boolean =>
        !closed.has(repository.toLowerCase()) && access.mayWrite(repository);
    return { ...token, access: { ...access, mayWrite } };
}

import type { Access } from "./access";
import type { Fault } from "./faults";
import type { OrganizationView } from "./organization";
import type { GitHubState } from "./state";

/** The same GitHub, records and all, without some repositories, or without the right to write to them. */
export function lacking(state: GitHubState, rejects: Fault["rejects"] = {}): GitHubState {
    const missing = lowerCased(rejects.not_found);
    const closed = lowerCased(rejects.unauthorized);
    return {
        ...state,
        organization(name) {
            const organization = state.organization(name);
            return organization && without(missing, organization);
        },
        access(token) {
            const access = state.access(token);
            return access && barredFrom(closed, access);
        },
    };
}

const lowerCased = (names: readonly string[] = []): ReadonlySet<string> =>
    new Set(names.map((name) => name.toLowerCase()));

function without(missing: ReadonlySet<string>, organization: OrganizationView): OrganizationView {
    return {
        name: organization.name,
        attestationOf: (digest) => organization.attestationOf(digest),
        repositoryOf(digest, sent) {
            const repository = organization.repositoryOf(digest, sent);
            return repository === undefined || missing.has(repository.toLowerCase()) ? undefined : repository;
        },
    };
}

function barredFrom(closed: ReadonlySet<string>, access: Access): Access {
    return {
        ...access,
        mayWrite: (repository) => !closed.has(repository.toLowerCase()) && access.mayWrite(repository),
    };
}

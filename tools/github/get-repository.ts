import type { Endpoint, OrganizationCall } from "./call";
import type { Repository } from "./organization";
import { type Reply, refuse } from "./replies";
import type { RepositoryReply } from "./wire";

const FOLLOW_REDIRECTS = "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects";

/** `GET /repos/{org}/{repo}`: a repository that the token may read. An old name is redirected to the repository's id. */
export const getRepository: Endpoint = (call) => {
    const { organization, subject, baseUrl } = call;
    const renamed = organization.renamedFrom(subject);
    if (renamed !== undefined && call.access.mayRead(renamed.name)) {
        const url = `${baseUrl}/repositories/${renamed.id}`;
        const body = { message: "Moved Permanently", url, documentation_url: FOLLOW_REDIRECTS };
        return { status: 301, headers: { location: url }, body };
    }
    return show(call, organization.repository(subject));
};

/** `GET /repositories/{id}`: the same by id, which stays the same when the name changes. */
export const getRepositoryById: Endpoint = (call) =>
    show(call, call.organization.repositoryWithId(Number(call.subject)));

function show({ access, organization, documentation }: OrganizationCall, repository: Repository | undefined): Reply {
    if (repository === undefined || !access.mayRead(repository.name)) {
        return refuse(404, "Not Found", documentation);
    }
    const { id, name } = repository;
    const writable = access.mayWrite(name);
    // For a fine-grained token, GitHub returns the permissions of its user, which can be more than those of the token.
    const permissions = { admin: false, maintain: false, push: writable, triage: writable, pull: true };
    const full_name = `${organization.name}/${name}`;
    const body: RepositoryReply = { id, name, full_name, private: true, archived: false, permissions };
    return { status: 200, body };
}

import type { AppCall, Call, Endpoint, OrganizationCall } from "./call";
import { createInstallationToken } from "./create-installation-token";
import { createStorage } from "./create-storage";
import { getAccount } from "./get-account";
import { getOrganization } from "./get-organization";
import { getRepository, getRepositoryById } from "./get-repository";
import { listAttestations } from "./list-attestations";
import { listDeployments, listStorage } from "./list-records";
import { setDeployments } from "./set-deployments";

interface Described {
    readonly method: "GET" | "POST";
    readonly template: string;
    /** The endpoint's page, for the `documentation_url` of an error. */
    readonly documentation: string;
    /** The permission that a fine-grained token or an app needs for it, in GitHub's format. */
    readonly permissions: string;
    /** The scopes in GitHub's format. A classic token needs one of them. */
    readonly scopes: string;
}

/** An endpoint about an organization, which the path names directly or by the id of a repository. */
export interface OrganizationRoute extends Described {
    readonly about: "organization" | "repository id";
    readonly endpoint: Endpoint<OrganizationCall>;
    /** GitHub's message if the organization is not known. */
    readonly notFound: "no artifacts found" | "Not Found";
    /** Whether it changes something. If so, a token that may only read is refused. */
    readonly writes: boolean;
}

/** An endpoint for a method and a path. */
export type Route =
    | OrganizationRoute
    | (Described & { readonly about: "account"; readonly endpoint: Endpoint<Call> })
    | (Described & { readonly about: "app"; readonly endpoint: Endpoint<AppCall> });

const DOCS = "https://docs.github.com/rest";

const ARTIFACTS = { about: "organization", notFound: "no artifacts found", scopes: "repo" } as const;
const WRITE = { ...ARTIFACTS, method: "POST", writes: true, permissions: "artifact_metadata=write" } as const;
const LIST = { ...ARTIFACTS, method: "GET", writes: false, permissions: "artifact_metadata=read" } as const;
const READ = { about: "organization", method: "GET", notFound: "Not Found", writes: false } as const;

/** GitHub's text for an endpoint that needs no permission. */
const PERMISSIONLESS = "allows_permissionless_access=true";

const ROUTES: readonly Route[] = [
    {
        ...WRITE,
        template: "/orgs/{org}/artifacts/metadata/deployment-record/cluster/{subject}",
        endpoint: setDeployments,
        documentation: `${DOCS}/orgs/artifact-metadata#set-cluster-deployment-records`,
    },
    {
        ...WRITE,
        template: "/orgs/{org}/artifacts/metadata/storage-record",
        endpoint: createStorage,
        documentation: `${DOCS}/orgs/artifact-metadata#create-artifact-metadata-storage-record`,
    },
    {
        ...LIST,
        template: "/orgs/{org}/artifacts/{subject}/metadata/deployment-records",
        endpoint: listDeployments,
        documentation: `${DOCS}/orgs/artifact-metadata#list-artifact-deployment-records`,
    },
    {
        ...LIST,
        template: "/orgs/{org}/artifacts/{subject}/metadata/storage-records",
        endpoint: listStorage,
        documentation: `${DOCS}/orgs/artifact-metadata#list-artifact-storage-records`,
    },
    {
        ...READ,
        method: "POST",
        template: "/orgs/{org}/attestations/bulk-list",
        endpoint: listAttestations,
        documentation: `${DOCS}/orgs/attestations#list-attestations-by-bulk-subject-digests`,
        permissions: "attestations=read",
        scopes: "repo",
    },
    {
        ...READ,
        template: "/orgs/{org}",
        endpoint: getOrganization,
        documentation: `${DOCS}/orgs/orgs#get-an-organization`,
        permissions: PERMISSIONLESS,
        scopes: "admin:org, read:org, repo, user, write:org",
    },
    {
        about: "account",
        method: "GET",
        template: "/users/{subject}",
        endpoint: getAccount,
        documentation: `${DOCS}/users/users#get-a-user`,
        permissions: PERMISSIONLESS,
        scopes: "",
    },
    {
        ...READ,
        template: "/repos/{org}/{subject}",
        endpoint: getRepository,
        documentation: `${DOCS}/repos/repos#get-a-repository`,
        permissions: "metadata=read",
        scopes: "repo",
    },
    {
        ...READ,
        about: "repository id",
        template: "/repositories/{subject}",
        endpoint: getRepositoryById,
        documentation: `${DOCS}/repos/repos#get-a-repository`,
        permissions: "metadata=read",
        scopes: "repo",
    },
    {
        about: "app",
        method: "POST",
        template: "/app/installations/{subject}/access_tokens",
        endpoint: createInstallationToken,
        documentation: `${DOCS}/apps/apps#create-an-installation-access-token-for-an-app`,
        permissions: PERMISSIONLESS,
        scopes: "",
    },
];

const PATTERNS = ROUTES.map((route) => ({ route, pattern: toPattern(route.template) }));

/** The route of a request, with the decoded parameters of its path. A parameter that the path does not have is empty. */
export interface Matched {
    readonly route: Route;
    readonly org: string;
    readonly subject: string;
    readonly query: URLSearchParams;
}

/**
 * The route of a request. Undefined if there is none for its method and path, or if the percent-encoding of its path is
 * invalid.
 */
export function matchRoute(method: string, path: string): Matched | undefined {
    const [pathname = "", ...query] = path.split("?");
    for (const { route, pattern } of PATTERNS) {
        const found = route.method === method ? pattern.exec(pathname) : null;
        if (found !== null) {
            const org = decode(found.groups?.org);
            const subject = decode(found.groups?.subject);
            return org === undefined || subject === undefined
                ? undefined
                : { route, org, subject, query: new URLSearchParams(query.join("?")) };
        }
    }
    return undefined;
}

// The path is split before it is decoded, so an encoded slash stays inside its parameter.
function toPattern(template: string): RegExp {
    return new RegExp(`^${template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

function decode(segment = ""): string | undefined {
    try {
        return decodeURIComponent(segment);
    } catch {
        return undefined;
    }
}

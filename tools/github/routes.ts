/** A request for one of the endpoints, with the decoded parameters of its path. */
export interface Route {
    readonly endpoint: "set-deployments" | "create-storage" | "list-deployments" | "list-storage";
    readonly org: string;
    /** The cluster of a write of deployments, the digest of a list, empty for a write of a storage record. */
    readonly subject: string;
    /** The endpoint's page, for the `documentation_url` of an error. */
    readonly documentation: string;
}

const PAGE = "https://docs.github.com/rest/orgs/artifact-metadata";

const TABLE = [
    {
        method: "POST",
        template: "/orgs/{org}/artifacts/metadata/deployment-record/cluster/{subject}",
        endpoint: "set-deployments",
        documentation: `${PAGE}#set-cluster-deployment-records`,
    },
    {
        method: "POST",
        template: "/orgs/{org}/artifacts/metadata/storage-record",
        endpoint: "create-storage",
        documentation: `${PAGE}#create-artifact-metadata-storage-record`,
    },
    {
        method: "GET",
        template: "/orgs/{org}/artifacts/{subject}/metadata/deployment-records",
        endpoint: "list-deployments",
        documentation: `${PAGE}#list-artifact-deployment-records`,
    },
    {
        method: "GET",
        template: "/orgs/{org}/artifacts/{subject}/metadata/storage-records",
        endpoint: "list-storage",
        documentation: `${PAGE}#list-artifact-storage-records`,
    },
] as const;

const ROUTES = TABLE.map((route) => ({ ...route, pattern: toPattern(route.template) }));

/**
 * The endpoint of a request; undefined where there is none, for its method, its path, or because its path is not well
 * percent-encoded. The query is ignored: no endpoint has one.
 */
export function matchRoute(method: string, path: string): Route | undefined {
    const pathname = path.split("?", 1)[0] ?? "";
    for (const { pattern, endpoint, documentation, ...route } of ROUTES) {
        const found = route.method === method ? pattern.exec(pathname) : null;
        if (found !== null) {
            const { org: encodedOrg, subject: encodedSubject } = found.groups ?? {};
            const org = decode(encodedOrg);
            const subject = decode(encodedSubject);
            return org === undefined || subject === undefined ? undefined : { endpoint, org, subject, documentation };
        }
    }
    return undefined;
}

// Segments are told apart before they are decoded: an encoded slash stays inside its parameter.
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

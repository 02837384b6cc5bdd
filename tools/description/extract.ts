/** The parts of GitHub's API description that are read here. */
export interface ApiDescription {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
    readonly components: unknown;
}

interface Operation {
    readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: unknown } } };
    readonly responses: Readonly<Record<string, unknown>>;
}

/** The declaration of one route: JSON Schemas of the request body, if it takes one, and of the reply with each status. */
export interface DeclaredRoute {
    readonly request?: unknown;
    readonly replies: Readonly<Record<string, unknown>>;
}

/** By method and path, as in `POST /orgs/{org}/artifacts/metadata/storage-record`. */
export type DeclaredRoutes = Readonly<Record<string, DeclaredRoute>>;

/** The routes of artifact metadata, and the route that lists the attestations of many digests. */
export const ROUTES = [
    "POST /orgs/{org}/artifacts/metadata/deployment-record",
    "POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}",
    "POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}/jobs",
    "GET /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}/jobs/{job_id}",
    "POST /orgs/{org}/artifacts/metadata/storage-record",
    "GET /orgs/{org}/artifacts/{subject_digest}/metadata/deployment-records",
    "GET /orgs/{org}/artifacts/{subject_digest}/metadata/storage-records",
    "POST /orgs/{org}/attestations/bulk-list",
] as const;

/**
 * The declarations of {@link ROUTES} in a description, without references, and without text for readers.
 *
 * @throws if it lacks one of them
 */
export function extract(description: ApiDescription): DeclaredRoutes {
    return Object.fromEntries(ROUTES.map((route) => [route, declared(description, route)]));
}

function declared(description: ApiDescription, route: string): DeclaredRoute {
    const [method = "", path = ""] = route.split(" ");
    const operation = description.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`GitHub's description has no route ${route}.`);
    const { requestBody, responses } = resolved(operation, description) as Operation;
    const schemaOf = (reply: unknown): unknown =>
        (reply as { content?: { "application/json"?: { schema?: unknown } } }).content?.["application/json"]?.schema ??
        {};
    return {
        ...(requestBody && { request: schemaOf(requestBody) }),
        replies: Object.fromEntries(Object.entries(responses).map(([status, reply]) => [status, schemaOf(reply)])),
    };
}

/** Keywords of a schema that do not affect what is valid. A property can also have such a name. */
const TOLD = new Set(["description", "example", "examples", "title", "externalDocs", "x-multi-segment"]);

/** A value with its references replaced by their targets. */
function resolved(value: unknown, root: ApiDescription, isPropertyList = false): unknown {
    if (Array.isArray(value)) return value.map((one) => resolved(one, root));
    if (typeof value !== "object" || value === null) return value;
    if ("$ref" in value && typeof value.$ref === "string") return resolved(at(value.$ref, root), root);
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key]) => isPropertyList || !TOLD.has(key))
            .map(([key, inner]) => [key, resolved(inner, root, !isPropertyList && key === "properties")]),
    );
}

/** The target of a reference such as `#/components/schemas/basic-error`. */
function at(reference: string, root: ApiDescription): unknown {
    return reference
        .split("/")
        .slice(1)
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], root);
}

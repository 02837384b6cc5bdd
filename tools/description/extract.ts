/** GitHub's description of its API, as far as it is read here. */
export interface ApiDescription {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
    readonly components: unknown;
}

interface Operation {
    readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: unknown } } };
    readonly responses: Readonly<Record<string, unknown>>;
}

/** What is declared of one route: JSON Schemas of the body that is sent, if it takes one, and of the reply with each status. */
export interface DeclaredRoute {
    readonly request?: unknown;
    readonly replies: Readonly<Record<string, unknown>>;
}

/** By method and path, as in `POST /orgs/{org}/artifacts/metadata/storage-record`. */
export type DeclaredRoutes = Readonly<Record<string, DeclaredRoute>>;

/** The routes of artifact metadata, and that which lists the attestations of many digests. */
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
 * What a description declares of {@link ROUTES}: without references, and without what is only said to people.
 *
 * @throws where it lacks one of them
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

/** Of a schema these say nothing about what is valid. A property can have such a name as well. */
const TOLD = new Set(["description", "example", "examples", "title", "externalDocs", "x-multi-segment"]);

/** A value with what its references stand for in their place. */
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

/** What a reference such as `#/components/schemas/basic-error` stands for. */
function at(reference: string, root: ApiDescription): unknown {
    return reference
        .split("/")
        .slice(1)
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], root);
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Ajv, { type AnySchema, type ValidateFunction } from "ajv";
import type { Exchange } from "../github/exchanges";
import type { DeclaredRoutes } from "./extract";

const KEPT = resolve(__dirname, "../../../tools/description/github.json");

interface Checks {
    readonly method: string;
    readonly path: RegExp;
    readonly route: string;
    readonly request?: ValidateFunction;
    readonly replies: ReadonlyMap<string, ValidateFunction>;
}

/** The statuses of refused, invalid requests. GitHub's description does not apply to such a request. */
const REFUSED_FOR_ITS_FORM = [400, 413, 422];

/**
 * Compares exchanges with GitHub's description. The body of a request must have what is declared, and no other property. The same applies
 * to the body of a reply. Returns the difference, or undefined if there is none or the route is not kept.
 *
 * Not checked: requests that are refused as invalid, and replies with an undeclared status (GitHub's description has no 401 and no 422
 * for these routes).
 */
export function differsFromDescription(): (exchange: Exchange) => string | undefined {
    const { routes } = JSON.parse(readFileSync(KEPT, "utf8")) as { routes: DeclaredRoutes };
    const all = checksOf(routes);
    return ({ method, path, body, reply }) => {
        const [pathname = ""] = path.split("?");
        const checks = all.find((one) => one.method === method && one.path.test(pathname));
        if (checks === undefined) return undefined;
        const isMeant = reply !== undefined && !REFUSED_FOR_ITS_FORM.includes(reply.status);
        const request = isMeant && checks.request ? against(checks.request, body, "the request") : undefined;
        const validReply = reply && checks.replies.get(String(reply.status));
        const replied = validReply ? against(validReply, reply.body, `the reply ${reply.status}`) : undefined;
        const told = request ?? replied;
        return told && `${checks.route}: ${told}`;
    };
}

/** Compiles the schemas, once for each process. That takes about 50 milliseconds. */
function checksOf(routes: DeclaredRoutes): Checks[] {
    const ajv = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true });
    return Object.entries(routes).map(([route, { request, replies }]) => {
        const [method = "", template = ""] = route.split(" ");
        return {
            route,
            method,
            path: new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`),
            ...(request !== undefined && { request: ajv.compile(closed(request)) }),
            replies: new Map(
                Object.entries(replies).map(([status, schema]) => [status, ajv.compile(closed(deviating(schema)))]),
            ),
        };
    });
}

function against(validate: ValidateFunction, value: unknown, what: string): string | undefined {
    if (validate(value)) return undefined;
    const [{ instancePath = "", message = "", params = {} } = {}] = validate.errors ?? [];
    return `${what} ${instancePath || "as a whole"} ${message} ${JSON.stringify(params)}`;
}

/** A schema that allows only declared properties. By default, OpenAPI allows others as well. */
const closed = (schema: unknown): AnySchema =>
    mapped(schema, (one) =>
        "properties" in one && !("additionalProperties" in one) ? { ...one, additionalProperties: false } : one,
    ) as AnySchema;

/** A deliberate difference of the embedded GitHub: it returns `null` for these if none was sent. See `wire.ts` in tools/github/. */
const MAY_BE_NULL = ["physical_environment", "artifact_url", "repository"];

const deviating = (schema: unknown): unknown =>
    mapped(schema, (one) => {
        const properties = { ...(one.properties as Readonly<Record<string, object>> | undefined) };
        const nullable = MAY_BE_NULL.filter((name) => name in properties);
        for (const name of nullable) properties[name] = { ...properties[name], nullable: true };
        return nullable.length === 0 ? one : { ...one, properties };
    });

type Schema = Readonly<Record<string, unknown>>;

/** A schema with `change` applied to every schema in it. */
function mapped(value: unknown, change: (schema: Schema) => Schema): unknown {
    if (Array.isArray(value)) return value.map((one) => mapped(one, change));
    if (typeof value !== "object" || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
    return change(inner);
}

import type { Declared, DeclaredRecord, DeclaredSet, Entry, Link, Program } from "./program";

/** JavaScript code inside a value. */
class Code {
    constructor(readonly text: string) {}
}

/** The program as plain JavaScript that finds the package as `artifacts`. */
export function toJavaScript(program: Program): string {
    return ['const pulumi = require("@pulumi/pulumi");', ...program.map(toStatement)].join("\n");
}

/** The variable of a storage record in the program. */
const variableOf = (record: string): string => `record_${record}`;

const toStatement = (declared: Declared): string =>
    declared.kind === "record" ? recordStatement(declared) : setStatement(declared);

const recordStatement = ({ name, args }: DeclaredRecord): string =>
    `const ${variableOf(name)} = new artifacts.ArtifactStorageRecord("${name}", ${toSource(args)});`;

function setStatement({ name, args, deployments, mapFrom }: DeclaredSet): string {
    const entries = Object.entries(deployments).map(([key, entry]) => [key, argumentsOf(entry)] as const);
    const map = Object.fromEntries(entries);
    const given =
        mapFrom === undefined ? map : new Code(`${variableOf(mapFrom)}.recordIds.apply(() => (${toSource(map)}))`);
    return `new artifacts.ClusterDeploymentRecordSet("${name}", ${toSource({ ...args, deployments: given })});`;
}

function argumentsOf({ link, secret, ...args }: Entry): Record<string, unknown> {
    return { ...args, ...(link && linked(link, args)), ...(secret && hidden(args[secret], secret)) };
}

/** The same values, from the storage record's arguments, or known only once GitHub has answered about it. */
function linked({ record, by }: Link, { name, digest }: Pick<Entry, "name" | "digest">): Record<string, Code> {
    const variable = variableOf(record);
    const after = (value: string): Code => new Code(`${variable}.recordIds.apply(() => ${toSource(value)})`);
    return by === "argument"
        ? { name: new Code(`${variable}.name`), digest: new Code(`${variable}.digest`) }
        : { name: after(name), digest: after(digest) };
}

/** The version, or the first tag, as a secret. */
function hidden(value: unknown, field: "version" | "tags"): Record<string, unknown> {
    if (value === undefined) return {};
    if (field === "version") return { version: new Code(`pulumi.secret(${toSource(value)})`) };
    const [first, ...rest] = Object.entries(value as Record<string, string>);
    if (first === undefined) return {};
    const secret = [first[0], new Code(`pulumi.secret(${toSource(first[1])})`)] as const;
    return { tags: Object.fromEntries<unknown>([secret, ...rest]) };
}

function toSource(value: unknown): string {
    if (value instanceof Code) return value.text;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
    const properties = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${toSource(each)}`);
    return `{ ${properties.join(", ")} }`;
}

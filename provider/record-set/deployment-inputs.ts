import { artifactName, artifactVersion, digest, repositoryName } from "../artifact-fields";
import {
    type Field,
    isAbsent,
    isRecord,
    key,
    NOT_PRINTABLE,
    oneOf,
    type Problem,
    problemsOf,
    quote,
    type Shape,
    setOf,
    text,
    under,
    unfit,
    wrong,
} from "../fields";
import { isPrintable } from "../printable";
import { byCodeUnit, DEPLOYMENT_STATUSES, isUnknown, RUNTIME_RISKS, UNKNOWN, type Unknown } from "../vocabulary";
import type { Deployment } from "./model";

/** The endpoint for a single record declares this limit; the one for a cluster is silent. */
const MOST_TAGS = 5;

const deploymentName = keyed(text({ max: 256 }));
const tagName = keyed(text({ max: 100 }));
const MOST_IN_A_TAG = 100;

const DEPLOYMENT: Shape = {
    required: ["name", "digest"],
    fields: {
        name: artifactName,
        digest,
        version: artifactVersion,
        status: oneOf(DEPLOYMENT_STATUSES),
        githubRepository: repositoryName,
        tags: tagsProblems,
        runtimeRisks: setOf(RUNTIME_RISKS),
    },
};

const LISTED_DEPLOYMENT: Shape = {
    required: ["deploymentName", ...DEPLOYMENT.required],
    fields: { ...DEPLOYMENT.fields, deploymentName },
};

/** The name of an entry in a map. Pulumi loses one that is called `__proto__` without a word. */
function keyed(field: Field): Field {
    return (name) =>
        name === "__proto__" ? unfit(name, ", which Pulumi cannot carry: take another name") : field(name);
}

/** One deployment as it was given: where it stands, what it is called, what it says. */
interface Entry {
    /** `[3]` in a list, `["shop/api/server"]` in a map. Asked for where something is wrong: there may be many entries. */
    readonly place: () => string;
    readonly name: unknown;
    readonly given: unknown;
}

/** All that is wrong with the deployments: each for itself, then those that contradict each other. */
export function deploymentsProblems(value: unknown): readonly Problem[] {
    if (!isRecord(value) && !Array.isArray(value)) {
        return unfit(value, ", must be a map from deployment name to deployment, or a list of deployments");
    }
    const entries = entriesOf(value).filter(({ given }) => !isUnknown(given));
    const problemsOfEntry = Array.isArray(value) ? listedProblems : mappedProblems;
    return [...entries.flatMap(problemsOfEntry), ...repeatedNames(entries), ...contradictions(entries)];
}

/** The deployments by name, in the order of the names; unknown as a whole where a name is. */
export function toDeployments(value: unknown): ReadonlyMap<string, Deployment | Unknown> | Unknown {
    if (isUnknown(value)) return value;
    const entries = entriesOf(value as object);
    if (entries.some(({ name }) => isUnknown(name))) return UNKNOWN;
    const named = entries.map(({ name, given }) => [name as string, given] as const);
    return new Map(
        named
            .sort(([a], [b]) => byCodeUnit(a, b))
            .map(([name, given]) => [name, isUnknown(given) ? given : toDeployment(given as Record<string, unknown>)]),
    );
}

function entriesOf(value: object): Entry[] {
    if (!Array.isArray(value)) {
        return Object.entries(value).map(([name, given]) => ({ place: () => key(name), name, given }));
    }
    return value.map((given, index) => {
        const name = isRecord(given) ? given.deploymentName : UNKNOWN;
        return { place: () => `[${index}]`, name, given };
    });
}

function mappedProblems({ place, name, given }: Entry): readonly Problem[] {
    return at(place, [...called(deploymentName, name), ...entryProblems(given, DEPLOYMENT)]);
}

function listedProblems({ place, given }: Entry): readonly Problem[] {
    return at(place, entryProblems(given, LISTED_DEPLOYMENT));
}

const at = (place: Entry["place"], problems: readonly Problem[]): readonly Problem[] =>
    problems.length === 0 ? problems : under(place(), problems);

function entryProblems(given: unknown, shape: Shape): readonly Problem[] {
    return isRecord(given) ? problemsOf(given, shape) : unfit(given, ", must be a deployment");
}

/** The value itself is not quoted: a tag may be a secret. */
function tagValue(value: unknown): readonly Problem[] {
    if (typeof value !== "string") return wrong("is not text");
    if (!isPrintable(value)) return wrong(`is not shown here${NOT_PRINTABLE}`);
    const length = [...value].length;
    return length <= MOST_IN_A_TAG ? [] : wrong(`has ${length} characters, at most ${MOST_IN_A_TAG} fit`);
}

/** A rule for a text that is the name of an entry, not its value. */
const called = (field: Field, name: unknown): readonly Problem[] =>
    field(name).map(({ path, reason }) => ({ path, reason: `has a name that ${reason}` }));

function tagsProblems(value: unknown): readonly Problem[] {
    if (!isRecord(value)) return unfit(value, ", must be a map from text to text");
    const tags = Object.entries(value);
    const tooMany = tags.length > MOST_TAGS ? wrong(`has ${tags.length} tags, at most ${MOST_TAGS} fit`) : [];
    const each = tags.flatMap(([name, tag]) =>
        at(() => key(name), [...called(tagName, name), ...(isUnknown(tag) ? [] : tagValue(tag))]),
    );
    return [...tooMany, ...each];
}

function repeatedNames(entries: readonly Entry[]): readonly Problem[] {
    const first = new Map<unknown, Entry>();
    return entries.flatMap((entry) => {
        const { name, place } = entry;
        if (isAbsent(name) || isUnknown(name)) return [];
        const earlier = first.get(name);
        if (earlier === undefined) first.set(name, entry);
        if (earlier === undefined) return [];
        const repeated = `, and so is that of deployments${earlier.place()}; it stands for one record`;
        return under(`${place()}.deploymentName`, unfit(name, repeated));
    });
}

/** One digest is one artifact: GitHub keeps the first name and version that it gets for a digest, and drops others. */
function contradictions(entries: readonly Entry[]): readonly Problem[] {
    const first = new Map<unknown, Entry>();
    return entries.flatMap((entry) => {
        const { given } = entry;
        if (!isRecord(given) || isAbsent(given.digest) || isUnknown(given.digest)) return [];
        const earlier = first.get(given.digest);
        if (earlier === undefined) first.set(given.digest, entry);
        return earlier === undefined ? [] : contradiction(entry, given, earlier);
    });
}

function contradiction({ place }: Entry, given: Record<string, unknown>, earlier: Entry): readonly Problem[] {
    const other = earlier.given as Record<string, unknown>;
    const said = (value: unknown): string => (isAbsent(value) ? "left out" : quote(value));
    const rule = "GitHub knows one name and one version for a digest";
    return (["name", "version"] as const)
        .filter((field) => (given[field] ?? undefined) !== (other[field] ?? undefined))
        .filter((field) => !isUnknown(given[field]) && !isUnknown(other[field]))
        .map((field) => {
            const where = `in deployments${earlier.place()}, which has the same digest`;
            return {
                path: `${place()}.${field}`,
                reason: `is ${said(given[field])}, but ${said(other[field])} ${where} ${given.digest}; ${rule}`,
                discreet: `is another one than ${where}; ${rule}`,
            };
        });
}

/** One deployment in its one form: the fields in one order, and nothing that says nothing. */
function toDeployment(given: Readonly<Record<string, unknown>>): Deployment {
    const { name, digest, version, status, githubRepository, tags, runtimeRisks } = given;
    return {
        name,
        digest,
        ...(isAbsent(version) ? {} : { version }),
        status: status ?? "deployed",
        ...(isAbsent(githubRepository) ? {} : { githubRepository }),
        ...(isEmpty(tags) ? {} : { tags: sortedTags(tags as Record<string, string> | Unknown) }),
        ...(isEmpty(runtimeRisks) ? {} : { runtimeRisks: sortedRisks(runtimeRisks as string[] | Unknown) }),
    } as unknown as Deployment;
}

const isEmpty = (value: unknown): boolean => isAbsent(value) || Object.keys(value).length === 0;

const sortedTags = (tags: Record<string, string> | Unknown) =>
    isUnknown(tags) ? tags : Object.fromEntries(Object.entries(tags).sort(([a], [b]) => byCodeUnit(a, b)));

const sortedRisks = (risks: readonly string[] | Unknown) => (isUnknown(risks) ? risks : [...risks].sort(byCodeUnit));

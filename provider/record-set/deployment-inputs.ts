import { artifactName, artifactVersion, digest, repositoryName } from "../input/artifact-fields";
import {
    both,
    FINE,
    type Field,
    inBrackets,
    isAbsent,
    isPlainObject,
    NOT_PRINTABLE,
    ofEach,
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
} from "../input/fields";
import { isPrintable } from "../text/printable";
import { type Artifact, firstOfArtifact, ONE_OF_EACH } from "../vocabulary/artifacts";
import { byCodeUnit, sortedByName } from "../vocabulary/order";
import { isUnknown, STAND_IN_ENDING, UNKNOWN, type Unknown } from "../vocabulary/unknown";
import {
    charactersOf,
    DEPLOYMENT_STATUSES,
    MOST_CHARACTERS,
    MOST_IN_A_TAG,
    MOST_TAGS,
    RUNTIME_RISKS,
} from "../vocabulary/words";
import type { DeclaredDeployments, Deployment } from "./model";

const deploymentName = keyed(text({ max: MOST_CHARACTERS.deploymentName }));
const tagName = keyed(text({ max: MOST_IN_A_TAG }));

/** The arguments of a deployment. */
export const DEPLOYMENT: Shape = {
    required: ["name", "digest"],
    fields: {
        name: artifactName,
        digest,
        version: artifactVersion,
        status: oneOf(DEPLOYMENT_STATUSES),
        githubRepository: repositoryName,
        tags: tagsProblems,
        runtimeRisks: setOf(RUNTIME_RISKS),
    } satisfies Record<keyof Deployment, Field>,
};

const LISTED_DEPLOYMENT: Shape = {
    required: ["deploymentName", ...DEPLOYMENT.required],
    fields: { ...DEPLOYMENT.fields, deploymentName },
};

/** The name of an entry in a map. Pulumi silently drops an entry with the name `__proto__`. */
function keyed(field: Field): Field {
    return (name) =>
        name === "__proto__" ? unfit(name, ", which Pulumi cannot transport: use another name") : field(name);
}

/** A deployment as it was given: its name in the map or its index in the list, its deployment name, and its arguments. */
interface Entry {
    readonly at: string | number;
    readonly name: unknown;
    readonly given: unknown;
}

/** `[3]` in a list, `["shop/api/server"]` in a map. */
const placeOf = ({ at }: Entry): string => (typeof at === "number" ? `[${at}]` : inBrackets(at));

/** All problems of the deployments: first those of each one, then the conflicts between them. */
export function deploymentsProblems(value: unknown): readonly Problem[] {
    if (!isPlainObject(value) && !Array.isArray(value)) {
        return unfit(value, ", but must be a map from deployment name to deployment, or a list of deployments");
    }
    const entries = entriesOf(value).filter((entry) => !isUnknown(entry.given) && !standsForOthers(entry));
    const each = ofEach(entries, Array.isArray(value) ? listedProblems : mappedProblems);
    return both(each, both(Array.isArray(value) ? repeatedNames(entries) : FINE, contradictions(entries)));
}

/** The deployments by name, sorted by name, and what a preview does not know about them yet. */
export function toDeployments(value: unknown): DeclaredDeployments {
    if (isUnknown(value)) return { deployments: new Map(), open: ["deployments"] };
    const entries = entriesOf(value as object) as (Entry & { readonly name: string })[];
    const deployments = new Map<string, Deployment | Unknown>();
    const open: string[] = [];
    for (const entry of entries.sort((a, b) => byCodeUnit(a.name, b.name))) {
        const { name, given } = entry;
        const unknown = openAt(entry);
        if (unknown !== undefined) open.push(unknown);
        else deployments.set(name, isUnknown(given) ? given : toDeployment(given as Record<string, unknown>));
    }
    return open.length === 0 ? { deployments } : { deployments, open };
}

/** The unknown part, if an entry stands for any number of deployments, or for one with a name that is not known yet. */
function openAt(entry: Entry & { readonly name: string }): string | undefined {
    if (isUnknown(entry.name)) return `deployments${placeOf(entry)}`;
    return standsForOthers(entry) ? entry.name.slice(0, -STAND_IN_ENDING.length) : undefined;
}

/** The plugin's function returns an empty entry for this, because Pulumi's engine accepts no unknown value from a function. */
const standsForOthers = ({ name, given }: Entry): boolean =>
    typeof name === "string" &&
    name.endsWith(STAND_IN_ENDING) &&
    (isUnknown(given) || (isPlainObject(given) && saysNothing(given)));

const saysNothing = (given: Readonly<Record<string, unknown>>): boolean =>
    Object.values(given).every((value) => isAbsent(value) || value === "");

function entriesOf(value: object): Entry[] {
    if (!Array.isArray(value)) {
        const map = value as Readonly<Record<string, unknown>>;
        return Object.keys(map).map((name) => ({ at: name, name, given: map[name] }));
    }
    return value.map((given, at) => ({ at, name: isPlainObject(given) ? given.deploymentName : UNKNOWN, given }));
}

function mappedProblems(entry: Entry): readonly Problem[] {
    const found = both(called(deploymentName, entry.name), entryProblems(entry.given, DEPLOYMENT));
    return found.length === 0 ? FINE : under(placeOf(entry), found);
}

function listedProblems(entry: Entry): readonly Problem[] {
    const found = entryProblems(entry.given, LISTED_DEPLOYMENT);
    return found.length === 0 ? FINE : under(placeOf(entry), found);
}

function entryProblems(given: unknown, shape: Shape): readonly Problem[] {
    return isPlainObject(given) ? problemsOf(given, shape) : unfit(given, ", but must be a deployment");
}

/** The message does not quote the value, because a tag may be a secret. */
function tagValue(value: unknown): readonly Problem[] {
    if (typeof value !== "string") return wrong("is not text");
    if (!isPrintable(value)) return wrong(`is not shown here${NOT_PRINTABLE}`);
    const length = charactersOf(value, MOST_IN_A_TAG);
    return length <= MOST_IN_A_TAG ? FINE : wrong(`has ${length} characters; the limit is ${MOST_IN_A_TAG}`);
}

/** A rule for the name of an entry, not for its value. */
const called = (field: Field, name: unknown): readonly Problem[] =>
    field(name).map(({ path, reason }) => ({ path, reason: `has a name that ${reason}` }));

function tagsProblems(value: unknown): readonly Problem[] {
    if (!isPlainObject(value)) return unfit(value, ", but must be a map from text to text");
    const names = Object.keys(value);
    const tooMany = names.length > MOST_TAGS ? wrong(`has ${names.length} tags; the limit is ${MOST_TAGS}`) : FINE;
    const each = ofEach(names, (name) => {
        const found = both(called(tagName, name), isUnknown(value[name]) ? FINE : tagValue(value[name]));
        return found.length === 0 ? FINE : under(inBrackets(name), found);
    });
    return both(tooMany, each);
}

function repeatedNames(entries: readonly Entry[]): readonly Problem[] {
    const first = new Map<unknown, Entry>();
    return ofEach(entries, (entry) => {
        const { name } = entry;
        if (isAbsent(name) || isUnknown(name)) return FINE;
        const earlier = first.get(name);
        if (earlier === undefined) first.set(name, entry);
        if (earlier === undefined) return FINE;
        const repeated = `, the same as that of deployments${placeOf(earlier)}; a name stands for one record`;
        return under(`${placeOf(entry)}.deploymentName`, unfit(name, repeated));
    });
}

function contradictions(entries: readonly Entry[]): readonly Problem[] {
    const artifacts = entries.filter(isArtifact);
    const earlierOf = firstOfArtifact(artifacts, ({ given }) => given);
    return ofEach(artifacts, (entry) => {
        const earlier = earlierOf(entry);
        return earlier === undefined ? FINE : contradiction(entry, earlier);
    });
}

/** An entry with the fields that identify its artifact. */
type ArtifactEntry = Entry & { readonly given: Artifact & Readonly<Record<string, unknown>> };

function isArtifact(entry: Entry): entry is ArtifactEntry {
    if (!isPlainObject(entry.given)) return false;
    const { digest, githubRepository = null } = entry.given;
    const isTold = (value: unknown): boolean => typeof value === "string" && !isUnknown(value);
    return isTold(digest) && (githubRepository === null || isTold(githubRepository));
}

function contradiction(entry: ArtifactEntry, earlier: ArtifactEntry): readonly Problem[] {
    const [given, other] = [entry.given, earlier.given];
    const said = (value: unknown): string => (isAbsent(value) ? "left out" : quote(value));
    return (["name", "version"] as const)
        .filter((field) => (given[field] ?? undefined) !== (other[field] ?? undefined))
        .filter((field) => !isUnknown(given[field]) && !isUnknown(other[field]))
        .map((field) => {
            const where = `in deployments${placeOf(earlier)}, which has the same digest`;
            return {
                path: `${placeOf(entry)}.${field}`,
                reason: `is ${said(given[field])}, but ${said(other[field])} ${where} ${given.digest}; ${WAY_OUT}`,
                discreet: `differs from the one ${where}; ${WAY_OUT}`,
            };
        });
}

const WAY_OUT = `${ONE_OF_EACH}, or set githubRepository in each to the repository that built it`;

/** A deployment in its normal form: its fields in a fixed order, without null and empty values. */
function toDeployment(given: Readonly<Record<string, unknown>>): Deployment {
    const deployment: Record<string, unknown> = { name: given.name, digest: given.digest };
    if (!isAbsent(given.version)) deployment.version = given.version;
    if (given.status !== "deployed" && !isAbsent(given.status)) deployment.status = given.status;
    if (!isAbsent(given.githubRepository)) deployment.githubRepository = given.githubRepository;
    if (!isEmpty(given.tags)) deployment.tags = sortedTags(given.tags as Record<string, string> | Unknown);
    if (!isEmpty(given.runtimeRisks)) deployment.runtimeRisks = sortedRisks(given.runtimeRisks as string[] | Unknown);
    return deployment as unknown as Deployment;
}

const isEmpty = (value: unknown): boolean => isAbsent(value) || Object.keys(value).length === 0;

const sortedTags = (tags: Record<string, string> | Unknown) =>
    isUnknown(tags) || Object.keys(tags).length === 1 ? tags : sortedByName(Object.entries(tags));

const sortedRisks = (risks: readonly string[] | Unknown) => (isUnknown(risks) ? risks : [...risks].sort(byCodeUnit));

import { namesOf } from "../images/docker-hub";
import { parseImageReference, shown } from "../images/reference";
import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import { type Annotated, readAnnotations } from "./annotations";
import { artifactOf, MADE_LATER, type Made } from "./artifact";
import type { Binding } from "./binding";
import type { FoundContainer } from "./containers";
import type { NameTemplate } from "./deployment-name";
import { type Chosen, readInclude, tellOfLeftOut } from "./include";
import type { Options, WorkloadContainer } from "./options";
import type { Reading } from "./reading";

/** A container, as a deployment. */
export interface Entry {
    /** The name of the container for messages: `Deployment shop/api, container "server"`. */
    readonly where: string;
    /** `KNOWN_LATER` if a preview does not know it yet. */
    readonly deploymentName: string | KnownLater;
    /** The place of the object in the arguments, and what was read to get there. */
    readonly place: string;
    readonly reading: Reading;
    /** The arguments of the deployment, as the binding passes them on. */
    readonly args: Readonly<Record<string, unknown>>;
    /** What it runs, if all of that is known. */
    readonly artifact?: Artifact;
    /** What is wrong with it, one line each. If there are any, the other fields are not used. */
    readonly problems: readonly string[];
}

export interface Artifact {
    readonly name: string;
    readonly version: string | undefined;
    readonly digest: string;
    readonly githubRepository: string | undefined;
}

/** Returns the containers to record, as deployments. */
export async function entriesOf(
    containers: readonly FoundContainer[],
    template: NameTemplate,
    options: Options,
    binding: Binding,
): Promise<readonly Entry[]> {
    const leftOut: WorkloadContainer[] = [];
    const choose = keeping(leftOut, readInclude(options.include, binding.waysOut.include));
    const named = containers.map((found) => inNamespace(found, options.namespace ?? "default"));
    const entries = await Promise.all(named.map((found) => entryOf(found, template, choose, options, binding)));
    await tellOfLeftOut(leftOut, containers.length, binding);
    return entries.flat();
}

const inNamespace = (found: FoundContainer, namespace: string): FoundContainer => ({
    ...found,
    namespace: found.namespace ?? namespace,
});

/** Wraps a choice, and adds the containers that it leaves out to `leftOut`. */
const keeping =
    (leftOut: WorkloadContainer[], choose: Chosen): Chosen =>
    (container) => {
        const isChosen = choose(container);
        if (!isChosen) leftOut.push(container);
        return isChosen;
    };

/** Returns one entry, or none if the container is not recorded. */
async function entryOf(
    found: FoundContainer,
    template: NameTemplate,
    choose: Chosen,
    options: Options,
    binding: Binding,
): Promise<Entry[]> {
    const where = whereOf(found);
    const problems: string[] = [];
    try {
        problems.push(...template.problemsOf(found), ...imageProblems(found));
        const container = problems.length > 0 ? KNOWN_LATER : asContainer(found);
        if (container !== KNOWN_LATER && !choose(container)) return [];
        const annotated = readAnnotations(found.annotations, problems);
        if (problems.length > 0) return failed(found, problems);
        const { place, reading } = found;
        const made =
            container === KNOWN_LATER ? MADE_LATER : await artifactOf(container, where, reading, options, binding);
        const artifact: MadeIn = { ...made, githubRepository: repositoryOf(container, options) };
        const args = givenOn(argsOf(container, artifact, annotated, options), reading, binding);
        const deploymentName = template.fill(found);
        return [{ where, deploymentName, place, reading, args, ...(isKnown(artifact) && { artifact }), problems }];
    } catch (error) {
        return failed(found, [...problems, reasonOf(error)]);
    }
}

function failed(found: FoundContainer, problems: readonly string[]): Entry[] {
    const { place, reading } = found;
    const where = whereOf(found);
    const told = problems.map((one) => `${where}: ${one}`);
    return [{ where, deploymentName: KNOWN_LATER, place, reading, args: {}, problems: told }];
}

function imageProblems({ image }: FoundContainer): string[] {
    if (image === undefined || image === "") return ["has no image"];
    return image === KNOWN_LATER || typeof image === "string" ? [] : [`its image is ${shown(image)}, but must be text`];
}

/** The message with that of the cause: if a fetch fails, only the cause says why. */
function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function whereOf({ kind, namespace, workload, container, place }: FoundContainer): string {
    const known = (value: string | KnownLater | undefined): value is string => typeof value === "string";
    const object =
        known(namespace) && known(workload) ? `${known(kind) ? kind : "workload"} ${namespace}/${workload}` : place;
    return known(container) ? `${object}, container ${JSON.stringify(container)}` : object;
}

/** The container that functions in the options get. `KNOWN_LATER` if a preview does not know all of it. */
function asContainer({
    kind = "",
    namespace,
    workload,
    container,
    image,
}: FoundContainer): WorkloadContainer | KnownLater {
    const parts = { kind, namespace, workload, container, image };
    if (Object.values(parts).includes(KNOWN_LATER)) return KNOWN_LATER;
    return { ...(parts as { [Part in keyof typeof parts]: string }), image: parseImageReference(image as string) };
}

/** What is made from an image, and the repository that built it. */
interface MadeIn extends Made {
    readonly githubRepository: string | KnownLater | undefined;
}

function argsOf(
    container: WorkloadContainer | KnownLater,
    artifact: MadeIn,
    annotated: Annotated,
    options: Options,
): Readonly<Record<string, unknown>> {
    const tags = given(options.tags ?? {}, container);
    const risks = given(options.runtimeRisks ?? [], container);
    return {
        ...artifact,
        tags: tags === KNOWN_LATER || annotated.tags === KNOWN_LATER ? KNOWN_LATER : { ...annotated.tags, ...tags },
        runtimeRisks:
            risks === KNOWN_LATER || annotated.runtimeRisks === KNOWN_LATER
                ? KNOWN_LATER
                : [...new Set([...annotated.runtimeRisks, ...risks])],
    };
}

/** The arguments that are not empty, as the binding passes them on. */
function givenOn(args: Entry["args"], { traces }: Reading, binding: Binding): Entry["args"] {
    const present = Object.entries(args).filter(([, value]) => !isEmpty(value));
    return Object.fromEntries(present.map(([argument, value]) => [argument, binding.give(whole(value), traces)]));
}

/** Unknown as a whole if a part of it is not known yet. */
const whole = (made: unknown): unknown =>
    typeof made === "object" && made !== null && Object.values(made).includes(KNOWN_LATER) ? KNOWN_LATER : made;

/** The repository of an image, found by any of its names. It is not known if the image is not known. */
function repositoryOf(
    container: WorkloadContainer | KnownLater,
    { githubRepository }: Options,
): string | KnownLater | undefined {
    if (typeof githubRepository !== "object") return given<string | undefined>(githubRepository, container);
    if (container === KNOWN_LATER) return KNOWN_LATER;
    const name = namesOf(container.image).find((name) => Object.hasOwn(githubRepository, name));
    return name === undefined ? undefined : githubRepository[name];
}

/** The value of an option for a container. The option is one value for all, or a function. */
function given<Value>(
    option: Value | ((container: WorkloadContainer) => Value),
    container: WorkloadContainer | KnownLater,
): Value | KnownLater {
    if (typeof option !== "function") return option;
    return container === KNOWN_LATER ? KNOWN_LATER : (option as (container: WorkloadContainer) => Value)(container);
}

/** True if there is no value, no tag or no risk. */
const isEmpty = (value: unknown): boolean =>
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

const isKnown = (artifact: MadeIn): artifact is MadeIn & Artifact => typeof artifact.digest === "string";

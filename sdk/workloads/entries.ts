import { type Input, Output, RunError, runtime } from "@pulumi/pulumi";
import type { DeploymentArgs } from "../cluster-deployment-record-set";
import { type ImageReference, parseImageReference, warnOfNoDigest, withoutDigest } from "../image-reference";
import { type Annotated, readAnnotations } from "./annotations";
import type { FoundContainer } from "./containers";
import type { NameTemplate } from "./deployment-name";
import type { DeploymentsOfOptions, WorkloadContainer } from "./options";
import { LATER, type Later } from "./reading";

/** A container as a deployment. */
export interface Entry {
    /** How the container is named to a person: `Deployment shop/api, container "server"`. */
    readonly where: string;
    /** `LATER` where a preview cannot tell yet. */
    readonly deploymentName: string | Later;
    readonly args: DeploymentArgs;
    /** What it runs, where all of that is known. */
    readonly artifact?: Artifact;
    /** What is wrong with it, a line each; then the rest is of no use. */
    readonly problems: readonly string[];
}

export interface Artifact {
    readonly name: string;
    readonly version: string | undefined;
    readonly digest: string;
    readonly githubRepository: string | undefined;
}

/** The containers that are to be recorded, as deployments. */
export async function entriesOf(
    containers: readonly FoundContainer[],
    template: NameTemplate,
    options: DeploymentsOfOptions,
): Promise<readonly Entry[]> {
    const entries = containers.map((found) =>
        entryOf({ ...found, namespace: found.namespace ?? options.namespace ?? "default" }, template, options),
    );
    return (await Promise.all(entries)).flat();
}

/** One entry, or none where it is not to be recorded. */
async function entryOf(found: FoundContainer, template: NameTemplate, options: DeploymentsOfOptions): Promise<Entry[]> {
    const where = whereOf(found);
    const problems = [...template.problemsOf(found), ...(found.image === undefined ? ["has no image"] : [])];
    const annotated = readAnnotations(found.annotations, problems);
    const failed = (): Entry[] => [
        {
            where,
            deploymentName: LATER,
            args: {} as DeploymentArgs,
            problems: problems.map((one) => `${where}: ${one}`),
        },
    ];
    if (problems.length > 0) return failed();
    try {
        const deploymentName = template.fill(found);
        const container = asContainer(found);
        if (container !== LATER && options.include?.(container) === false) return [];
        const made = container === LATER ? NOT_YET : await artifactOf(container, found, options);
        const artifact: MadeIn = { ...made, githubRepository: repositoryOf(container, options) };
        const args = argsOf(found, container, artifact, annotated, options);
        return [{ where, deploymentName, args, ...(isKnown(artifact) && { artifact }), problems }];
    } catch (error) {
        problems.push(reasonOf(error));
        return failed();
    }
}

/** With the cause, which is all that Node.js tells of a fetch that failed. */
function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function whereOf({ kind, namespace, workload, container, place }: FoundContainer): string {
    const known = (value: string | Later | undefined): value is string => typeof value === "string";
    const object =
        known(namespace) && known(workload) ? `${known(kind) ? kind : "workload"} ${namespace}/${workload}` : place;
    return known(container) ? `${object}, container ${JSON.stringify(container)}` : object;
}

/** What the functions of the options see; `LATER` where a preview does not know all of it. */
function asContainer({ kind = "", namespace, workload, container, image }: FoundContainer): WorkloadContainer | Later {
    const parts = { kind, namespace, workload, container, image };
    if (Object.values(parts).includes(LATER)) return LATER;
    return { ...(parts as { [Part in keyof typeof parts]: string }), image: parseImageReference(image as string) };
}

/** An artifact as it is made of an image. Of one that is not known, neither is it. */
interface Made {
    readonly name: string | Later;
    readonly version: string | Later | undefined;
    readonly digest: Input<string> | Later;
}

/** The same, with the repository that built it. */
interface MadeIn extends Made {
    readonly githubRepository: string | Later | undefined;
}

const NOT_YET: Made = { name: LATER, version: LATER, digest: LATER };

async function artifactOf(
    container: WorkloadContainer,
    found: FoundContainer,
    options: DeploymentsOfOptions,
): Promise<Made> {
    const { image } = container;
    const { name = image.name, version = image.tag } = options.artifact?.(container) ?? {};
    const digest = image.digest ?? (await options.resolveDigest?.(image, container)) ?? (await noDigest(image, found));
    return { name, version, digest };
}

/** Of an image of an output, a preview need not know the digest yet. */
async function noDigest(image: ImageReference, found: FoundContainer): Promise<Later> {
    const written = withoutDigest(image);
    if (!(runtime.isDryRun() && found.reading.isOfOutputs)) {
        throw new RunError(
            `its image "${written}" has no digest. Pin it as "${written}@sha256:…": \`docker buildx imagetools inspect ` +
                `${written}\` prints the digest; or pass resolveDigest, which asks the registry`,
        );
    }
    await warnOfNoDigest(`${whereOf(found)}: its image `, image);
    return LATER;
}

function argsOf(
    { reading }: FoundContainer,
    container: WorkloadContainer | Later,
    artifact: MadeIn,
    annotated: Annotated,
    options: DeploymentsOfOptions,
): DeploymentArgs {
    const tags = given(options.tags ?? {}, container);
    const risks = given(options.runtimeRisks ?? [], container);
    const args = {
        ...artifact,
        tags: tags === LATER || annotated.tags === LATER ? LATER : { ...annotated.tags, ...tags },
        runtimeRisks:
            risks === LATER || annotated.runtimeRisks === LATER
                ? LATER
                : [...new Set([...annotated.runtimeRisks, ...risks])],
    };
    const present = Object.entries(args).filter(([, value]) => !isEmpty(value));
    return Object.fromEntries(present.map(([argument, value]) => [argument, reading.output(value)])) as never;
}

function repositoryOf(
    container: WorkloadContainer | Later,
    { githubRepository }: DeploymentsOfOptions,
): string | Later | undefined {
    if (typeof githubRepository !== "object") return given<string | undefined>(githubRepository, container);
    if (container === LATER) return LATER;
    const { name } = container.image;
    return Object.hasOwn(githubRepository, name) ? githubRepository[name] : undefined;
}

/** What an option says of a container, be it the same for all or made by a function. */
function given<Value>(
    option: Value | ((container: WorkloadContainer) => Value),
    container: WorkloadContainer | Later,
): Value | Later {
    if (typeof option !== "function") return option;
    return container === LATER ? LATER : (option as (container: WorkloadContainer) => Value)(container);
}

/** True for what says nothing: no value, no tags, no risks. */
const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    (typeof value === "object" && value !== null && !Output.isInstance(value) && Object.keys(value).length === 0);

const isKnown = (artifact: MadeIn): artifact is MadeIn & Artifact => typeof artifact.digest === "string";

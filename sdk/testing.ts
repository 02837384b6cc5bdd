/**
 * Tests a program without an engine and without GitHub: `import { checkProgram } from
 * "pulumi-github-artifacts/testing"`.
 *
 * @module
 */
import { isUnknown, log, runtime, secret, unknown } from "@pulumi/pulumi";
import { ORIGIN, type Origin } from "../provider/input/origin";
import { createRehearsal } from "../provider/process/rehearsal";
import { UNKNOWN } from "../provider/vocabulary/unknown";

/** How {@link checkProgram} runs a program. */
export interface CheckOptions {
    /**
     * The mocks for resources and functions of other packages, as `pulumi.runtime.setMocks` takes them. Default: a
     * resource has its inputs as outputs and the id `<name>-id`, and a function returns nothing.
     */
    readonly mocks?: runtime.Mocks;
    /** The name of the project. Default: `project`. */
    readonly project?: string;
    /** The name of the stack. Default: `stack`. */
    readonly stack?: string;
    /** Whether the run is a preview, in which outputs may be unknown. Default: false. */
    readonly preview?: boolean;
}

/** A resource of this package that a program declares and that `pulumi preview` would accept. */
export interface CheckedResource {
    /** `ClusterDeploymentRecordSet` or `ArtifactStorageRecord`. */
    readonly type: "ClusterDeploymentRecordSet" | "ArtifactStorageRecord";
    /** The resource's name in Pulumi. */
    readonly name: string;
    /**
     * The arguments as the state holds them: with the organization from the settings, with defaults, and with
     * deployments as a map. A value that a preview does not know is `pulumi.unknown`. Secrets are in plain text.
     */
    readonly args: Readonly<Record<string, unknown>>;
}

/** What {@link checkProgram} returns. */
export interface CheckedProgram<Result> {
    /** What the program returned. For a module, these are its exports. */
    readonly result: Result;
    /** The resources of this package, by type and name: Pulumi registers them in no order. */
    readonly resources: readonly CheckedResource[];
}

/**
 * Runs a program with Pulumi's mocks, and checks the arguments of this package's resources as `pulumi preview` does. It
 * makes no request, so it does not check what only GitHub knows, such as whether a repository exists.
 *
 * The function calls `pulumi.runtime.setMocks` itself, and waits until all resources are registered. It reads the
 * configuration that `pulumi.runtime.setAllConfig` set, and settings such as `GITHUB_OWNER` from the environment.
 * Outputs are those of a GitHub that records everything: record ids start at 1, and all records have the same time.
 *
 * @param program Declares resources. It may return anything, such as the exports of a module.
 * @param options How to run the program.
 * @throws An `Error` if `pulumi preview` would reject a resource, with the lines that it would print for all resources
 * at once. Also whatever the program or one of its mocks throws.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { checkProgram } from "pulumi-github-artifacts/testing";
 *
 * pulumi.runtime.setAllConfig({ "github-artifacts:owner": "acme" });
 * const refused = checkProgram(() => import("./index.js")); // rejects if a preview would refuse it
 * ```
 */
export async function checkProgram<Result>(
    program: () => Result | Promise<Result>,
    { mocks = GIVE_BACK, project, stack, preview }: CheckOptions = {},
): Promise<CheckedProgram<Result>> {
    const checked = new CheckedMocks(mocks);
    await runtime.setMocks(checked, project, stack, preview);
    const result = await checked.orFailure(async () => {
        const returned = await program();
        await (runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
        return returned;
    });
    return { result, resources: checked.resources.sort((one, other) => titleOf(one).localeCompare(titleOf(other))) };
}

const GIVE_BACK: runtime.Mocks = {
    call: () => ({}),
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
};

/**
 * Passes resources and functions of other packages to other mocks, and keeps failures. A resource that fails gets its inputs as
 * outputs. Otherwise, Pulumi would never resolve them, and would not tell the program.
 */
class CheckedMocks implements runtime.Mocks {
    readonly resources: CheckedResource[] = [];
    readonly #failures: unknown[] = [];
    readonly #rehearsal = createRehearsal(process.env, (text) => void log.warn(text));

    constructor(private readonly others: runtime.Mocks) {}

    async call(args: runtime.MockCallArgs) {
        try {
            return await this.others.call(args);
        } catch (failure) {
            this.#failures.push(failure);
            throw failure;
        }
    }

    async newResource(args: runtime.MockResourceArgs) {
        const [, type] = OURS.exec(args.type) ?? [];
        try {
            if (type === undefined) return await this.others.newResource(args);
            return await this.#register(type as CheckedResource["type"], args);
        } catch (failure) {
            this.#failures.push(failure);
            return GIVE_BACK.newResource(args);
        }
    }

    /** Returns the result of a run. If a resource or a function failed during the run, throws that failure, whatever it led to. */
    async orFailure<Result>(run: () => Promise<Result>): Promise<Result> {
        const [ran] = await Promise.allSettled([run()]);
        const [failure, ...more] = this.#failures;
        if (more.length > 0) throw new Error(this.#failures.map(messageOf).sort().join("\n"));
        if (failure !== undefined) throw failure;
        if (ran.status === "rejected") throw ran.reason;
        return ran.value;
    }

    async #register(type: CheckedResource["type"], args: runtime.MockResourceArgs) {
        const { configure, check, create } = this.#rehearsal[type];
        await configure({ config: { get: (key) => runtime.getConfig(key) } });
        const { __provider, ...given } = plain(args.inputs) as Record<string, unknown>;
        const { inputs, failures } = await check(undefined, given);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => refusal(args, reason)).join("\n"));
        this.resources.push({ type, name: args.name, args: shown(inputs) as CheckedResource["args"] });
        const { id, outs } = runtime.isDryRun() ? { id: "", outs: inputs } : await create(inputs);
        return { id, state: withSecrets(outs, given[ORIGIN] as Origin) };
    }
}

const titleOf = ({ type, name }: CheckedResource): string => `${type} ${name}`;

const OURS = /^pulumi-nodejs:dynamic\/github-artifacts:(ClusterDeploymentRecordSet|ArtifactStorageRecord)$/;

/** The line for a refused resource, as the engine prints it. */
const refusal = ({ type, name }: runtime.MockResourceArgs, reason: string): string =>
    `${type} resource '${name}' has a problem: ${reason}`;

const messageOf = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

/** A value as a dynamic provider gets it: secrets in plain text, and a mark for a value that is not known. */
function plain(value: unknown): unknown {
    if (isUnknown(value)) return UNKNOWN;
    return mapped(runtime.unwrapRpcSecret(value), plain);
}

const shown = (value: unknown): unknown => (value === UNKNOWN ? unknown : mapped(value, shown));

function mapped(value: unknown, each: (value: unknown) => unknown): unknown {
    if (Array.isArray(value)) return value.map(each);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(inner)]));
}

/** The outputs, in which arguments that the program passed as secrets are secrets, as Pulumi does it. */
const withSecrets = (outs: Record<string, unknown>, { secrets }: Origin): Record<string, unknown> => ({
    ...outs,
    ...Object.fromEntries(secrets.map((argument) => [argument, secret(outs[argument])])),
});

import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Finished } from "../../tools/pulumi/run-process";
import { program as createProject, rewrite } from "../support/program";
import { toJavaScript } from "./javascript";
import { type Program, resourceOf } from "./program";
import type { Engine, Outcome, Targets } from "./stack";

const NOTHING: Outcome = { operations: [], errors: [] };

/** The engine of Pulumi's CLI, with the packed package and its own stack. */
export class RealEngine implements Engine {
    private constructor(private readonly project: PulumiProject) {}

    static async start(github: GitHubServer): Promise<RealEngine> {
        return new RealEngine(await createProject(github, ""));
    }

    /** Runs a preview only if something may be unknown in it, since every command takes seconds. */
    async preview(program: Program, targets?: Targets): Promise<Outcome> {
        const unknown = program.some(
            (one) => one.kind === "set" && (one.mapFrom ?? Object.values(one.deployments).some(({ link }) => link)),
        );
        return unknown ? this.#run(program, targets, (flags) => this.project.preview(...flags)) : NOTHING;
    }

    up(program: Program, targets?: Targets): Promise<Outcome> {
        return this.#run(program, targets, (flags) => this.project.up(...flags));
    }

    again(program: Program, targets?: Targets): Promise<Outcome> {
        return this.#run(program, targets, (flags) => this.project.preview("--expect-no-changes", ...flags));
    }

    async destroy(): Promise<Outcome> {
        return outcomeOf(await this.project.destroy());
    }

    async refresh(): Promise<Outcome> {
        // What it finds does not count as an operation.
        return { ...outcomeOf(await this.project.refresh()), operations: [] };
    }

    async #run(
        program: Program,
        targets: Targets | undefined,
        command: (flags: readonly string[]) => Promise<Finished>,
    ): Promise<Outcome> {
        await rewrite(this.project, toJavaScript(program));
        if (targets === undefined) return outcomeOf(await command([]));
        const urns = await this.#known(program, targets);
        return urns.length === 0 ? NOTHING : outcomeOf(await command(urns.flatMap((urn) => ["--target", urn])));
    }

    /** The URNs of the targets that are declared or in the state. Pulumi refuses others, such as one that was deleted before. */
    async #known(program: Program, targets: Targets): Promise<string[]> {
        const urns = [...targets].map(urnOf);
        const declared = new Set(program.map(resourceOf).map(urnOf));
        if (urns.every((urn) => declared.has(urn))) return urns;
        const held = new Set((await this.project.resources()).map(({ urn }) => urn));
        return urns.filter((urn) => declared.has(urn) || held.has(urn));
    }
}

const TYPES = { set: "ClusterDeploymentRecordSet", record: "ArtifactStorageRecord" } as const;

/** `set one` is `urn:pulumi:dev::program::pulumi-nodejs:dynamic/…::one`. */
function urnOf(resource: string): string {
    const [kind, name] = resource.split(" ") as [keyof typeof TYPES, string];
    return `urn:pulumi:dev::program::pulumi-nodejs:dynamic/github-artifacts:${TYPES[kind]}::${name}`;
}

const outcomeOf = ({ code, output }: Finished): Outcome => ({
    operations: operationsIn(output),
    errors: code === 0 ? [] : [failure(output)],
});

/** Pulumi counts them at the end: `    + 2 created`, or `to create` in a preview. */
const operationsIn = (output: string): string[] =>
    [
        ...output.matchAll(/^ +(?:\+|-|~|\+-|-\+|\+\+|--) ?(\d+) ((?:to )?(?:create|update|delete|replace)d?)$/gm),
    ].flatMap(([, count, what]) => Array.from({ length: Number(count) }, () => String(what)));

/** A failure that the product explains prints no stack trace, except the one in Pulumi's own closing line. */
function failure(output: string): Error {
    const mistake = /TypeError|ReferenceError|panic:|\n +at .*pulumi-github-artifacts/.test(output);
    return Object.assign(new Error(output), { name: mistake ? "Mistake" : "PlainError", stack: output });
}

import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Finished } from "../../tools/pulumi/run-process";
import { program as createProject, rewrite } from "../support/program";
import { toJavaScript } from "./javascript";
import type { Program } from "./program";
import type { Engine, Outcome, Targets } from "./stack";

const NOTHING: Outcome = { operations: [], errors: [] };

/** The engine of Pulumi's CLI, with the packed package, and a stack of its own. */
export class RealEngine implements Engine {
    private constructor(private readonly project: PulumiProject) {}

    static async start(github: GitHubServer): Promise<RealEngine> {
        return new RealEngine(await createProject(github, ""));
    }

    /** Only where there may be something unknown to it: every command takes seconds. */
    async preview(program: Program, targets?: Targets): Promise<Outcome> {
        const unknown = program.some(
            (one) => one.kind === "set" && (one.mapFrom ?? Object.values(one.deployments).some(({ link }) => link)),
        );
        return unknown ? this.#run(program, () => this.project.preview(...flagsOf(targets))) : NOTHING;
    }

    up(program: Program, targets?: Targets): Promise<Outcome> {
        return this.#run(program, () => this.project.up(...flagsOf(targets)));
    }

    again(program: Program, targets?: Targets): Promise<Outcome> {
        return this.#run(program, () => this.project.preview("--expect-no-changes", ...flagsOf(targets)));
    }

    async destroy(): Promise<Outcome> {
        return outcomeOf(await this.project.destroy());
    }

    async refresh(): Promise<Outcome> {
        // What it finds is no operation.
        return { ...outcomeOf(await this.project.refresh()), operations: [] };
    }

    async #run(program: Program, command: () => Promise<Finished>): Promise<Outcome> {
        await rewrite(this.project, toJavaScript(program));
        return outcomeOf(await command());
    }
}

const TYPES = { set: "ClusterDeploymentRecordSet", record: "ArtifactStorageRecord" } as const;

/** A target is named by its URN: `set one` is `urn:pulumi:dev::program::pulumi-nodejs:dynamic/…::one`. */
const flagsOf = (targets: Targets = new Set()): string[] =>
    [...targets].flatMap((resource) => {
        const [kind, name] = resource.split(" ") as [keyof typeof TYPES, string];
        return ["--target", `urn:pulumi:dev::program::pulumi-nodejs:dynamic/github-artifacts:${TYPES[kind]}::${name}`];
    });

const outcomeOf = ({ code, output }: Finished): Outcome => ({
    operations: operationsIn(output),
    errors: code === 0 ? [] : [failure(output)],
});

/** Pulumi counts them at the end: `    + 2 created`, or `to create` in a preview. */
const operationsIn = (output: string): string[] =>
    [
        ...output.matchAll(/^ +(?:\+|-|~|\+-|-\+|\+\+|--) ?(\d+) ((?:to )?(?:create|update|delete|replace)d?)$/gm),
    ].flatMap(([, count, what]) => Array.from({ length: Number(count) }, () => String(what)));

/** A failure that the product explains prints no stack, but for the one of Pulumi's own closing line. */
function failure(output: string): Error {
    const mistake = /TypeError|ReferenceError|panic:|\n +at .*pulumi-github-artifacts/.test(output);
    return Object.assign(new Error(output), { name: mistake ? "Mistake" : "PlainError", stack: output });
}

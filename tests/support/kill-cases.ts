import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Finished } from "../../tools/pulumi/run-process";
import { succeeded } from "./finished";
import { interrupt, type Stage, type Way } from "./interrupted-run";
import { type Held, heldBy, stateAt } from "./kept-states";
import { type Declared, declaredTexts, heldTexts, manyDeployments, manyProgram, sentTexts } from "./many-deployments";
import { inlineProgram as program, reaching, rewrite } from "./program";

/** A run of 2,500 deployments, how it is ended, and when. */
export interface KillCase {
    readonly operation: "create" | "update" | "destroy";
    readonly way: Way;
    readonly stage: Stage;
}

/** Observations in a case, besides the correct end. */
export interface KillReport extends KillCase {
    /** The exit code of the run that was ended. */
    readonly code: number;
    /** How many deployments GitHub held as declared after it. */
    readonly written: number;
    /** Whether the stack had to be unlocked before the next run. */
    readonly locked: boolean;
    /** What the next run said about the one that was ended: `creating`. */
    readonly pending: string | undefined;
    /** How many entries the next run sent. */
    readonly sentAgain: number;
}

/** `create, killed when call 2 is applied` */
export const titleOf = ({ operation, way, stage: { call, moment } }: KillCase): string =>
    `${operation}, ${way} when call ${call} is ${moment}`;

const OPERATIONS = {
    create: { from: "empty", declared: manyDeployments(1), status: "deployed", run: up },
    update: { from: "created", declared: manyDeployments(2), status: "deployed", run: up },
    destroy: { from: "created", declared: manyDeployments(1), status: "decommissioned", run: destroy },
} as const;

function up(project: PulumiProject): Promise<Finished> {
    return project.up();
}

function destroy(project: PulumiProject): Promise<Finished> {
    return project.destroy();
}

/** The same project, with temporary files in a directory that is removed with the installation, since killed runs leave such files. */
export async function killable(project: PulumiProject): Promise<PulumiProject> {
    const directory = `${project.stateDirectory}-tmp`;
    await mkdir(directory);
    return project.with({ TMPDIR: directory });
}

/** One stack, and its states before and after it created the first generation of deployments. Each case starts from one of them. */
export class KillBench {
    /** What GitHub held once the deployments were created, and the API in the state. */
    private created: { readonly held: Held; readonly url: string } | undefined;

    private constructor(private readonly project: PulumiProject) {}

    static async prepare(): Promise<KillBench> {
        const github = await startGitHub();
        try {
            const project = await killable(await program(github, manyProgram(OPERATIONS.create.declared)));
            const bench = new KillBench(project);
            await bench.save("empty");
            succeeded(await project.up());
            await bench.save("created");
            bench.created = { held: heldBy(github), url: github.url };
            return bench;
        } finally {
            await github.close();
        }
    }

    /** Ends a run, runs it again, and fails if GitHub or the state then differs from the program. */
    async run(kill: KillCase): Promise<KillReport> {
        const { from, declared, run } = OPERATIONS[kill.operation];
        const github = await startGitHub(from === "created" ? { records: this.created?.held ?? NOTHING } : {});
        try {
            const project = this.project.with(reaching(github));
            await this.restore(from, github.url);
            await rewrite(project, manyProgram(declared));
            const { code } = await interrupt(project, run, { github, ...kill });
            const written = wanted(kill, github);
            const before = github.takeRequests();
            const { locked, output } = await again(project, run);
            const after = github.takeRequests();
            assertAsDeclared(kill, github, sentTexts([...before, ...after]));
            await assertSettled(kill, project, github);
            const pending = /interrupted while (\w+)/.exec(output)?.[1];
            return { ...kill, code, written, locked, pending, sentAgain: sentTexts(after).length };
        } finally {
            await github.close();
        }
    }

    private save(name: string): Promise<void> {
        return cp(this.project.stateDirectory, `${this.project.stateDirectory}-${name}`, { recursive: true });
    }

    /** Restores a saved state, with this API in it. */
    private async restore(name: string, api: string): Promise<void> {
        const { stateDirectory } = this.project;
        await rm(stateDirectory, { recursive: true, force: true });
        await cp(`${stateDirectory}-${name}`, stateDirectory, { recursive: true });
        const files = await readdir(stateDirectory, { recursive: true, withFileTypes: true });
        for (const file of files.filter((one) => one.isFile() && /\/stacks(\/|$)/.test(one.parentPath))) {
            const path = join(file.parentPath, file.name);
            await writeFile(path, stateAt(await readFile(path, "utf8"), this.created?.url ?? api, api));
        }
    }
}

const NOTHING: Held = { deployments: [], storage: [] };

const wantedTexts = ({ operation }: KillCase): string[] =>
    declaredTexts(OPERATIONS[operation].declared, OPERATIONS[operation].status);

function wanted(kill: KillCase, github: GitHubServer): number {
    const texts = new Set(wantedTexts(kill));
    return heldTexts(github).filter((text) => texts.has(text)).length;
}

/** What a user does next: runs the same command again, and unlocks the stack first if Pulumi asks for that. */
async function again(
    project: PulumiProject,
    run: (project: PulumiProject) => Promise<Finished>,
): Promise<{ locked: boolean; output: string }> {
    const first = await run(project);
    if (!/the stack is currently locked by 1 lock/.test(first.output)) return { locked: false, ...succeeded(first) };
    succeeded(await project.run("cancel", "--yes"));
    return { locked: true, ...succeeded(await run(project)) };
}

function assertAsDeclared(kill: KillCase, github: GitHubServer, sent: readonly string[]): void {
    const texts = wantedTexts(kill);
    assert.deepEqual(heldTexts(github), texts);
    const allowed = new Set(texts);
    assert.deepEqual(sent.filter((text) => !allowed.has(text)).slice(0, 3), [], "something else was written");
}

/** Asserts that the state is what GitHub holds, and that Pulumi finds nothing to do. */
async function assertSettled(kill: KillCase, project: PulumiProject, github: GitHubServer): Promise<void> {
    const resources = await project.resources();
    if (kill.operation === "destroy") {
        assert.deepEqual(resources, []);
        return;
    }
    assert.equal(resources.length, 1);
    assertInState(OPERATIONS[kill.operation].declared, resources[0]?.outputs ?? {}, github);
    succeeded(await project.preview("--expect-no-changes"));
    assert.deepEqual(github.requests, []);
}

function assertInState(declared: Declared, outputs: Record<string, unknown>, github: GitHubServer): void {
    assert.deepEqual(outputs.deployments, declared);
    assert.deepEqual(
        Object.entries(outputs.recordIds as Record<string, number>),
        github.deploymentRecords().map(({ deployment_name, id }) => [deployment_name, id]),
    );
}

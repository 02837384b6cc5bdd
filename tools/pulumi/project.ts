import type { ChildProcess } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finished } from "./run-process";
import { pulumiEnvironment, type RunPulumiOptions, runPulumi } from "./workspace";

/** A program that runs elsewhere. The CLI reaches it with these flags, and starts no language host. */
export interface InlineProgram {
    readonly flags: readonly string[];
    /** Called when the command has ended. `isGood` says whether it succeeded. */
    readonly end: (isGood: boolean) => void;
}

/** The directory of a Pulumi program, and how to run it. */
export interface ProjectOptions {
    /** Holds the program. */
    readonly directory: string;
    /** Holds the stacks' states. */
    readonly stateDirectory: string;
    /** The `root` of an engine. */
    readonly engineRoot: string;
    /** More directories for PATH, after the engine's: those of a language host, for example. */
    readonly path?: readonly string[];
    /** Variables for the CLI and its child processes, for example those to reach GitHub. */
    readonly environment?: NodeJS.ProcessEnv;
    /** The time limit for one command. Default: 5 minutes. */
    readonly timeoutMs?: number;
    /** Runs the program in a directory instead of a language host, for each command that needs it. Default: Pulumi's host runs it. */
    readonly inline?: ((directory: string) => Promise<InlineProgram>) | undefined;
    /** Whether the CLI's output has terminal colors. Default: `never`. */
    readonly color?: "always" | "never";
}

/** A resource in the output of `pulumi stack export`. */
export interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
    readonly initErrors?: string[];
    /** URNs of the resources that it depends on. */
    readonly dependencies?: string[];
}

/** The commands that run the program. The others need only the state. */
const RUNS_PROGRAM = /^(preview|up)$/;

/** A Pulumi program with one stack, `dev`, that the real CLI runs. No command throws because of an exit code. */
export class PulumiProject {
    private constructor(
        readonly directory: string,
        readonly stateDirectory: string,
        private readonly environment: NodeJS.ProcessEnv,
        private readonly how: Pick<RunPulumiOptions, "timeoutMs" | "onStart"> &
            Pick<ProjectOptions, "color" | "inline">,
    ) {}

    /** Creates the stack. Rejects if that fails. */
    static async create(options: ProjectOptions): Promise<PulumiProject> {
        const project = await PulumiProject.open(options);
        const { code, output } = await project.run("stack", "init", "dev");
        if (code !== 0) throw new Error(`pulumi stack init ended with ${code}:\n${output}`);
        return project;
    }

    /** Uses an existing stack. */
    static async open(options: ProjectOptions): Promise<PulumiProject> {
        const {
            directory,
            stateDirectory,
            engineRoot,
            path = [],
            environment = {},
            timeoutMs = 300_000,
            color = "never",
            inline,
        } = options;
        await mkdir(stateDirectory, { recursive: true });
        const env = await pulumiEnvironment({ engineRoot, path, stateDirectory, extra: environment });
        return new PulumiProject(directory, stateDirectory, env, { timeoutMs, color, inline });
    }

    /** The same program and stack with other variables, such as another token. */
    with(environment: NodeJS.ProcessEnv): PulumiProject {
        return new PulumiProject(
            this.directory,
            this.stateDirectory,
            { ...this.environment, ...environment },
            this.how,
        );
    }

    /** The same program and stack. Passes each command to `onStart` when it starts, for example to interrupt it. */
    watched(onStart: (child: ChildProcess) => void): PulumiProject {
        return this.standalone({ onStart });
    }

    /** The same program and stack. Its commands start everything that they need themselves. */
    standalone(how: Pick<RunPulumiOptions, "onStart"> = {}): PulumiProject {
        return new PulumiProject(this.directory, this.stateDirectory, this.environment, {
            ...this.how,
            inline: undefined,
            ...how,
        });
    }

    preview(...flags: string[]): Promise<Finished> {
        return this.run("preview", ...flags);
    }

    up(...flags: string[]): Promise<Finished> {
        return this.run("up", "--yes", "--skip-preview", ...flags);
    }

    refresh(...flags: string[]): Promise<Finished> {
        return this.run("refresh", "--yes", "--skip-preview", ...flags);
    }

    destroy(...flags: string[]): Promise<Finished> {
        return this.run("destroy", "--yes", "--skip-preview", ...flags);
    }

    /** The resources in the state with a type that begins with `type`. By default, these are the dynamic ones. */
    async resources(type = "pulumi-nodejs:dynamic"): Promise<ExportedResource[]> {
        const { resources = [] } = await this.deployment();
        return resources.filter((resource) => resource.type.startsWith(type));
    }

    /** The stack's outputs, with secrets in plain text. Rejects if the stack does not exist. */
    async outputs(): Promise<Record<string, unknown>> {
        const { code, stdout, output } = await this.run("stack", "output", "--json", "--show-secrets");
        if (code !== 0) throw new Error(`pulumi stack output ended with ${code}:\n${output}`);
        return JSON.parse(stdout);
    }

    /** The pending operations of an interrupted run in the state: `creating`, `updating`, `deleting`. */
    async pendingOperations(): Promise<string[]> {
        const { pending_operations = [] } = await this.deployment();
        return pending_operations.map(({ type }) => type);
    }

    /** The same as in `pulumi stack export`, read from the stack's file, so that the CLI does not have to start. */
    private async deployment(): Promise<{ resources?: ExportedResource[]; pending_operations?: { type: string }[] }> {
        const stacks = join(this.stateDirectory, ".pulumi", "stacks");
        const [project, ...others] = await readdir(stacks);
        if (project === undefined || others.length > 0) throw new Error(`${stacks} does not hold one project`);
        return JSON.parse(await readFile(join(stacks, project, "dev.json"), "utf8")).checkpoint.latest ?? {};
    }

    /** Runs any command of the CLI without prompts. */
    async run(command: string, ...args: string[]): Promise<Finished> {
        const { color = "never", inline, ...how } = this.how;
        const program = RUNS_PROGRAM.test(command) ? await inline?.(this.directory) : undefined;
        const flags = [...(program?.flags ?? []), "--non-interactive", "--color", color];
        let code: number | undefined;
        try {
            const finished = await runPulumi([command, ...args, ...flags], {
                cwd: this.directory,
                env: this.environment,
                ...how,
            });
            code = finished.code;
            return finished;
        } finally {
            program?.end(code === 0);
        }
    }

    /** Replaces the one occurrence of `from` in a file of the program. Throws if it does not occur. */
    async edit(file: string, from: string | RegExp, to: string): Promise<void> {
        const path = join(this.directory, file);
        const before = await readFile(path, "utf8");
        const after = before.replace(from, () => to);
        if (after === before) throw new Error(`${path} does not hold ${from}`);
        await writeFile(path, after);
    }
}

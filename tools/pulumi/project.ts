import type { ChildProcess } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Finished } from "./run-process";
import { pulumiEnvironment, type RunPulumiOptions, runPulumi } from "./workspace";

/** A program that runs elsewhere: the CLI reaches it by these flags, and starts no language host. */
export interface InlineProgram {
    readonly flags: readonly string[];
    /** Called when the command has ended, with whether it succeeded. */
    readonly end: (isGood: boolean) => void;
}

/** Where a Pulumi program stands, and what it is run with. */
export interface ProjectOptions {
    /** Holds the program. */
    readonly directory: string;
    /** Holds the stacks' states. */
    readonly stateDirectory: string;
    /** The `root` of an engine. */
    readonly engineRoot: string;
    /** More directories for PATH, after the engine's: those of a language host, for example. */
    readonly path?: readonly string[];
    /** Set for the CLI and all that it starts: how GitHub is reached, for example. */
    readonly environment?: NodeJS.ProcessEnv;
    /** The longest that one command may take. Default 5 minutes. */
    readonly timeoutMs?: number;
    /** Runs the program in a directory in the place of a language host, for each command that needs it. Without it, Pulumi's host does. */
    readonly inline?: ((directory: string) => Promise<InlineProgram>) | undefined;
    /** Whether what the CLI prints has the colours of a terminal. Default `never`. */
    readonly color?: "always" | "never";
}

/** A resource as `pulumi stack export` shows it. */
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

/** The others need only the state. */
const RUNS_PROGRAM = /^(preview|up)$/;

/** A Pulumi program with one stack, `dev`, run through the real CLI. No command throws for an exit code. */
export class PulumiProject {
    private constructor(
        readonly directory: string,
        readonly stateDirectory: string,
        private readonly environment: NodeJS.ProcessEnv,
        private readonly how: Pick<RunPulumiOptions, "timeoutMs" | "onStart"> &
            Pick<ProjectOptions, "color" | "inline">,
    ) {}

    /** Makes the stack. Rejects where that fails. */
    static async create(options: ProjectOptions): Promise<PulumiProject> {
        const project = await PulumiProject.open(options);
        const { code, output } = await project.run("stack", "init", "dev");
        if (code !== 0) throw new Error(`pulumi stack init ended with ${code}:\n${output}`);
        return project;
    }

    /** Takes the stack that is there. */
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

    /** The same program and stack, whose commands are handed to `onStart` as they start: to interrupt one, for example. */
    watched(onStart: (child: ChildProcess) => void): PulumiProject {
        return this.standalone({ onStart });
    }

    /** The same program and stack, whose commands start all that they need themselves. */
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

    /** The resources that the state holds whose type begins with `type`: by default the dynamic ones. */
    async resources(type = "pulumi-nodejs:dynamic"): Promise<ExportedResource[]> {
        const { resources = [] } = await this.deployment();
        return resources.filter((resource) => resource.type.startsWith(type));
    }

    /** What the stack gives out, secrets in plain text. Rejects where there is no such stack. */
    async outputs(): Promise<Record<string, unknown>> {
        const { code, stdout, output } = await this.run("stack", "output", "--json", "--show-secrets");
        if (code !== 0) throw new Error(`pulumi stack output ended with ${code}:\n${output}`);
        return JSON.parse(stdout);
    }

    /** What an interrupted run was about to do, as the state remembers it: `creating`, `updating`, `deleting`. */
    async pendingOperations(): Promise<string[]> {
        const { pending_operations = [] } = await this.deployment();
        return pending_operations.map(({ type }) => type);
    }

    /** What `pulumi stack export` shows: it stands in the file of the stack, which takes no start of the CLI to read. */
    private async deployment(): Promise<{ resources?: ExportedResource[]; pending_operations?: { type: string }[] }> {
        const stacks = join(this.stateDirectory, ".pulumi", "stacks");
        const [project, ...others] = await readdir(stacks);
        if (project === undefined || others.length > 0) throw new Error(`${stacks} does not hold one project`);
        return JSON.parse(await readFile(join(stacks, project, "dev.json"), "utf8")).checkpoint.latest ?? {};
    }

    /** Runs any command of the CLI, without questions. */
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

    /** Changes the one place in a file of the program where `from` stands. Throws where it does not stand there. */
    async edit(file: string, from: string | RegExp, to: string): Promise<void> {
        const path = join(this.directory, file);
        const before = await readFile(path, "utf8");
        const after = before.replace(from, () => to);
        if (after === before) throw new Error(`${path} does not hold ${from}`);
        await writeFile(path, after);
    }
}

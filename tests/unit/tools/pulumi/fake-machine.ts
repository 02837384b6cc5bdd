import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type EngineEffects, engineEffects } from "../../../../tools/pulumi/effects";
import { engineFiles } from "../../../../tools/pulumi/engine-files";
import type { Finished, ProcessOptions } from "../../../../tools/pulumi/run-process";
import { ENGINE_VERSION } from "../../../../tools/pulumi/versions";

/** What a machine has. Directories are real and temporary. Programs, network and clock are fakes. */
export interface MachineSetup {
    /** Whether Pulumi's download can be reached. A number is the status of its answer. */
    readonly online?: boolean | number;
    /** What the installer does. By default it writes a complete engine. */
    readonly install?: (version: string, root: string) => Promise<void>;
    /** Whether Go is installed. */
    readonly go?: boolean;
    /** Called in each `go build` before it writes its result. The compiler prints the message of an error that it throws. */
    readonly onBuild?: (machine: Machine, to: string) => void | Promise<void>;
    readonly platform?: NodeJS.Platform;
    /** Other programs, by the names of their files. */
    readonly programs?: Readonly<Record<string, Program>>;
}

/** Returns its exit code and what it prints. */
export type Program = (args: readonly string[]) => Promise<readonly [code: number, printed: string]>;

export interface GoBuild {
    readonly args: readonly string[];
    readonly options: ProcessOptions;
}

/** A machine for searching an engine. */
export class Machine {
    readonly said: string[] = [];
    readonly builds: GoBuild[] = [];
    readonly probes: { url: string; init: RequestInit | undefined }[] = [];
    readonly timers = new Set<{ readonly every: number; readonly tick: () => void }>();
    readonly effects: EngineEffects;
    #clock = 1_700_000_000_000;

    private constructor(
        readonly directory: string,
        readonly setup: MachineSetup,
    ) {
        this.effects = engineEffects({
            env: { PATH: "" },
            platform: setup.platform ?? "linux",
            home: join(directory, "home"),
            run: (command, args, options) => this.#run(command, args, options),
            fetch: async (url, init) => this.#fetch(String(url), init),
            install: setup.install ?? ((version, root) => writeEngine(root, version, this.effects.platform)),
            now: () => this.#clock,
            every: (every, tick) => {
                const timer = { every, tick };
                this.timers.add(timer);
                return () => this.timers.delete(timer);
            },
            say: (line) => this.said.push(line),
        });
    }

    static async create(setup: MachineSetup = {}): Promise<Machine> {
        return new Machine(await realpath(await mkdtemp(join(tmpdir(), "machine-"))), setup);
    }

    /** A second process on the same machine, with the same files and its own messages. */
    twin(setup: MachineSetup = this.setup): Machine {
        return new Machine(this.directory, setup);
    }

    get keptRoot(): string {
        return join(this.effects.home, ".pulumi", "versions", ENGINE_VERSION);
    }

    /** The folder that holds a command's source once Go has downloaded its module. */
    goSource(command: string): string {
        return join(this.directory, "modules", command);
    }

    /** Puts directories at the front of PATH. */
    addToPath(...directories: string[]): void {
        this.effects.env.PATH = [...directories, this.effects.env.PATH].join(":");
    }

    /** Lets time pass. Every timer that is due ticks. */
    pass(milliseconds: number): void {
        for (let passed = 1000; passed <= milliseconds; passed += 1000) {
            this.#clock += 1000;
            for (const { every, tick } of this.timers) {
                if (passed % every === 0) {
                    tick();
                }
            }
        }
    }

    async remove(): Promise<void> {
        await rm(this.directory, { recursive: true, force: true });
    }

    async #run(command: string, args: readonly string[], options: ProcessOptions): Promise<Finished> {
        if (command === "go" && this.setup.go !== true) {
            throw Object.assign(new Error("spawn go ENOENT"), { code: "ENOENT" });
        }
        if (command === "go" && args[0] === "version") {
            return finished(0, "go version go1.26.0 linux/amd64\n");
        }
        if (command === "go" && args[0] === "build") {
            return this.#build({ args, options });
        }
        if (command === "go" && args[0] === "get") {
            return finished(0, "");
        }
        if (command === "go" && args[0] === "list") {
            return finished(0, `${this.goSource(args.at(-1) ?? "")}\n`);
        }
        const program = this.setup.programs?.[basename(command)];
        if (program !== undefined) {
            return finished(...(await program(args)));
        }
        if (/^pulumi(\.exe)?$/.test(basename(command)) && args.join() === "version") {
            const text = await readFile(command, "utf8");
            return text.startsWith("broken") ? finished(139, "") : finished(0, `v${text}\n`);
        }
        throw Object.assign(new Error(`This machine has no ${command} ${args.join(" ")}.`), { code: "ENOENT" });
    }

    async #build(build: GoBuild): Promise<Finished> {
        this.builds.push(build);
        const to = build.args[build.args.indexOf("-o") + 1] ?? "";
        try {
            await this.setup.onBuild?.(this, to);
        } catch (error) {
            return finished(1, "", (error as Error).message);
        }
        const version = /version\.Version=v(\S+)/.exec(build.args.join(" "))?.[1] ?? "v0.0.0-dev";
        await writeProgram(to, version);
        return finished(0, "");
    }

    #fetch(url: string, init: RequestInit | undefined): Response {
        this.probes.push({ url, init });
        const { online = false } = this.setup;
        if (online === false) {
            throw new TypeError("fetch failed", {
                cause: Object.assign(new Error("no such host"), { code: "ENOTFOUND" }),
            });
        }
        return new Response(null, { status: online === true ? 200 : online });
    }
}

/** Writes an engine into `root`. Its CLI prints `version`. `without` names files that it lacks. */
export async function writeEngine(
    root: string,
    version: string,
    platform: NodeJS.Platform = "linux",
    without: readonly string[] = [],
): Promise<void> {
    for (const file of engineFiles(platform)) {
        if (!without.includes(file)) {
            await writeProgram(join(root, "bin", file), version);
        }
    }
}

/** Writes an executable file. */
export async function writeProgram(file: string, text: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, 0o755);
}

function finished(code: number, stdout: string, stderr = ""): Finished {
    return { code, stdout, stderr, output: stdout + stderr };
}

import { mkdir } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { isPathVariable, pathVariable } from "./path-variable";
import { type Finished, type ProcessOptions, runProcess } from "./run-process";

/** The options of an isolated environment. */
export interface PulumiEnvironmentOptions {
    /** The `root` of an engine. */
    readonly engineRoot: string;
    /** Holds the stacks' states and the engine's own settings. It is created if it does not exist. */
    readonly stateDirectory: string;
    /** More directories for PATH, after the engine's: those of a language host, for example. */
    readonly path?: readonly string[];
    /** Set last, so it wins over everything. */
    readonly extra?: NodeJS.ProcessEnv;
    /** The environment to start from. Default: this process's environment. */
    readonly inherited?: NodeJS.ProcessEnv;
}

/** The engine's own directory for a directory of states: its settings, plugins and logs. */
export const pulumiHome = (stateDirectory: string): string => join(stateDirectory, "pulumi-home");

// An account, a token or a stack setting of the user must not reach a test. Coverage and loader options must not reach the
// programs that the engine starts. Extra certificates are not needed, since GitHub is on loopback. Node.js would read them at each
// start, which takes longer than the rest of the start.
const DROPPED = /^(PULUMI_.*|GITHUB_.*|GH_.*|NODE_V8_COVERAGE|NODE_OPTIONS|NODE_EXTRA_CA_CERTS)$/i;

/**
 * An environment for `pulumi` that is isolated from everything else on this machine: states in `stateDirectory`, no account,
 * none of the user's plugins, no inherited setting or credential for Pulumi or GitHub, and a `gh` that is not signed in.
 */
export async function pulumiEnvironment(options: PulumiEnvironmentOptions): Promise<NodeJS.ProcessEnv> {
    const { engineRoot, path = [], extra = {}, inherited = process.env } = options;
    const stateDirectory = resolve(options.stateDirectory);
    const home = pulumiHome(stateDirectory);
    await mkdir(home, { recursive: true });
    const own: NodeJS.ProcessEnv = {};
    for (const [name, value] of Object.entries(inherited)) {
        if (!isPathVariable(name) && !DROPPED.test(name)) {
            own[name] = value;
        }
    }
    return {
        ...own,
        ...loopbackWithoutProxy(inherited),
        PATH: [join(engineRoot, "bin"), ...path, pathVariable(inherited)].filter(Boolean).join(delimiter),
        GH_CONFIG_DIR: join(stateDirectory, "gh"), // It does not exist, and `gh` does not create it.
        PULUMI_BACKEND_URL: `file://${stateDirectory}`,
        PULUMI_CONFIG_PASSPHRASE: "only-local-test-state",
        PULUMI_HOME: home,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ...extra,
    };
}

// The engine, the program and the providers talk over loopback. The program's side would use an HTTP proxy even for that.
function loopbackWithoutProxy(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const before = inherited.no_proxy ?? inherited.NO_PROXY;
    const hosts = [before, "127.0.0.1", "localhost"].filter(Boolean).join(",");
    return { NO_PROXY: hosts, no_proxy: hosts }; // Programs differ in which one they read or prefer.
}

/** How to run `pulumi`. */
export interface RunPulumiOptions extends ProcessOptions {
    /** The Pulumi program's directory. */
    readonly cwd: string;
    /** From {@link pulumiEnvironment}. */
    readonly env: NodeJS.ProcessEnv;
    /** After this time, the run is interrupted, 5 seconds later interrupted again, and after another 5 seconds killed. */
    readonly timeoutMs: number;
}

/**
 * Runs `pulumi` with unchanged `args`. Options such as `--non-interactive` are up to the caller. The exit code is in the result. After
 * a timeout it is 124, and stderr and output end with a line that says so. Rejects only if there is no `pulumi` to start.
 */
export function runPulumi(args: readonly string[], options: RunPulumiOptions): Promise<Finished> {
    return runProcess("pulumi", args, options);
}

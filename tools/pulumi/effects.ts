import { homedir } from "node:os";
import { packageRoot } from "./package-root";
import { type Finished, type ProcessOptions, runProcess } from "./run-process";

/** Everything that looking for an engine needs from outside, so that a test can stand in for each. */
export interface EngineEffects {
    readonly env: NodeJS.ProcessEnv;
    readonly platform: NodeJS.Platform;
    /** The user's home directory, below which engines are kept. */
    readonly home: string;
    /** The directory of this project's package.json: the Go modules and `node_modules` are looked for in it. */
    readonly packageRoot: string;
    /** Runs a program to its end. Rejects only where it cannot be started. */
    readonly run: (command: string, args: readonly string[], options: ProcessOptions) => Promise<Finished>;
    readonly fetch: typeof globalThis.fetch;
    /** Installs the official release `version` into `root`, so that `root/bin/pulumi` is there. */
    readonly install: (version: string, root: string) => Promise<void>;
    /** Milliseconds since 1970, the clock of file times as well. */
    readonly now: () => number;
    /** Calls `tick` every `milliseconds` until the returned function is called. */
    readonly every: (milliseconds: number, tick: () => void) => () => void;
    /** Takes one line of progress. */
    readonly say: (line: string) => void;
}

/** The effects of a real run, `overrides` excepted. Progress goes to stderr: stdout belongs to the caller. */
export function engineEffects(overrides: Partial<EngineEffects> = {}): EngineEffects {
    return {
        env: process.env,
        platform: process.platform,
        home: homedir(),
        packageRoot: overrides.packageRoot ?? packageRoot(__dirname),
        run: runProcess,
        fetch: globalThis.fetch,
        install: installOfficial,
        now: Date.now,
        every: (milliseconds, tick) => {
            const timer = setInterval(tick, milliseconds);
            return () => clearInterval(timer);
        },
        say: (line) => process.stderr.write(`${line}\n`),
        ...overrides,
    };
}

// Loaded only when used: the Automation API takes about a second to load, and most runs find an engine without it.
async function installOfficial(version: string, root: string): Promise<void> {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    type Options = NonNullable<Parameters<typeof PulumiCommand.install>[0]>;
    // `version` is declared as an object of the package `semver`, which is no dependency of this project. The installer only prints it,
    // which a string does as well; it calls methods of it in a version check alone, which whoever installs here does too.
    const text = version as unknown as NonNullable<Options["version"]>;
    await PulumiCommand.install({ root, version: text, skipVersionCheck: true });
}

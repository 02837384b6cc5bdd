import { homedir } from "node:os";
import { packageRoot } from "./package-root";
import { type Finished, type ProcessOptions, runProcess } from "./run-process";

/** Everything that the search for an engine needs from outside, so that tests can replace it. */
export interface EngineEffects {
    readonly env: NodeJS.ProcessEnv;
    readonly platform: NodeJS.Platform;
    /** The user's home directory. Engines are kept below it. */
    readonly home: string;
    /** The directory of this project's package.json. It has the Go modules and `node_modules`. */
    readonly packageRoot: string;
    /** Runs a program to its end. Rejects only if it cannot be started. */
    readonly run: (command: string, args: readonly string[], options: ProcessOptions) => Promise<Finished>;
    readonly fetch: typeof globalThis.fetch;
    /** Installs the official release `version` into `root`, so that `root/bin/pulumi` is there. */
    readonly install: (version: string, root: string) => Promise<void>;
    /** Milliseconds since 1970, by the same clock as file times. */
    readonly now: () => number;
    /** Calls `tick` every `milliseconds` until the returned function is called. */
    readonly every: (milliseconds: number, tick: () => void) => () => void;
    /** Reports one line of progress. */
    readonly say: (line: string) => void;
}

/** The effects of a real run, except for `overrides`. Progress goes to stderr, since stdout belongs to the caller. */
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

// The Automation API is loaded only if it is used. It takes about a second, and most runs find an engine without it.
async function installOfficial(version: string, root: string): Promise<void> {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    type Options = NonNullable<Parameters<typeof PulumiCommand.install>[0]>;
    // `version` is declared as an object of the package `semver`, which is not a dependency of this project. The installer only prints it,
    // so a string is enough. It calls its methods only in a version check, which callers of this function do themselves.
    const text = version as unknown as NonNullable<Options["version"]>;
    await PulumiCommand.install({ root, version: text, skipVersionCheck: true });
}

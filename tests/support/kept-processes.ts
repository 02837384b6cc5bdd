import type { KeptProcesses, ProjectOptions } from "../../tools/pulumi/project";
import { serveInline } from "./inline-program";
import type { Installation } from "./installation";
import { keepProvider } from "./kept-provider";

type Kept = ProjectOptions["kept"];

/** The others need only the state. */
const RUNS_PROGRAM = /^(preview|up)$/;
const RUNS_PROVIDERS = /^(preview|up|refresh|destroy|import)$/;

const NOTHING: KeptProcesses = { end: () => {} };

/** The program and its provider run in processes that are there already, where a run may take shortcuts. */
export const keptForProgram = (installed: Installation): Kept =>
    installed.isLazy ? alwaysInline(installed) : undefined;

/** The program is served to the CLI whatever is tested, and its provider runs in a process that is there already, if one may be kept. */
export function alwaysInline(installed: Installation): NonNullable<Kept> {
    return async (command, directory, environment) => {
        const program = RUNS_PROGRAM.test(command) ? await serveInline(directory) : NOTHING;
        const provider = (await keptForProvider(installed)?.(command, directory, environment)) ?? NOTHING;
        return {
            ...program,
            ...provider,
            end: (isGood) => {
                program.end(isGood);
                provider.end(isGood);
            },
        };
    };
}

/** The provider runs in a process that is there already. */
export function keptForProvider({ launchers }: Installation): Kept {
    if (launchers === undefined) return undefined;
    return async (command, _, environment) =>
        RUNS_PROVIDERS.test(command) && beginsAlike(environment) ? keepProvider() : NOTHING;
}

/** What is read when a process begins, and not later. */
const beginsAlike = ({ NODE_EXTRA_CA_CERTS: authorities, NODE_OPTIONS: options }: NodeJS.ProcessEnv): boolean =>
    authorities === process.env.NODE_EXTRA_CA_CERTS && options === undefined;

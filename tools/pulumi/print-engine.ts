import { type Engine, findEngine } from "./engine";

const HELP = `Prints the root directory of a Pulumi engine: <root>/bin holds pulumi and what it needs to run Node.js programs.

Uses the pulumi on PATH if it is recent enough, else one that was kept in ~/.pulumi/versions, else downloads it,
else builds it from Go modules. Progress goes to stderr; stdout is the root alone:

    PATH="$(npm run --silent engine)/bin:$PATH" pulumi version
`;

/** What the program is run with. */
export interface PrintEngineEffects {
    readonly find: () => Promise<Engine>;
    readonly stdout: (text: string) => void;
    readonly stderr: (text: string) => void;
}

/** The program `npm run engine`; returns its exit code. */
export async function printEngine(args: readonly string[], effects: PrintEngineEffects): Promise<number> {
    if (args.includes("--help") || args.includes("-h")) {
        effects.stdout(HELP);
        return 0;
    }
    if (args.length > 0) {
        effects.stderr(`Takes no argument but --help; got: ${args.join(" ")}\n`);
        return 1;
    }
    try {
        const { root } = await effects.find();
        effects.stdout(`${root}\n`);
        return 0;
    } catch (error) {
        effects.stderr(`${(error as Error).message}\n`);
        return 1;
    }
}

if (require.main === module) {
    printEngine(process.argv.slice(2), {
        find: () => findEngine(),
        stdout: (text) => process.stdout.write(text),
        stderr: (text) => process.stderr.write(text),
    }).then((code) => {
        process.exitCode = code;
    });
}

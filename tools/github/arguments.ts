import { parseArgs } from "node:util";

/** The arguments of `npm run github`. */
export interface Arguments {
    readonly help: boolean;
    readonly port: number;
    readonly org: string;
    readonly repositories: readonly string[] | "any";
    readonly token: string;
    /** Whether names that differ only in case are the same. */
    readonly ignoresCase: boolean;
}

/** The text of `--help`, for the command that starts it. */
export const usageOf = (command: string): string => `Usage: ${command} [options]

Runs GitHub's artifact-metadata endpoints in memory on this machine, so that you can try a Pulumi program without GitHub.
Open its address in a browser to see its records, what changed, and the latest requests.

  --port <number>      port on 127.0.0.1, 0 for a free one (default 8474)
  --org <name>         the organization (default acme)
  --repository <name>  a repository of the organization; repeat for more (default api, web, worker)
  --any-repository     accept every repository name as one of the organization's
  --ignore-case        treat clusters, environments and deployment names that differ only in case as the same
  --token <token>      the token with write access (default ghs_embedded)
  --help               show this text
`;

/** Reads the command line. @throws with a message for the user if it is wrong */
export function parseArguments(args: readonly string[]): Arguments {
    const { values } = parseArgs({
        args: [...args],
        options: {
            help: { type: "boolean", default: false },
            port: { type: "string", default: "8474" },
            org: { type: "string", default: "acme" },
            repository: { type: "string", multiple: true },
            "any-repository": { type: "boolean", default: false },
            "ignore-case": { type: "boolean", default: false },
            token: { type: "string", default: "ghs_embedded" },
        },
    });
    if (values["any-repository"] && values.repository !== undefined) {
        throw new Error("--any-repository and --repository cannot be used together.");
    }
    const names = values.repository ?? ["api", "web", "worker"];
    return {
        help: values.help,
        port: toPort(values.port),
        org: expect("--org", values.org, /^[A-Za-z0-9-]{1,39}$/),
        repositories: values["any-repository"]
            ? "any"
            : names.map((name) => expect("--repository", name, /^[A-Za-z0-9.\-_]{1,100}$/)),
        ignoresCase: values["ignore-case"],
        // Only characters without a special meaning in a shell, since the token is printed in a line to paste.
        token: expect("--token", values.token, /^[A-Za-z0-9._-]{1,255}$/),
    };
}

function toPort(text: string): number {
    const port = Number(expect("--port", text, /^\d{1,5}$/));
    if (port > 65_535) {
        throw new Error(`--port ${text}: the highest port is 65535.`);
    }
    return port;
}

function expect(flag: string, value: string, pattern: RegExp): string {
    if (!pattern.test(value)) {
        throw new Error(`${flag} ${JSON.stringify(value)}: expected ${pattern}.`);
    }
    return value;
}

import { execFile } from "node:child_process";
import { isToken } from "./credential";

/** Asks GitHub's CLI for its token for a host, such as `github.com`. */
export type AskGh = (host: string) => Promise<string | undefined>;

/**
 * Runs `gh auth token`. Undefined if there is no `gh`, if it is not signed in, or if it takes longer than `timeout`
 * milliseconds. Its other output is not shown, because it may contain anything.
 * https://cli.github.com/manual/gh_auth_token
 */
export const askGh = (host: string, timeout = 10_000): Promise<string | undefined> =>
    new Promise((resolve) => {
        const options = { timeout, killSignal: "SIGKILL", windowsHide: true } as const;
        execFile("gh", ["auth", "token", "--hostname", host], options, (error, stdout) => {
            const token = stdout.trim();
            resolve(error === null && isToken(token) ? token : undefined);
        });
    });

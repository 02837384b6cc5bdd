import { succeeded } from "../tests/support/finished";
import { type Files, program, rewrite } from "../tests/support/program";
import { type GitHubServer, startGitHub } from "../tools/github";
import type { PulumiProject } from "../tools/pulumi/project";
import type { Finished } from "../tools/pulumi/run-process";
import { timed } from "./pairs";

/** A stack on the real engine, with the packed package and its own embedded GitHub. */
export class BenchStack {
    private constructor(
        readonly github: GitHubServer,
        readonly project: PulumiProject,
    ) {}

    static async start(source: string | Files): Promise<BenchStack> {
        const github = await startGitHub();
        return new BenchStack(github, await program(github, source));
    }

    /** Runs `work` on a stack, and removes the stack afterwards. */
    static async with<Value>(source: string | Files, work: (stack: BenchStack) => Promise<Value>): Promise<Value> {
        const stack = await BenchStack.start(source);
        try {
            return await work(stack);
        } finally {
            await stack.github.close();
        }
    }

    rewrite(source: string): Promise<void> {
        return rewrite(this.project, source);
    }

    /** How long a command takes, in milliseconds. Throws if the command fails. */
    time(command: (project: PulumiProject) => Promise<Finished>): Promise<number> {
        return timed(async () => succeeded(await command(this.project)));
    }

    /** How many writes and reads a command sends to GitHub. */
    async requestsOf(command: (project: PulumiProject) => Promise<Finished>): Promise<{ POST: number; GET: number }> {
        this.github.takeRequests();
        succeeded(await command(this.project));
        const requests = this.github.takeRequests();
        const count = (method: string): number => requests.filter((request) => request.method === method).length;
        return { POST: count("POST"), GET: count("GET") };
    }
}

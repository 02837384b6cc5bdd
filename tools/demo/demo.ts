import { rmSync } from "node:fs";
import { cp, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubServer, renderDeployments, renderRequests, renderStorage, startGitHub } from "../github";
import { findEngine } from "../pulumi/engine";
import { PulumiProject } from "../pulumi/project";
import { STEPS, type Step } from "./steps";

/** What a demo is run with. */
export interface DemoOptions {
    /** The checkout, built and with its dependencies. */
    readonly checkout: string;
    readonly print: (line: string) => void;
    readonly steps?: readonly Step[];
}

/**
 * Takes the quickstart through its whole life with a real engine and an embedded GitHub, in a temporary directory that
 * is gone afterwards. True where every step showed what it should.
 */
export async function runDemo({ checkout, print, steps = STEPS }: DemoOptions): Promise<boolean> {
    const { root, version, source } = await findEngine();
    print(`Pulumi ${version} (${source === "path" ? "from PATH" : root}), GitHub embedded on loopback`);
    const directory = await mkdtemp(join(tmpdir(), "github-artifacts-demo-"));
    const clean = (): void => rmSync(directory, { recursive: true, force: true });
    // Also where the demo is interrupted: then nothing below is run any more.
    process.once("exit", clean);
    const github = await startGitHub();
    try {
        const project = await createProject(checkout, directory, root, github);
        let passed = 0;
        for (const [index, step] of steps.entries()) {
            print(`\n━━ ${index + 1}/${steps.length} ${step.title}\n`);
            if (!(await runStep(step, project, github, print))) break;
            passed += 1;
        }
        const all = passed === steps.length;
        print(`\n${all ? "Every step showed what it should." : `Step ${passed + 1} did not show what it should.`}`);
        return all;
    } finally {
        await github.close();
        process.off("exit", clean);
        clean();
    }
}

async function createProject(checkout: string, directory: string, engineRoot: string, github: GitHubServer) {
    const program = join(directory, "quickstart");
    await cp(join(checkout, "examples/quickstart"), program, {
        recursive: true,
        filter: (source) => !source.endsWith("node_modules"),
    });
    await symlink(join(checkout, "node_modules"), join(program, "node_modules"), "junction");
    return PulumiProject.create({
        directory: program,
        stateDirectory: join(directory, "state"),
        engineRoot,
        environment: { GITHUB_BASE_URL: github.url, GITHUB_OWNER: "acme", GITHUB_TOKEN: "ghs_embedded" },
    });
}

/** Runs a step and prints all that is to be seen of it. */
async function runStep(
    step: Step,
    project: PulumiProject,
    github: GitHubServer,
    print: (line: string) => void,
): Promise<boolean> {
    print(`$ ${step.command}`);
    const finished = await step.run(project, github);
    const requests = github.takeRequests();
    print(finished.output.trim());
    print(`\nRequests\n${renderRequests(requests)}`);
    print(`\nWhat GitHub holds\n${renderDeployments(github.deploymentRecords())}\n`);
    print(`${renderStorage(github.storageRecords())}\n`);
    const expectations = [
        { sentence: "the command succeeds", met: finished.code === 0 },
        ...step.expect({ ...finished, requests, github }),
    ];
    for (const { sentence, met } of expectations) print(`  ${met ? "✔" : "✘"} ${sentence}`);
    return expectations.every(({ met }) => met);
}

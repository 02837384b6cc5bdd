import { type GitHubServer, renderDeployments, renderRequests, renderStorage, startGitHub } from "../github";
import { findEngine } from "../pulumi/engine";
import type { ProjectOptions, PulumiProject } from "../pulumi/project";
import { withQuickstart } from "./quickstart";
import { STEPS, type Step } from "./steps";

/** The options of a demo. */
export interface DemoOptions extends Pick<ProjectOptions, "environment"> {
    /** The checkout, built and with its dependencies. */
    readonly checkout: string;
    readonly print: (line: string) => void;
    readonly steps?: readonly Step[];
}

/**
 * Takes the quickstart through its whole life with a real engine and an embedded GitHub, in a temporary directory that
 * is removed afterwards. Returns true if every step showed what it should.
 */
export async function runDemo({ checkout, print, steps = STEPS, environment = {} }: DemoOptions): Promise<boolean> {
    const { root, version, source } = await findEngine();
    print(`Pulumi ${version} (${source === "path" ? "from PATH" : root}), GitHub embedded on loopback`);
    const github = await startGitHub();
    try {
        const run = (project: PulumiProject) => runSteps(steps, project, github, print);
        return await withQuickstart({ checkout, github, engineRoot: root, environment, purpose: "demo" }, run);
    } finally {
        await github.close();
    }
}

async function runSteps(
    steps: readonly Step[],
    project: PulumiProject,
    github: GitHubServer,
    print: (line: string) => void,
): Promise<boolean> {
    let passed = 0;
    for (const [index, step] of steps.entries()) {
        print(`\n━━ ${index + 1}/${steps.length} ${step.title}\n`);
        if (!(await runStep(step, project, github, print))) break;
        passed += 1;
    }
    const all = passed === steps.length;
    print(`\n${all ? "Every step showed what it should." : `Step ${passed + 1} did not show what it should.`}`);
    return all;
}

/** Runs a step and prints its command, output, requests and expectations. */
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
    print(`\nWhat GitHub holds: deployment records\n${renderDeployments(github.deploymentRecords())}`);
    print(`\nWhat GitHub holds: storage records\n${renderStorage(github.storageRecords())}\n`);
    const expectations = [
        step.fails
            ? { sentence: "the command fails", met: finished.code !== 0 }
            : { sentence: "the command succeeds", met: finished.code === 0 },
        ...step.expect({ ...finished, requests, github }),
    ];
    for (const { sentence, met } of expectations) print(`  ${met ? "✔" : "✘"} ${sentence}`);
    return expectations.every(({ met }) => met);
}

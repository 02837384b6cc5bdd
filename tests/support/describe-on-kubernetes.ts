import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { kubernetesPlugin } from "./kubernetes-plugin";
import { kubernetesProgram } from "./kubernetes-program";

/** What the tests of a program share. It is available from the first test on. */
export interface KubernetesStack {
    readonly github: GitHubServer;
    readonly project: PulumiProject;
}

/**
 * Tests of a program with Kubernetes resources, one after the other on one stack. They are skipped if there is no Kubernetes plugin.
 * That is reported once for all of them.
 */
export function describeOnKubernetes(title: string, source: string, tests: (stack: KubernetesStack) => void): void {
    describe(`${title} (skipped without \`npm run kubernetes-plugin\`)`, () => {
        const stack: Partial<KubernetesStack> = {};
        before(async function () {
            if (kubernetesPlugin() === undefined) return this.skip();
            const github = await startGitHub();
            Object.assign(stack, { github });
            Object.assign(stack, { project: await kubernetesProgram(github, source) });
        });
        after(() => stack.github?.close());
        tests(stack as KubernetesStack);
    });
}

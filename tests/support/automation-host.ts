/**
 * A process that runs inline programs with Pulumi's Automation API, as a service would. `automation.ts` starts it with its task as an
 * argument. It prints the results as JSON.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AutomationRun, AutomationTask } from "./automation";

async function main(): Promise<void> {
    const { installation, engineRoot, command, stacks }: AutomationTask = JSON.parse(process.argv[2] as string);
    const load = createRequire(join(installation, "package.json"));
    const { LocalWorkspace, PulumiCommand }: typeof import("@pulumi/pulumi/automation") =
        load("@pulumi/pulumi/automation");
    const pulumi: typeof import("@pulumi/pulumi") = load("@pulumi/pulumi");
    const artifacts = load("pulumi-github-artifacts");
    const pulumiCommand = await PulumiCommand.get({ root: engineRoot });
    let begun = 0;
    let meet = (): void => {};
    const all = new Promise<void>((resolve) => {
        meet = resolve;
    });

    async function run({
        name,
        source,
        options = {},
        config = {},
    }: AutomationTask["stacks"][number]): Promise<AutomationRun> {
        const program = async () => {
            begun += 1;
            if (begun === stacks.length) meet();
            await all;
            return new Function("artifacts", "pulumi", source)(artifacts, pulumi);
        };
        const stack = await LocalWorkspace.createOrSelectStack(
            { stackName: name, projectName: `project-${name}`, program },
            { ...options, envVars: process.env as Record<string, string>, pulumiCommand },
        );
        await stack.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])));
        try {
            const { stdout } = await stack[command]({ color: "never" });
            return { isGood: true, output: stdout };
        } catch (error) {
            return { isGood: false, output: (error as Error).message };
        }
    }

    process.stdout.write(JSON.stringify(await Promise.all(stacks.map(run))));
}

void main();

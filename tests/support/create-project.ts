import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type ProjectOptions, PulumiProject } from "../../tools/pulumi/project";
import { pulumiHome } from "../../tools/pulumi/workspace";
import { isForAll } from "./installation";

/**
 * Creates the stack `dev` of a program. Tests on the engine skip what takes time and is not tested: the CLI keeps no log, and does not
 * start just to create a stack. Elsewhere the stack is created as for users, so `npm run bench` measures without shortcuts.
 */
export async function createProject(options: ProjectOptions): Promise<PulumiProject> {
    if (!isForAll()) return PulumiProject.create(options);
    await refuseLog(options.stateDirectory);
    // This uses more memory to save time, since an engine in a test runs only for seconds.
    const environment: NodeJS.ProcessEnv = { GOGC: "400", ...options.environment };
    if (environment.PULUMI_CONFIG_PASSPHRASE !== undefined) return PulumiProject.create({ ...options, environment });
    await writeStack(options);
    // `pulumi stack init` would also select the stack.
    return PulumiProject.open({ ...options, environment: { PULUMI_STACK: "dev", ...environment } });
}

/** The CLI logs every value, which takes up to half of its time. A plain file in place of the log directory prevents that. */
export async function refuseLog(stateDirectory: string): Promise<void> {
    const home = pulumiHome(stateDirectory);
    await mkdir(home, { recursive: true });
    await writeFile(join(home, "logs"), "");
}

/** From `pulumi stack init` with the passphrase that all tests share. Each stack could have its own salt. */
const SALT = "v1:c9dYkoDu5kY=:v1:c6dqy2SZHpuLHFCC:JdLVXJC2Iug/T7QntwGFZFMy2KcUow==";

/** Writes what `pulumi stack init dev` writes. `tests/e2e/shortcuts.test.ts` compares the two. */
async function writeStack({ directory, stateDirectory }: ProjectOptions): Promise<void> {
    const { name: project } = parse(await readFile(join(directory, "Pulumi.yaml"), "utf8")) as { name: string };
    const stacks = join(stateDirectory, ".pulumi", "stacks", project);
    await mkdir(stacks, { recursive: true });
    await writeFile(join(directory, "Pulumi.dev.yaml"), `encryptionsalt: ${SALT}\n`);
    await writeFile(join(stateDirectory, ".pulumi", "meta.yaml"), "version: 1\n");
    const latest = { secrets_providers: { type: "passphrase", state: { salt: SALT } }, metadata: {} };
    const checkpoint = { stack: `organization/${project}/dev`, latest };
    await writeFile(join(stacks, "dev.json"), JSON.stringify({ version: 3, checkpoint }));
}

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type ProjectOptions, PulumiProject } from "../../tools/pulumi/project";
import { pulumiHome } from "../../tools/pulumi/workspace";
import { isForAll } from "./installation";

/**
 * Makes the stack `dev` of a program. In the tests on the engine without what costs time and is not tested: the CLI keeps no log, and
 * does not start just to make a stack. Elsewhere it is as for users: what is measured with `npm run bench` takes no shortcut.
 */
export async function createProject(options: ProjectOptions): Promise<PulumiProject> {
    if (!isForAll()) return PulumiProject.create(options);
    await refuseLog(options.stateDirectory);
    // Memory for time: an engine of a test lives for seconds.
    const environment: NodeJS.ProcessEnv = { GOGC: "400", ...options.environment };
    if (environment.PULUMI_CONFIG_PASSPHRASE !== undefined) return PulumiProject.create({ ...options, environment });
    await writeStack(options);
    // `pulumi stack init` would select the stack besides.
    return PulumiProject.open({ ...options, environment: { PULUMI_STACK: "dev", ...environment } });
}

/** The CLI logs every value, which takes up to half of its time. It cannot where a plain file has the place of the directory. */
export async function refuseLog(stateDirectory: string): Promise<void> {
    const home = pulumiHome(stateDirectory);
    await mkdir(home, { recursive: true });
    await writeFile(join(home, "logs"), "");
}

/** From `pulumi stack init` with the passphrase that all tests share. Each stack could have one of its own. */
const SALT = "v1:c9dYkoDu5kY=:v1:c6dqy2SZHpuLHFCC:JdLVXJC2Iug/T7QntwGFZFMy2KcUow==";

/** Writes what `pulumi stack init dev` leaves. `tests/e2e/shortcuts.test.ts` compares the two. */
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

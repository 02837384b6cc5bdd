import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { PulumiProject } from "../../tools/pulumi/project";
import { startAppSignIn } from "../support/app-sign-in";
import { LIVES, type Life } from "../support/example-lives";
import { exampleFolder } from "../support/example-source";
import { succeeded } from "../support/finished";
import { CHECKOUT } from "../support/installation";
import { engine, program, reaching } from "../support/program";

/** A stack leaves its settings beside Pulumi.yaml, so the checkout's programs are run in a copy. */
const COPIED = ["Pulumi.yaml", "package.json", "examples"];

describe("The README's smallest program", () => {
    it("prints in a preview what the README says, and records it", async () => {
        const readme = await readFile(join(CHECKOUT, "README.md"), "utf8");
        const source = /```ts\n(.*?)```/s.exec(readme)?.[1] as string;
        const printed = /in a line, and makes no request.*?```\n(.*?)```/s.exec(readme)?.[1] as string;
        const github = await startGitHub();
        try {
            const tsconfig = JSON.stringify({
                compilerOptions: { module: "node16", moduleResolution: "node16", target: "ES2022", strict: true },
            });
            const project = await program(github, { "index.ts": source, "tsconfig.json": tsconfig });
            const { output } = succeeded(await project.preview());
            for (const line of printed.trim().split("\n"))
                assert.ok(output.includes(`${line}\n`), `${line}\n${output}`);
            succeeded(await project.up());
            assert.deepEqual([github.deploymentRecords().length, github.storageRecords().length], [1, 1]);
        } finally {
            await github.close();
        }
    });
}).timeout(300_000);

describe("A checkout", () => {
    let github: GitHubServer;
    let copy: string;

    before(async () => {
        github = await startGitHub();
        copy = await mkdtemp(join(tmpdir(), "github-artifacts-checkout-"));
        const filter = (source: string): boolean =>
            !/node_modules|(?<!multi-cluster.)Pulumi\.[^.]+\.yaml$/.test(source);
        for (const name of COPIED) await cp(join(CHECKOUT, name), join(copy, name), { recursive: true, filter });
        await symlink(join(CHECKOUT, "node_modules"), join(copy, "node_modules"), "junction");
    });
    after(async () => {
        await github.close();
        await rm(copy, { recursive: true, force: true });
    });

    const create = async (place: string, environment: NodeJS.ProcessEnv): Promise<PulumiProject> =>
        PulumiProject.create({
            directory: join(copy, place),
            stateDirectory: join(copy, "states", place),
            engineRoot: await engine(),
            environment,
        });

    it("runs pulumi up in its root, once with effect and once without", async () => {
        const project = await create(".", reaching(github));
        succeeded(await project.up());
        assert.ok(github.takeRequests().length > 0);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        succeeded(await project.destroy());
        assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    });

    for (const [example, life] of Object.entries(LIVES)) {
        it(`runs examples/${example} as its README tells`, async () => {
            const own = await startGitHub();
            const signIn =
                life.app && (await startAppSignIn(own.url, life.app.id, life.app.installation, "ghs_embedded"));
            try {
                const app = signIn && { GITHUB_BASE_URL: signIn.url, GITHUB_TOKEN: "" };
                const project = await create(`examples/${example}`, { ...reaching(own), ...app });
                await live(example, life, project, own);
                assert.equal(signIn === undefined || signIn.signIns() > 0, true);
            } finally {
                await signIn?.close();
                await own.close();
            }
        });
    }
}).timeout(300_000);

async function live(example: string, life: Life, project: PulumiProject, github: GitHubServer): Promise<void> {
    const readme = await readFile(join(exampleFolder(example), "README.md"), "utf8");
    const stack = ["--stack", life.stack ?? "dev"];
    await life.begin?.(project, github);
    github.takeRequests();

    assertPrinted(succeeded(await project.preview(...stack)).output, readme, "What you will see");
    assert.deepEqual(github.takeRequests(), []);
    succeeded(await project.up(...stack));
    assert.ok(github.takeRequests().length > 0);
    succeeded(await project.up("--expect-no-changes", ...stack));
    assert.deepEqual(github.takeRequests(), []);

    await life.edit(project);
    assertPrinted(succeeded(await project.up(...stack)).output, readme, "One edit");
    assert.deepEqual(
        github.takeRequests().map(({ entries }) => entries ?? "storage"),
        life.sent,
    );
    assert.deepEqual(statuses(github), life.edited);
    succeeded(await project.destroy(...stack));
    assert.deepEqual(statuses(github), life.destroyed);
}

/** Every line of the plain blocks under a heading of a README was printed. */
function assertPrinted(output: string, readme: string, heading: string): void {
    const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) as string;
    const blocks = [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter(([, language]) => language === "");
    const lines = blocks.flatMap(([, , block = ""]) => block.trim().split("\n"));
    assert.ok(lines.length > 0, `nothing is shown under "${heading}"`);
    for (const line of lines) assert.ok(output.includes(`${line}\n`), `${line}\n${output}`);
}

const statuses = (github: GitHubServer): Record<string, string> =>
    Object.fromEntries([
        ...github
            .deploymentRecords()
            .map(({ cluster, deployment_name, status }) => [`${cluster} ${deployment_name}`, status]),
        ...github.storageRecords().map(({ version, status }) => [version, status]),
    ]);

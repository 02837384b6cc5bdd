import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { failed, succeeded } from "../../support/finished";
import { npmInstall } from "../../support/installation";
import { type PackageManagerName, packageManager, packageManagerCommand } from "../../support/package-manager";
import {
    addDependency,
    type WorkspaceOptions,
    workspaceProgram,
    writeWorkspace,
} from "../../support/workspace-program";

/** A way to install a workspace, and its result. */
interface Row {
    readonly title: string;
    /** The npm package that has it. Undefined for npm, which is installed already. */
    readonly from?: PackageManagerName;
    readonly install: readonly string[];
    readonly workspace?: Omit<WorkspaceOptions, "directory">;
    /** The package.json in this folder must have the dependency. Undefined if the program finds the dependency of its own package. */
    readonly needs?: "infra" | "";
}

const YARN_RC =
    "enableScripts: false\nenableTelemetry: false\nenableImmutableInstalls: false\nenableGlobalCache: true\n";
const yarn = (linker: string) => ({ ".yarnrc.yml": `nodeLinker: ${linker}\n${YARN_RC}`, "yarn.lock": "" });

const ROWS: readonly Row[] = [
    { title: "npm", install: [], workspace: { member: "*" } },
    { title: "npm, linked", install: ["--install-strategy=linked"], workspace: { member: "*" }, needs: "infra" },
    {
        title: "pnpm",
        from: "pnpm",
        install: ["install", "--ignore-scripts", "--no-frozen-lockfile", "--prefer-offline"],
        workspace: { files: { "pnpm-workspace.yaml": "packages: ['packages/*', infra]\n" } },
        needs: "infra",
    },
    {
        title: "Yarn 1",
        from: "yarn",
        install: ["install", "--ignore-scripts", "--ignore-engines", "--prefer-offline", "--no-progress"],
        workspace: { member: "*" },
    },
    {
        title: "Yarn, node-modules",
        from: "@yarnpkg/cli-dist",
        install: ["install"],
        workspace: { files: yarn("node-modules") },
    },
    {
        title: "Yarn, Plug'n'Play",
        from: "@yarnpkg/cli-dist",
        install: ["install"],
        workspace: { files: yarn("pnp"), hasRealSdk: true },
        needs: "",
    },
    { title: "Bun", from: "bun", install: ["install", "--ignore-scripts", "--linker", "isolated"], needs: "infra" },
];

describe("In a workspace in which only a component package depends on this package,", () => {
    let github: GitHubServer;
    let elsewhere: string;

    before(async () => {
        github = await startGitHub();
        elsewhere = await realpath(await mkdtemp(join(tmpdir(), "github-artifacts-workspaces-")));
    });
    after(async () => {
        await github.close();
        await rm(elsewhere, { recursive: true });
    });

    for (const { title, from, install, workspace, needs } of ROWS) {
        const what =
            needs === undefined
                ? "runs"
                : `is refused without the dependency in ${needs || "the top folder"}, and runs with it`;
        it(`a program installed by ${title} ${what}${from ? ` (skipped if npm has no ${from})` : ""}`, async function () {
            const command = from && (await packageManagerCommand(from).catch(() => undefined));
            if (from !== undefined && command === undefined) return this.skip();
            const directory = join(elsewhere, title.replaceAll(/\W/g, "-"));
            await writeWorkspace({ directory, ...workspace });
            const manager = from && (await packageManager(from));
            const reinstall = () => (manager ? manager(directory, ...install) : npmInstall(directory, ...install));
            await reinstall();
            const project = await workspaceProgram(directory, github, environmentOf(directory, workspace));

            if (needs !== undefined) {
                const { output } = failed(await project.preview());
                assert.match(output, /error: Pulumi cannot find pulumi-github-artifacts, which it runs from /);
                assert.ok(
                    output.includes(` in the dependencies of ${join(directory, needs, "package.json")}, and`),
                    output,
                );
                assert.doesNotMatch(output, /^\s+at /m);
                await addDependency(directory, needs);
                await reinstall();
            }
            github.takeRequests();
            assert.match(succeeded(await project.up()).output, /to record; 1 request/);
            assert.deepEqual(
                github.takeRequests().map(({ method, status }) => [method, status]),
                [["POST", 200]],
            );
        });
    }
});

/** What `yarn run` and `yarn exec` set for a program with Plug'n'Play if one of its dependencies is an ES module. */
function environmentOf(directory: string, workspace: Row["workspace"]): NodeJS.ProcessEnv {
    if (!workspace?.hasRealSdk) return {};
    const [hook, loader] = [join(directory, ".pnp.cjs"), pathToFileURL(join(directory, ".pnp.loader.mjs"))];
    return { NODE_OPTIONS: `--require ${hook} --experimental-loader ${loader}` };
}

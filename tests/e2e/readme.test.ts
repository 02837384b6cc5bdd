import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { startGitHub } from "../../tools/github";
import { runProcess } from "../../tools/pulumi/run-process";
import { pulumiEnvironment } from "../../tools/pulumi/workspace";
import { succeeded } from "../support/finished";
import { CHECKOUT, installPacked } from "../support/installation";
import { engine, reaching, TRANSPILE_ONLY } from "../support/program";
import { type Snippet, snippetsOf } from "../support/snippets";

/** The first command runs in a checkout. The tests' tarball takes the place of the one that it makes. */
const MAKES_TARBALL = "npm ci && npm pack --pack-destination ..";

/** The blocks from "Install" on, as the lines of one script. It also writes the file that the README asks a reader to write. */
function scriptOf(blocks: readonly Snippet[]): string {
    const commands = blocks.flatMap(({ language, code }) => {
        if (language === "ts") return `cat > index.ts <<'PROGRAM'\n${code}\nPROGRAM`;
        return language === "sh" ? code : [];
    });
    assert.equal(commands.shift(), MAKES_TARBALL);
    return ["set -eu", ...commands].join("\n");
}

describe("The README's commands, unchanged and in order,", () => {
    let place: string;

    before(async () => {
        place = await mkdtemp(join(tmpdir(), "github-artifacts-readme-"));
    });
    after(() => rm(place, { recursive: true, force: true }));

    it("install the package, preview what the README says, and record it", async () => {
        const readme = await readFile(join(CHECKOUT, "README.md"), "utf8");
        const blocks = snippetsOf("README.md", readme.slice(readme.indexOf("\n## Install\n")));
        const printed = blocks.filter(({ language }) => language === "").flatMap(({ code }) => code.split("\n"));
        const { tarball } = await installPacked();
        await copyFile(tarball, join(place, basename(tarball)));
        const checkout = join(place, "checkout");
        await mkdir(checkout);
        const github = await startGitHub();
        try {
            const environment = await pulumiEnvironment({
                engineRoot: await engine(),
                stateDirectory: join(place, "states"),
                extra: { ...reaching(github), PULUMI_SKIP_CONFIRMATIONS: "true", npm_config_prefer_offline: "true" },
            });
            const shell = (script: string, cwd: string, env = environment) =>
                runProcess("sh", ["-c", script], { cwd, env, timeoutMs: 300_000 });
            const { output } = succeeded(await shell(scriptOf(blocks), checkout));
            assert.equal(printed.length, 2);
            for (const line of printed) assert.ok(output.includes(`${line}\n`), `${line}\n${output}`);
            assert.deepEqual([github.deploymentRecords().length, github.storageRecords().length], [1, 1]);

            github.takeRequests();
            const again = { ...environment, ...TRANSPILE_ONLY };
            succeeded(await shell("pulumi up --expect-no-changes", join(place, "records"), again));
            assert.deepEqual(github.takeRequests(), []);
        } finally {
            await github.close();
        }
    });
});

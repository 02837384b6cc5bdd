/**
 * `npm run state-fixtures` writes the states of `STATE_FIXTURES` with the built package. They are kept forever under
 * `tests/state/schema-N/`, where N is the layout of the state. A state that is kept already is not changed.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { CHECKOUT, removeInstallation } from "../support/installation";
import { type Held, heldBy, KEPT_API, placeOf, stateAt } from "../support/kept-states";
import { program } from "../support/program";
import { FIXTURE_PASSPHRASE, STATE_FIXTURES, type StateFixture } from "../support/state-fixtures";

async function writeFixture(name: string, fixture: StateFixture): Promise<string> {
    const { program: before, changed: after, github: options = {} } = fixture;
    const first = await startGitHub(options);
    const project = await program(first, { "index.js": before }, { PULUMI_CONFIG_PASSPHRASE: FIXTURE_PASSPHRASE });
    const written = await held(first, project.up());
    const exported = succeeded(await project.run("stack", "export"));
    const state = stateAt(exported.stdout, first.url, KEPT_API);
    const [resource] = await project.resources();
    const { directory, taken } = placeOf(resource?.outputs.schemaVersion, name);
    const destroyed = await held(first, project.destroy());
    await first.close();
    const place = relative(CHECKOUT, directory);
    if (taken) return `${place} is kept as it was`;
    const changed = await changeTo(after, project, state, await startGitHub({ ...options, records: written }));
    await mkdir(directory, { recursive: true });
    const files = { "state.json": state, "program.js": before, "changed.js": after };
    for (const [file, text] of Object.entries(files)) await writeFile(join(directory, file), text);
    await writeFile(
        join(directory, "github.json"),
        `${JSON.stringify({ options, written, changed, destroyed }, null, 4)}\n`,
    );
    return `${place} is new`;
}

/** What GitHub holds after an `up` of the changed program from the written state. */
async function changeTo(after: string, project: PulumiProject, state: string, github: GitHubServer): Promise<Held> {
    const file = join(project.directory, "state.json");
    await writeFile(file, stateAt(state, KEPT_API, github.url));
    succeeded(await project.run("stack", "import", "--file", file));
    await writeFile(join(project.directory, "index.js"), after);
    const changed = await held(github, project.with({ GITHUB_BASE_URL: github.url }).up());
    await github.close();
    return changed;
}

async function held(github: GitHubServer, running: ReturnType<PulumiProject["up"]>): Promise<Held> {
    succeeded(await running);
    return heldBy(github);
}

async function main(): Promise<void> {
    try {
        for (const [name, fixture] of Object.entries(STATE_FIXTURES)) {
            process.stdout.write(`${await writeFixture(name, fixture)}\n`);
        }
    } finally {
        await removeInstallation();
    }
}

void main();

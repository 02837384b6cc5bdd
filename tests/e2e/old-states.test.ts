import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { type Held, heldBy, KEPT_API, type KeptState, keptStates, stateAt } from "../support/kept-states";
import { inlineProgram as program } from "../support/program";
import { FIXTURE_PASSPHRASE, STATE_FIXTURES } from "../support/state-fixtures";

/** Every test starts with the state as the older version wrote it, and with a GitHub that holds the records of that time. */
describe("A state that an older version wrote", () => {
    let github: GitHubServer | undefined;
    let project: PulumiProject;

    before(async () => {
        const nobody = await startGitHub();
        project = await program(nobody, "", { PULUMI_CONFIG_PASSPHRASE: FIXTURE_PASSPHRASE });
        await nobody.close();
    });
    afterEach(() => github?.close());

    /** All states have the same project and stack, so that one can replace another. */
    async function take({ github: { options, written }, file }: KeptState, source: string) {
        github = await startGitHub({ ...options, records: written });
        await writeFile(join(project.directory, "index.js"), source);
        const here = join(project.directory, "state.json");
        await writeFile(here, stateAt(await readFile(file, "utf8"), KEPT_API, github.url));
        succeeded(await project.run("stack", "import", "--file", here));
        return { github, old: project.with({ GITHUB_BASE_URL: github.url }) };
    }

    it("is kept for every state fixture of the current schema", () => {
        const names = Object.keys(STATE_FIXTURES).map((name) => `schema-1/${name}`);
        const kept = keptStates().map(({ name }) => name);
        assert.deepEqual(
            names.filter((name) => !kept.includes(name)),
            [],
        );
    });

    for (const state of keptStates()) {
        describe(`(${state.name})`, () => {
            const { written, changed, destroyed } = state.github;
            const rejected = state.resources.flatMap(({ outputs }) => Object.keys(outputs.rejected ?? {}));

            // A rejected deployment differs from what is declared until GitHub accepts it.
            const expected = rejected.length === 0 ? ["--expect-no-changes"] : [];
            const again =
                rejected.length === 0
                    ? "changes nothing in an up or a refresh"
                    : "sends only what GitHub rejected in an up, and nothing in a refresh";
            it(again, async () => {
                const { github, old } = await take(state, state.program);
                succeeded(await old.up(...expected));
                assert.deepEqual(sentTo(github).flatMap(namesIn), rejected);
                succeeded(await old.refresh(...expected));
                assert.ok(github.requests.length > 0);
                assert.deepEqual(sentTo(github), []);
                assert.deepEqual(timeless(heldBy(github)), timeless(written));
            });

            it("is updated with one request, with the same result as in the version that wrote it", async () => {
                const { github, old } = await take(state, state.changed);
                succeeded(await old.up());
                assert.equal(sentTo(github).length, 1);
                assert.deepEqual(timeless(heldBy(github)), timeless(changed));
                assert.notDeepEqual(timeless(changed), timeless(written));
                for (const secret of secretsIn(state.changed)) {
                    assert.ok(!JSON.stringify(await old.resources()).includes(secret), `${secret} is in the state`);
                }
            });

            it("is destroyed, with the same result as in the version that wrote it", async () => {
                const { github, old } = await take(state, state.program);
                succeeded(await old.destroy());
                assert.deepEqual(timeless(heldBy(github)), timeless(destroyed));
                assert.notDeepEqual(timeless(destroyed), timeless(written));
                assert.deepEqual(await old.resources(), []);
            });
        });
    }
});

/** The POST requests since the last call. */
const sentTo = (github: GitHubServer) => github.takeRequests().filter(({ method }) => method === "POST");

function namesIn({ body }: { readonly body: unknown }): string[] {
    const { deployments } = body as { deployments: readonly { deployment_name: string }[] };
    return deployments.map(({ deployment_name }) => deployment_name);
}

/** What GitHub holds, without the times at which it was written. */
function timeless({ deployments, storage }: Held): object[] {
    return [...deployments, ...storage].map(({ created_at: _created, updated_at: _updated, ...rest }) => rest);
}

const secretsIn = (source: string): string[] =>
    [...source.matchAll(/secret\("([^"]*)"\)/g)].map(([, secret]) => secret as string);

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { ExportedResource, PulumiProject } from "../../tools/pulumi/project";
import { failed, succeeded } from "../support/finished";
import { type KeptState, keptStates } from "../support/kept-states";
import { inlineProgram as program } from "../support/program";
import { FIXTURE_PASSPHRASE } from "../support/state-fixtures";

type Outputs = ExportedResource["outputs"];

const COMMANDS = ["preview", "up", "refresh", "destroy"] as const;
const URN = "urn:pulumi:dev::program::pulumi-nodejs:dynamic/github-artifacts:";

describe("A state that this version cannot read", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub();
        project = await program(github, "", { PULUMI_CONFIG_PASSPHRASE: FIXTURE_PASSPHRASE });
    });
    after(() => github.close());

    /** Replaces the current state with a kept one that has other outputs. */
    async function take(kept: KeptState, alter: (outputs: Outputs, type: string) => Outputs): Promise<void> {
        const state = JSON.parse(await readFile(kept.file, "utf8"));
        state.deployment.resources = (state.deployment.resources as ExportedResource[]).map((resource) =>
            resource.urn.startsWith(URN) ? { ...resource, outputs: alter(resource.outputs, resource.type) } : resource,
        );
        const file = join(project.directory, "state.json");
        await writeFile(file, JSON.stringify(state));
        await writeFile(join(project.directory, "index.js"), kept.program);
        succeeded(await project.run("stack", "import", "--file", file));
    }

    /** The resources in the state, without the dependencies of their inputs, which the engine writes anew. */
    async function resources(): Promise<string> {
        const found = await project.resources();
        return JSON.stringify(found.map((one) => ({ ...one, propertyDependencies: undefined })));
    }

    for (const [type, name] of [
        ["ClusterDeploymentRecordSet", "plain-record-set"],
        ["ArtifactStorageRecord", "plain-storage-record"],
    ] as const) {
        it(`is refused by every command and stays as it is if a newer version wrote a ${type} in it`, async () => {
            // Only the version is reliable: a newer layout may keep nothing else.
            await take(state(name), ({ __provider }) => ({ __provider, schemaVersion: 2, inOtherWords: { a: [1] } }));
            const before = await resources();
            assert.match(before, /"inOtherWords":\{"a":\[1\]\}/);
            for (const command of COMMANDS) {
                const { output } = failed(await project[command]());
                assert.match(
                    output,
                    new RegExp(
                        `${type}.*error: this state was written by a newer pulumi-github-artifacts \\(schemaVersion 2; this one ` +
                            "reads up to 1\\): run `npm install pulumi-github-artifacts@latest` in the program's directory\n",
                    ),
                );
                assert.doesNotMatch(output, /TypeError|\n\s+at .*:\d+:\d+/);
                assert.equal(await resources(), before, command);
            }
            assert.deepEqual(github.takeRequests(), []);
        });
    }

    it("is refused for each resource and stays as it is if its schemaVersion is missing or damaged", async () => {
        await take(state("secrets"), ({ schemaVersion: _, ...outputs }, type) =>
            type.endsWith("Set") ? outputs : { ...outputs, schemaVersion: "1" },
        );
        const before = unencrypted(await resources());
        for (const command of ["refresh", "destroy"] as const) {
            const { output } = failed(await project[command]());
            const refusal = (found: string): RegExp =>
                new RegExp(
                    `error: this state has no schemaVersion .* \\(${found}\\): it was edited or damaged.*pulumi state`,
                );
            assert.match(output, refusal("undefined"));
            assert.match(output, refusal('"1"'));
            assert.equal(unencrypted(await resources()), before, command);
        }
        assert.deepEqual(github.takeRequests(), []);
    });
});

function state(name: string): KeptState {
    const found = keptStates().find((kept) => kept.name === `schema-1/${name}`);
    assert.ok(found !== undefined, name);
    return found;
}

/** The engine encrypts secrets anew whenever it writes a state. */
const unencrypted = (text: string): string => text.replaceAll(/"ciphertext":"[^"]*"/g, '"ciphertext":"…"');

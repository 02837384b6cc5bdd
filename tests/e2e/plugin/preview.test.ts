import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { pluginInYaml } from "../../support/bindings/bindings";
import type { Arguments, Declared } from "../../support/bindings/declared";
import { succeeded } from "../../support/finished";
import { manyDeployments, nameOf } from "../../support/many-deployments";

const ENTRIES = 1_000;
const all = Object.fromEntries(Object.entries(manyDeployments(1)).slice(0, ENTRIES)) as unknown as Readonly<
    Record<string, Arguments>
>;

const set = (deployments: Readonly<Record<string, Arguments>>): readonly Declared[] => [
    {
        type: "ClusterDeploymentRecordSet",
        name: "prod",
        args: { cluster: "prod-eu-1", logicalEnvironment: "production", deployments },
    },
];

/** The lines of a preview about the resource, without those that name it. */
const shown = (output: string): string[] => {
    const lines = output.split("\n").map((line) => line.trimEnd());
    const first = lines.findIndex((line) => line.includes("[urn=urn:pulumi:dev::program::github-artifacts"));
    const last = lines.findIndex((line) => line.startsWith("Resources:"));
    return lines.slice(first + 1, last).filter((line) => line !== "");
};

describe("A preview of 1,000 deployments with the plugin", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub();
        project = await pluginInYaml.start(github, set(all));
        succeeded(await project.up());
        assert.deepEqual(
            github.takeRequests().map(({ entries }) => entries),
            [ENTRIES],
        );
    });
    after(() => github.close());

    it("shows the fields of one deployment that changed, and nothing else", async () => {
        const changed = { ...(all[nameOf(7)] as Arguments), version: "2.0.0" };
        // The other deployments of its digest have its version as well, so it gets another digest.
        const { [nameOf(7)]: _, ...others } = all;
        const digest = `sha256:${"f".repeat(64)}`;
        await pluginInYaml.rewrite(project, set({ ...others, [nameOf(7)]: { ...changed, digest } }));
        const { output } = succeeded(await project.preview("--diff"));
        assert.deepEqual(
            shown(output).map((line) => line.trim()),
            [
                "~ deployments: {",
                "~ app-0007: {",
                `~ digest : "${String((all[nameOf(7)] as Arguments).digest)}" => "${digest}"`,
                '~ version: "1.7" => "2.0.0"',
                "}",
                "}",
            ],
        );
        assert.deepEqual(github.takeRequests(), []);
    });

    it("shows one deployment that is added and one that is removed, each as a whole", async () => {
        const { [nameOf(0)]: gone, ...others } = all;
        await pluginInYaml.rewrite(project, set({ ...others, "a.new one": gone as Arguments }));
        const lines = shown(succeeded(await project.preview("--diff")).output);
        assert.equal(lines.filter((line) => /^ *\+ a\.new one *: \{$/.test(line)).length, 1);
        assert.equal(lines.filter((line) => /^ *- app-0000 *: \{$/.test(line)).length, 1);
        assert.ok(lines.length < 30, lines.join("\n"));
    });
});

import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { inlineBindings } from "../../support/bindings/inline";
import { failed, succeeded } from "../../support/finished";
import { heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";
import { deployments, image, set } from "../../support/with-options";

let github: GitHubServer;

beforeEach(async () => {
    github = await startGitHub({ now: ticking() });
});
afterEach(() => github.close());

const IGNORED = 'ns/d "x".y/c';

/** Adds a deployment with a secret to one set: by an SDK transformation, or by an engine transform. */
const adding = (set: string, entry: string, secret: string): string =>
    `({ name, props, opts }) => name !== "${set}" ? undefined : { opts, props: { ...props, deployments: {
        ...props.deployments, ${entry}: { ...${deployments({ it: "a" })}.it, tags: { key: pulumi.secret("${secret}") } } } } }`;

const TRANSFORMED = `
    pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => (${adding("transformation", "added1", "kept-secret")})({ name, props, opts }));
    pulumi.runtime.registerResourceTransform(${adding("transform", "added2", "made-plain")});
`;

/** One set for each option, before and after a change. */
const program = (isBefore: boolean, deletedWith: string, hook = ""): string =>
    [
        TRANSFORMED,
        hook === ""
            ? ""
            : 'const hook = new pulumi.ResourceHook("hook", () => { throw new Error("the hook fails"); });',
        isBefore ? `const host = ${image("host", "c")}` : "",
        set(
            "ignored",
            isBefore ? { [IGNORED]: "a" } : { [IGNORED]: "b", fresh: "b" },
            `ignoreChanges: [${JSON.stringify(`deployments[${JSON.stringify(IGNORED)}]`)}]`,
        ),
        set("guarded", isBefore ? { keeps: "a", loses: "b" } : { keeps: "a" }, "protect: true"),
        set("retained", { retained: "a" }, "retainOnDelete: true", { physicalEnvironment: isBefore ? "eu" : "us" }),
        isBefore ? set("bound", { bound: "b" }, deletedWith) : "",
        isBefore
            ? set("old", { aliased: "c" })
            : set("new", { aliased: "c" }, 'aliases: [{ name: "old" }]', { cluster: "c-old" }),
        set("timed", { timed: "d" }, 'customTimeouts: { create: "100ms" }'),
        set("hidden", { hidden: "e" }, 'additionalSecretOutputs: ["recordIds", "deployments"]'),
        set("transformation", { own1: "a" }),
        set("transform", { own2: "a" }),
        set("hooked", { hooked: hook === "" ? "a" : "b" }, hook),
    ].join(";\n");

for (const binding of inlineBindings) {
    describe(`Pulumi's options of a resource, with ${binding.name}:`, () => {
        // The plugin cannot see this option. Dynamic resources refuse it.
        const deletedWith = binding.isPlugin ? "deletedWith: host" : "";

        const stateOf = async (project: PulumiProject): Promise<string> =>
            succeeded(await project.run("stack", "export")).stdout;

        const isUnchanged = async (project: PulumiProject): Promise<void> => {
            takeCounts(github);
            succeeded(await project.up("--expect-no-changes", "--parallel", "1"));
            assert.equal(takeCounts(github), "0 GET, 0 POST");
        };

        it("each option does to records what the docs say", async () => {
            const project = await binding.start(github, program(true, deletedWith));
            // A timeout of 100 ms does not end a wait; `maxWait` does.
            github.fail({ method: "POST", path: /c-timed$/, status: 429, headers: { "retry-after": "1" } });
            succeeded(await project.up());
            const state = await stateOf(project);
            assert.deepEqual([state.includes("kept-secret"), state.includes("made-plain")], [false, true]);
            const outputs = JSON.parse(state).deployment.resources.find(({ urn }: { urn: string }) =>
                urn.endsWith("::hidden"),
            ).outputs;
            assert.ok("ciphertext" in outputs.recordIds && "ciphertext" in outputs.deployments);

            await binding.rewrite(project, program(false, deletedWith));
            const { output } = succeeded(await project.up());
            if (binding.isPlugin) assert.doesNotMatch(output, /c-bound/);
            assert.deepEqual(heldLines(github), [
                "added1 a deployed",
                "added2 a deployed",
                "aliased c deployed",
                // With the plugin, it was deleted together with its host, and no state knows it now.
                `bound b ${binding.isPlugin ? "deployed" : "decommissioned"}`,
                "fresh b deployed",
                "hidden e deployed",
                "hooked a deployed",
                "keeps a deployed",
                // The option protects the set, not its deployments.
                "loses b decommissioned",
                'ns/d "x".y/c a deployed',
                "own1 a deployed",
                "own2 a deployed",
                // One in each environment. The state knows only one of the two.
                "retained a deployed",
                "retained a deployed",
                "timed d deployed",
                "image c eol",
            ]);
            await isUnchanged(project);

            await binding.rewrite(project, program(false, deletedWith, "hooks: { afterUpdate: [hook] }"));
            // With the oldest CLIs, this is a warning.
            assert.match((await project.up()).output, /the hook fails/);
            await isUnchanged(project);

            succeeded(await project.destroy("--exclude-protected"));
            const deployed = heldLines(github).filter((line) => line.endsWith(" deployed"));
            assert.deepEqual(deployed, [
                ...(binding.isPlugin ? ["bound b deployed"] : []),
                "keeps a deployed",
                "retained a deployed",
                "retained a deployed",
            ]);
        });

        if (!binding.isPlugin) {
            it("deletedWith is refused, because Pulumi would not call the provider to retire the records", async () => {
                const source = `const host = ${image("host", "c")};\n${set("bound", { bound: "b" }, "deletedWith: host")}`;
                const { output } = failed(await (await binding.start(github, source)).preview());
                assert.match(output, /'bound' has a problem: the option deletedWith is not supported/);
            });
        }

        it("a replacement uses what the program declares, even where ignoreChanges ignores it otherwise", async () => {
            const ignoring = (letter: string, more: object): string =>
                set("prod", { a: letter }, 'ignoreChanges: ["deployments"]', more);
            const project = await binding.start(github, ignoring("a", {}));
            succeeded(await project.up());
            await binding.rewrite(project, ignoring("b", { physicalEnvironment: "eu" }));
            succeeded(await project.up());
            assert.deepEqual(heldLines(github), ["a a decommissioned", "a b deployed"]);
        });

        it("an explicit provider is needed if default providers are disabled, and has its own configuration", async () => {
            const project = await binding.start(github, set("prod", { a: "a" }));
            succeeded(await project.run("config", "set", "--path", "pulumi:disable-default-providers[0]", "*"));
            succeeded(await project.run("config", "set", "github-artifacts:verify", "true"));
            const { output } = failed(await project.preview());
            assert.match(output, /Default provider for '(pulumi-nodejs|github-artifacts)' disabled/);
            await binding.rewrite(project, set("prod", { a: "a" }, `provider: ${binding.provider}`));
            succeeded(await project.up());
            assert.equal(takeCounts(github), "0 GET, 1 POST");
            if (binding.isPlugin) return;
            const configured = binding.provider.replace("{}", '{ "github-artifacts:verify": "true" }');
            await binding.rewrite(project, set("prod", { a: "b" }, `provider: ${configured}`));
            succeeded(await project.preview());
            assert.equal(takeCounts(github), "3 GET, 0 POST");
        });
    });
}

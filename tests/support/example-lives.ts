import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { appKey } from "./app-key";
import { exampleFolder } from "./example-source";
import { succeeded } from "./finished";

/** What is special about an example. Each one runs preview, up, a second up, the edit in its README, and destroy. */
export interface Life {
    /** The first steps in its README. */
    readonly begin?: (project: PulumiProject, github: GitHubServer) => Promise<void>;
    /** The stack, if it is not `dev`. */
    readonly stack?: string;
    readonly edit: (project: PulumiProject) => Promise<unknown>;
    /** How many deployments each request of the edit has, or `storage` for a storage record. */
    readonly sent: readonly (number | "storage")[];
    /** The statuses that GitHub holds before and after the destroy, by deployment or version. */
    readonly edited: Readonly<Record<string, string>>;
    readonly destroyed: Readonly<Record<string, string>>;
    /** The GitHub App that it signs in as, if it has no token. */
    readonly app?: { readonly id: string; readonly installation: string };
}

const SECOND = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
const FIRST = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b";

/** The examples that need no cloud. Each runs on the real engine. The others run on mocks, in tests/unit/examples/. */
export const LIVES: Readonly<Record<string, Life>> = {
    quickstart: {
        edit: (project) => project.edit("index.ts", /sha256:9f86d081[0-9a-f]+/, `sha256:${SECOND}`),
        sent: [1],
        edited: { "prod-eu-1 shop/api/server": "deployed", "prod-eu-1 shop/web/nginx": "deployed", "1.4.2": "active" },
        destroyed: {
            "prod-eu-1 shop/api/server": "decommissioned",
            "prod-eu-1 shop/web/nginx": "decommissioned",
            "1.4.2": "eol",
        },
    },

    "multi-cluster": {
        stack: "prod-us",
        async begin(project) {
            for (const stack of ["staging", "prod-eu", "prod-us"]) succeeded(await project.run("stack", "init", stack));
            for (const stack of ["staging", "prod-eu"]) succeeded(await project.up("--stack", stack));
        },
        edit: (project) =>
            project.edit("Pulumi.prod-us.yaml", `api:1.4.2@sha256:${FIRST}`, `api:1.5.0@sha256:${SECOND}`),
        sent: [1],
        edited: {
            "fleet-eu-1 shop/api/server": "deployed",
            "fleet-eu-1 shop/web/server": "deployed",
            "fleet-us-1 shop/api/server": "deployed",
            "fleet-us-1 shop/web/server": "deployed",
            "fleet-staging-1 shop/api/server": "deployed",
            "fleet-staging-1 shop/web/server": "deployed",
        },
        destroyed: {
            "fleet-eu-1 shop/api/server": "deployed",
            "fleet-eu-1 shop/web/server": "deployed",
            "fleet-us-1 shop/api/server": "decommissioned",
            "fleet-us-1 shop/web/server": "decommissioned",
            "fleet-staging-1 shop/api/server": "deployed",
            "fleet-staging-1 shop/web/server": "deployed",
        },
    },

    "app-auth": {
        app: { id: "12", installation: "34" },
        async begin(project) {
            const plain = [
                "--plaintext",
                "github-artifacts:appAuth.id=12",
                "--plaintext",
                "github-artifacts:appAuth.installationId=34",
            ];
            const key = ["--secret", `github-artifacts:appAuth.pemFile=${appKey}`];
            succeeded(await project.run("config", "set-all", "--path", ...plain, ...key));
        },
        edit: (project) => project.edit("index.ts", '["internet-exposed"]', '["internet-exposed", "sensitive-data"]'),
        sent: [1],
        edited: { "app-auth-eu-1 shop/api/server": "deployed" },
        destroyed: { "app-auth-eu-1 shop/api/server": "decommissioned" },
    },

    "release-pipeline": {
        begin: (project) => release(project, `1.4.2@sha256:${FIRST}`),
        edit: (project) => release(project, `1.5.0@sha256:${SECOND}`),
        sent: ["storage", "storage"],
        edited: { "1.4.2": "eol", "1.5.0": "active" },
        destroyed: { "1.4.2": "eol", "1.5.0": "eol" },
    },

    adoption: {
        async begin(_, github) {
            const path = "/orgs/acme/artifacts/metadata/deployment-record/cluster/adoption-eu-1";
            const response = await fetch(github.url + path, {
                method: "POST",
                headers: { authorization: "Bearer ghs_embedded", "content-type": "application/json" },
                body: await readFile(join(exampleFolder("adoption"), "another-tool.json")),
            });
            assert.equal(response.status, 200, await response.text());
        },
        async edit(project) {
            const readme = await readFile(join(exampleFolder("adoption"), "README.md"), "utf8");
            const third = /```ts\n(.*?)```/s.exec(readme)?.[1] as string;
            await project.edit("index.ts", "deployments: {\n", `deployments: {\n${third}`);
        },
        sent: [1],
        edited: {
            "adoption-eu-1 shop/api/server": "deployed",
            "adoption-eu-1 shop/web/server": "deployed",
            "adoption-eu-1 shop/worker/server": "deployed",
        },
        destroyed: {
            "adoption-eu-1 shop/api/server": "decommissioned",
            "adoption-eu-1 shop/web/server": "decommissioned",
            "adoption-eu-1 shop/worker/server": "decommissioned",
        },
    },
};

/** The examples with the plugin. Each runs on the real engine, in its own language. */
export const PLUGIN_LIVES: Readonly<Record<string, Life>> = {
    yaml: releaseIn("Pulumi.yaml", "yaml-eu-1"),
    python: releaseIn("__main__.py", "python-eu-1"),
    go: releaseIn("main.go", "go-eu-1"),
    component: releaseIn("Pulumi.yaml", "component-eu-1"),
    "kubernetes-yaml": rolloutIn("Pulumi.yaml", "kubernetes-yaml-eu-1"),
    "kubernetes-python": rolloutIn("__main__.py", "kubernetes-python-eu-1"),
    "kubernetes-go": rolloutIn("main.go", "kubernetes-go-eu-1"),

    "typescript-plugin": {
        async begin(project) {
            const [acme, globex] = ["acmeToken=ghs_of-acme", "globexToken=ghs_of-globex"];
            succeeded(await project.run("config", "set-all", "--secret", acme, "--secret", globex));
        },
        edit: (project) => project.edit("index.ts", '["internet-exposed"]', '["internet-exposed", "sensitive-data"]'),
        sent: [1, 1],
        edited: {
            "typescript-eu-1 shop/api/server": "deployed",
            "typescript-us-1 shop/api/server": "deployed",
            "1.4.2": "active",
            "2.0.0": "active",
        },
        destroyed: {
            "typescript-eu-1 shop/api/server": "decommissioned",
            "typescript-us-1 shop/api/server": "decommissioned",
            "1.4.2": "eol",
            "2.0.0": "eol",
        },
    },
};

/** An image and its deployment. The edit rolls out the next release. The program has version and digest only once. */
function releaseIn(file: string, cluster: string): Life {
    return {
        async edit(project) {
            await project.edit(file, "1.4.2", "1.5.0");
            await project.edit(file, FIRST, SECOND);
            assert.doesNotMatch(
                await readFile(join(project.directory, file), "utf8"),
                new RegExp(`1\\.4\\.2|${FIRST}`),
            );
        },
        sent: ["storage", "storage", 1],
        edited: { [`${cluster} shop/api/server`]: "deployed", "1.4.2": "eol", "1.5.0": "active" },
        destroyed: { [`${cluster} shop/api/server`]: "decommissioned", "1.4.2": "eol", "1.5.0": "eol" },
    };
}

/** A workload without a cluster. The edit rolls out the next release. */
function rolloutIn(file: string, cluster: string): Life {
    return {
        begin: async (project) =>
            void succeeded(await project.run("config", "set", "kubernetes:renderYamlToDirectory", "rendered")),
        edit: (project) => project.edit(file, `1.4.2@sha256:${FIRST}`, `1.5.0@sha256:${SECOND}`),
        sent: [1],
        edited: { [`${cluster} shop/api/server`]: "deployed" },
        destroyed: { [`${cluster} shop/api/server`]: "decommissioned" },
    };
}

async function release(project: PulumiProject, image: string): Promise<void> {
    succeeded(await project.run("config", "set", "image", `ghcr.io/acme/api:${image}`));
}

import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { CHECKOUT } from "./installation";
import { kubernetesPlugin } from "./kubernetes-plugin";
import { inlineProgram, JAVASCRIPT } from "./program";

/** Manifests, a chart and kustomizations, like those that a user has beside a program. */
const FIXTURES = join(CHECKOUT, "tests", "support", "kubernetes");

/** The beginning of each program. Resources with the provider `rendered` go into the directory of that name, and to no cluster. */
const PRELUDE = `
const pulumi = require("@pulumi/pulumi");
const kubernetes = require("@pulumi/kubernetes");
const artifacts = require("pulumi-github-artifacts");

const render = new kubernetes.Provider("render", { renderYamlToDirectory: "rendered" });
const rendered = { provider: render };

class Image extends pulumi.dynamic.Resource {
    constructor(name, digest) {
        const create = async ({ built }) => ({ id: name, outs: { built, digest: built } });
        const update = async (id, olds, { built }) => ({ outs: { built, digest: built } });
        super({ create, update }, name, { built: digest, digest: undefined });
    }
}
`;

/**
 * A plain JavaScript program with Kubernetes resources from the real plugin, and a record set for them. `source` declares the
 * variable `workloads`.
 */
export async function kubernetesProgram(github: GitHubServer, source: string): Promise<PulumiProject> {
    const files = { "index.js": javascript(source), "Pulumi.yaml": settings() };
    const project = await inlineProgram(github, files);
    await cp(FIXTURES, project.directory, { recursive: true });
    return project;
}

const settings = (): string =>
    [
        "name: program",
        `runtime: ${JAVASCRIPT}`,
        `plugins: { providers: [{ name: kubernetes, path: ${JSON.stringify(kubernetesPlugin())} }] }`,
        "",
    ].join("\n");

const javascript = (source: string): string => `${PRELUDE}
${source}

new artifacts.ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    deployments: artifacts.deploymentsOf(workloads, { githubRepository: "api" }),
});
`;

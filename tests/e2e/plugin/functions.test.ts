import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { pluginSdk, pulumiYaml } from "../../support/bindings/plugin";
import { failed, succeeded } from "../../support/finished";
import { installPythonSdk } from "../../support/generated-sdk";
import { goProgram } from "../../support/go-program";
import { reaching } from "../../support/program";
import { programIn } from "../../support/program-in";
import { digestOf } from "../../support/records";

const API = `ghcr.io/acme/api:1.4.2@${digestOf("a")}`;
const PROXY = `ghcr.io/acme/proxy:2@${digestOf("b")}`;

/** What each program records of the workload, as GitHub gets it. */
const RECORDED = [
    {
        deployment_name: "shop/api/migrate",
        name: "ghcr.io/acme/proxy",
        digest: digestOf("b"),
        version: "2",
        status: "deployed",
        github_repository: "api",
        tags: { team: "shop" },
        runtime_risks: ["sensitive-data"],
    },
    {
        deployment_name: "shop/api/server",
        name: "ghcr.io/acme/api",
        digest: digestOf("a"),
        version: "1.4.2",
        status: "deployed",
        github_repository: "api",
        tags: { team: "shop" },
        runtime_risks: ["sensitive-data"],
    },
];

/** The deployments that GitHub was sent. */
const sentTo = (github: GitHubServer): unknown[] =>
    github
        .takeRequests()
        .flatMap(
            ({ body }) => (body as { deployments?: { deployment_name: string }[] } | undefined)?.deployments ?? [],
        );

const inYaml = (image: string): string => `
variables:
  made:
    fn::invoke:
      function: github-artifacts:deploymentsOf
      arguments:
        githubRepository: api
        include: [ghcr.io/acme/]
        workloads:
          - kind: Service
            apiVersion: v1
          - kind: Deployment
            metadata: { name: api, namespace: shop }
            spec:
              template:
                metadata: { annotations: { metadata.github.com/team: shop, metadata.github.com/runtime-risks: sensitive-data } }
                spec:
                  initContainers: [{ name: migrate, image: "${PROXY}" }]
                  containers:
                    - { name: server, image: "${image}" }
                    - { name: mesh, image: "istio/proxyv2:1" }
  image:
    fn::invoke:
      function: github-artifacts:storageRecordOf
      arguments: { image: "${API}" }
resources:
  prod:
    type: github-artifacts:ClusterDeploymentRecordSet
    properties: { cluster: prod-eu-1, logicalEnvironment: production, deployments: "\${made.deployments}" }
  api-image:
    type: github-artifacts:ArtifactStorageRecord
    properties:
      name: \${image.name}
      digest: \${image.digest}
      version: \${image.version}
      registryUrl: \${image.registryUrl}
      repository: \${image.repository}
      githubRepository: api
`;

const IN_PYTHON = `
import pulumi
import pulumi_github_artifacts as artifacts

# Like the outputs of a resource in Python.
deployment = {
    "kind": "Deployment",
    "metadata": {"name": "api", "namespace": "shop"},
    "spec": {
        "template": {
            "metadata": {"annotations": {"metadata.github.com/team": "shop"}},
            "spec": {
                "init_containers": [{"name": "migrate", "image": "${PROXY}"}],
                "containers": [{"name": "server", "image": "${API}"}],
            },
        },
    },
}
made = artifacts.deployments_of_output(
    workloads=[pulumi.Output.from_input(deployment)],
    github_repository={"ghcr.io/acme/api": "api", "ghcr.io/acme/proxy": "api"},
    runtime_risks=[artifacts.RuntimeRisk.SENSITIVE_DATA],
)
artifacts.ClusterDeploymentRecordSet(
    "prod", cluster="prod-eu-1", logical_environment="production", deployments=made.deployments
)
image = artifacts.storage_record_of_output(image="${API}")
pulumi.export("image", image.registry_url)
`;

const inGo = (image: string): string => `
package main

import (
	githubartifacts "pulumi-github-artifacts/sdk/go/githubartifacts"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		made := githubartifacts.DeploymentsOfOutput(ctx, githubartifacts.DeploymentsOfOutputArgs{
			GithubRepository: pulumi.String("api"),
			Include:          pulumi.ToStringArray([]string{"ghcr.io/acme/"}),
			RuntimeRisks:     githubartifacts.RuntimeRiskArray{githubartifacts.RuntimeRiskSensitiveData},
			Workloads: pulumi.Any(map[string]any{
				"kind":     "Deployment",
				"metadata": map[string]any{"name": "api", "namespace": "shop"},
				"spec": map[string]any{"template": map[string]any{
					"metadata": map[string]any{"annotations": map[string]any{"metadata.github.com/team": "shop"}},
					"spec": map[string]any{
						"initContainers": []any{map[string]any{"name": "migrate", "image": "${PROXY}"}},
						"containers":     []any{map[string]any{"name": "server", "image": "${image}"}},
					},
				}},
			}),
		})
		_, err := githubartifacts.NewClusterDeploymentRecordSet(ctx, "prod", &githubartifacts.ClusterDeploymentRecordSetArgs{
			Cluster:            pulumi.String("prod-eu-1"),
			LogicalEnvironment: pulumi.String("production"),
			Deployments:        made.Typed(),
		})
		if err != nil {
			return err
		}
		image := githubartifacts.StorageRecordOfOutput(ctx, githubartifacts.StorageRecordOfOutputArgs{
			Image: pulumi.String("${API}"),
		})
		ctx.Export("image", image.RegistryUrl())
		return nil
	})
}
`;

describe("The functions that read workloads and images", () => {
    let github: GitHubServer;
    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    const once = async (project: PulumiProject, recorded: readonly unknown[]): Promise<void> => {
        succeeded(await project.up());
        assert.deepEqual(sentTo(github), recorded);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(sentTo(github), []);
    };

    it("return the arguments for a YAML program, and refuse what cannot be recorded", async () => {
        const write = async (image: string): Promise<string> => `${await pulumiYaml("yaml")}${inYaml(image)}`;
        const project = await programIn("yaml", { "Pulumi.yaml": await write(API) }, reaching(github));
        const { output } = succeeded(await project.preview());
        assert.match(
            output,
            /create deploymentsOf: the option include leaves out 1 of 3 containers: 1 from docker\.io/,
        );
        await once(project, RECORDED);
        await writeFile(join(project.directory, "Pulumi.yaml"), await write("ghcr.io/acme/api:1.4.3"));
        const preview = succeeded(await project.preview());
        assert.match(preview.output, /"ghcr\.io\/acme\/api:1\.4\.3" has no digest yet\./);
        const up = failed(await project.up());
        assert.match(
            up.output,
            /- Deployment shop\/api, container "server": its image "ghcr\.io\/acme\/api:1\.4\.3" has no digest/,
        );
        assert.deepEqual(github.takeRequests(), []);
    });

    it("are not called in YAML until their arguments are known, as the set's line says, and refuse a resource as an argument", async () => {
        const of = (workloads: string): string => `
variables:
  made: { "fn::invoke": { function: "github-artifacts:deploymentsOf", arguments: { githubRepository: api, workloads: [${workloads}] } } }
resources:
  image:
    type: github-artifacts:ArtifactStorageRecord
    properties: { name: ghcr.io/acme/api, digest: "${digestOf("a")}", registryUrl: "https://ghcr.io", githubRepository: api }
  prod:
    type: github-artifacts:ClusterDeploymentRecordSet
    properties: { cluster: prod-eu-1, logicalEnvironment: production, deployments: "\${made.deployments}" }
`;
        const write = async (workloads: string): Promise<string> => `${await pulumiYaml("yaml")}${of(workloads)}`;
        const pod = (name: string): string =>
            `{ kind: Pod, metadata: { name: ${name} }, spec: { containers: [{ name: server, image: "${API}" }] } }`;
        const both = `${pod("web")}, ${pod(`"n\${image.recordIds[0]}"`)}`;
        const project = await programIn("yaml", { "Pulumi.yaml": await write(both) }, reaching(github));
        const { output } = succeeded(await project.preview());
        assert.match(output, /acme\/prod-eu-1\/production: deployments not known before up/);
        succeeded(await project.up());
        assert.equal(sentTo(github).length, 2);
        await writeFile(join(project.directory, "Pulumi.yaml"), await write(`"\${image}"`));
        const refused = failed(await project.preview());
        assert.match(refused.output, /- workloads\[0\], which is "[^"]+", has no containers that can be found/);
        assert.match(refused.output, /A function cannot take a resource itself/);
    });

    it("return the arguments for a Python program, from outputs with Python's names", async () => {
        const path = await installPythonSdk({ directory: await pluginSdk("python") });
        const files = { "__main__.py": IN_PYTHON, "Pulumi.yaml": await pulumiYaml("python") };
        const project = await programIn("python", files, { ...reaching(github), PYTHONPATH: path });
        await once(project, RECORDED);
        assert.deepEqual(await project.outputs(), { image: "https://ghcr.io" });
    });

    it("return the arguments for a Go program, which passes them on as they are", async () => {
        const project = await goProgram({ "main.go": inGo("ghcr.io/acme/api:1.4.2") }, reaching(github));
        const { output } = succeeded(await project.preview());
        assert.match(
            output,
            /acme\/prod-eu-1\/production: 1 to record, shop\/api\/server not known before up; 1 request/,
        );
        assert.deepEqual(github.takeRequests(), []);
        await project.edit("main.go", "ghcr.io/acme/api:1.4.2", API);
        await once(project, RECORDED);
        assert.deepEqual(await project.outputs(), { image: "https://ghcr.io" });
    });
});

import assert from "node:assert/strict";
import { startGitHub } from "../../../tools/github";
import { pluginInline } from "../../support/bindings/inline";
import { succeeded } from "../../support/finished";
import { kubernetesPlugin } from "../../support/kubernetes-plugin";
import { digestOf } from "../../support/records";
import { heldLines } from "../../support/records-held";
import { destroyOnce, upOnce } from "../../support/written-once";

const SOURCE = `
const kubernetes = require("@pulumi/kubernetes");

const provider = new kubernetes.Provider("render", { renderYamlToDirectory: "rendered" });
const labels = { app: "api" };
const api = new kubernetes.apps.v1.Deployment("api", {
    metadata: { name: "api", namespace: "shop" },
    spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: "server", image: "ghcr.io/acme/a:1@${digestOf("a")}" }] } },
    },
}, { provider });
const made = artifacts.deploymentsOfOutput({
    workloads: [{ kind: api.kind, metadata: api.metadata, spec: api.spec }],
    githubRepository: "api",
});
for (const of of ["deployments", "typed"]) {
    new artifacts.ClusterDeploymentRecordSet(of, { cluster: of, logicalEnvironment: "production", deployments: made[of] });
}
`;

describe("The plugin's SDK for Node.js (skipped without `npm run kubernetes-plugin`)", () => {
    it("records a Kubernetes Deployment once with each result of deploymentsOf, and updates it once with another digest", async function () {
        const plugin = kubernetesPlugin();
        if (plugin === undefined) return this.skip();
        const github = await startGitHub();
        try {
            const project = await pluginInline.start(github, SOURCE);
            const kubernetes = `    - { name: kubernetes, path: ${JSON.stringify(plugin)} }\n`;
            await project.edit("Pulumi.yaml", "  providers:\n", `  providers:\n${kubernetes}`);
            const { output } = succeeded(await project.preview());
            assert.match(output, /acme\/typed\/production: deployments not known before up/);
            assert.deepEqual(github.takeRequests(), []);
            await upOnce({ github, project });
            assert.deepEqual(heldLines(github), ["shop/api/server a deployed", "shop/api/server a deployed"]);
            await project.edit("index.js", digestOf("a"), digestOf("d"));
            assert.match(succeeded(await project.preview()).output, /acme\/typed\/production: 1 to update; 1 request/);
            github.takeRequests();
            await upOnce({ github, project });
            assert.deepEqual(heldLines(github), ["shop/api/server d deployed", "shop/api/server d deployed"]);
            await destroyOnce({ github, project });
        } finally {
            await github.close();
        }
    });
});

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeOnKubernetes } from "../../support/describe-on-kubernetes";
import { failed, succeeded } from "../../support/finished";
import { addPolicyPack } from "../../support/policy-pack";
import { digestOf } from "../../support/records";

/** Three Deployments: one is not recorded, one is recorded and exposed without a risk, and one is exposed with its risk. */
const WORKLOADS = `
const deployment = (name, digest, annotations) => new kubernetes.apps.v1.Deployment(name, {
    metadata: { namespace: "shop", name },
    spec: {
        selector: { matchLabels: { app: name } },
        template: {
            metadata: { labels: { app: name }, annotations },
            spec: { containers: [{ name: "server", image: "ghcr.io/acme/" + name + "@" + digest }] },
        },
    },
}, rendered);
const risk = { "metadata.github.com/runtime-risks": "internet-exposed" };
const [web, api, worker] = [
    deployment("web", "${digestOf("a")}"),
    deployment("api", "${digestOf("b")}", risk),
    deployment("worker", "${digestOf("c")}"),
];
for (const app of ["web", "api"]) {
    new kubernetes.core.v1.Service(app, {
        metadata: { namespace: "shop", name: app },
        spec: { type: "LoadBalancer", selector: { app }, ports: [{ port: 80 }] },
    }, rendered);
}
const workloads = [web, api];
`;

const UNRECORDED = /Container "server" runs ghcr\.io\/acme\/worker@sha256:c{64}, and no ClusterDeploymentRecordSet /;
const EXPOSED =
    /Service "web" exposes container "server" \(ghcr\.io\/acme\/web@sha256:a{64}\), and its deployment record names no /;

describeOnKubernetes("The policy pack of examples/policy", WORKLOADS, (stack) => {
    let pack: string[];

    before(async () => {
        pack = ["--policy-pack", await addPolicyPack(stack.project)];
    });

    it("names what is missing in a preview, and lets the run continue if it is advisory", async () => {
        const { output } = succeeded(await stack.project.preview(...pack));
        assert.match(output, UNRECORDED);
        assert.match(output, EXPOSED);
        assert.doesNotMatch(output, /acme\/api@/);
    });

    it("fails the run if its configuration makes it mandatory", async () => {
        const config = join(stack.project.directory, "levels.json");
        await writeFile(config, JSON.stringify({ "image-has-deployment-record": "mandatory" }));
        const { output } = failed(await stack.project.preview(...pack, "--policy-pack-config", config));
        assert.match(output, UNRECORDED);
    });

    it("reports nothing when every container is recorded and every exposed one names its risk", async () => {
        await stack.project.edit(
            "index.js",
            `deployment("web", "${digestOf("a")}")`,
            `deployment("web", "${digestOf("a")}", risk)`,
        );
        await stack.project.edit("index.js", "workloads = [web, api]", "workloads = [web, api, worker]");
        const config = join(stack.project.directory, "levels.json");
        await writeFile(config, JSON.stringify({ all: "mandatory" }));
        const { output } = succeeded(await stack.project.up(...pack, "--policy-pack-config", config));
        assert.doesNotMatch(output, /acme\/(web|api|worker)@/);
    });
});

import assert from "node:assert/strict";
import { describeOnKubernetes } from "../../support/describe-on-kubernetes";
import { succeeded } from "../../support/finished";
import { digestOf } from "../../support/records";
import { heldLines } from "../../support/records-held";
import { destroyOnce, upOnce } from "../../support/written-once";

const MESH = `const workloads = new kubernetes.yaml.v2.ConfigFile("mesh", { file: "manifests/mesh.yaml" }, rendered);`;

describeOnKubernetes("A ConfigFile with the 40 objects of a mesh", MESH, (stack) => {
    const namesOf = (workload: string): string[] =>
        stack.github
            .deploymentRecords()
            .map(({ deployment_name }) => deployment_name)
            .filter((name) => name.startsWith(`mesh-system/${workload}/`))
            .sort();

    it("is known in a preview, with custom resources and the Namespace among its objects", async () => {
        const { output } = succeeded(await stack.project.preview());
        assert.match(output, /production: 16 to record; 1 request/);
        assert.deepEqual(stack.github.takeRequests(), []);
    });

    it("is recorded once, with every container, also sidecars and init containers", async () => {
        await upOnce(stack);
        assert.equal(stack.github.deploymentRecords().length, 16);
        assert.deepEqual(namesOf("policy"), [
            "mesh-system/policy/policy",
            "mesh-system/policy/proxy",
            "mesh-system/policy/proxy-init",
        ]);
        assert.deepEqual(namesOf("telemetry"), ["mesh-system/telemetry/store"]);
        assert.deepEqual(namesOf("heartbeat"), ["mesh-system/heartbeat/heartbeat"]);
    });

    it("has the risks and tags of its annotations", () => {
        const identity = stack.github
            .deploymentRecords()
            .find(({ deployment_name }) => deployment_name === "mesh-system/identity/identity");
        assert.deepEqual(identity?.runtime_risks, ["sensitive-data"]);
        assert.deepEqual(identity?.tags, { team: "platform" });
    });

    it("is unchanged in a preview if nothing changes", async () => {
        succeeded(await stack.project.preview("--expect-no-changes"));
    });

    it("is updated once if its file changes", async () => {
        await stack.project.edit(
            "manifests/mesh.yaml",
            "name: heartbeat\n              image",
            "name: beat\n              image",
        );
        await upOnce(stack);
        assert.deepEqual(namesOf("heartbeat"), ["mesh-system/heartbeat/beat", "mesh-system/heartbeat/heartbeat"]);
        assert.equal(heldLines(stack.github).filter((line) => line.endsWith(" deployed")).length, 16);
    });

    it("is retired with the stack, once", () => destroyOnce(stack));
});

const GROUP = `
const built = new Image("built", "${digestOf("a")}");
const job = (name, image) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "run", image }] } } },
});
const workloads = new kubernetes.yaml.v2.ConfigGroup("jobs", {
    objs: [
        job("migrate", pulumi.interpolate\`ghcr.io/acme/a:1@\${built.digest}\`),
        { apiVersion: "v1", kind: "List", items: [job("seed", "ghcr.io/acme/b:1@${digestOf("b")}")] },
    ],
    yaml: \`apiVersion: v1
kind: Pod
metadata: { name: shell, namespace: tools }
spec: { containers: [{ name: shell, image: "ghcr.io/acme/c:1@${digestOf("c")}" }] }
\`,
}, rendered);
`;

describeOnKubernetes("A ConfigGroup of objects, a List and YAML", GROUP, (stack) => {
    it("is not known before up if one of its digests is not known", async () => {
        const { output } = succeeded(await stack.project.preview());
        assert.match(output, /production: workloads not known before up/);
        assert.deepEqual(stack.github.takeRequests(), []);
    });

    it("is recorded once", async () => {
        await upOnce(stack);
        assert.deepEqual(heldLines(stack.github), [
            "default/migrate/run a deployed",
            "default/seed/run b deployed",
            "tools/shell/shell c deployed",
        ]);
        succeeded(await stack.project.preview("--expect-no-changes"));
    });

    it("is updated once with another digest", async () => {
        await stack.project.edit("index.js", digestOf("a"), digestOf("d"));
        await upOnce(stack);
        assert.ok(heldLines(stack.github).includes("default/migrate/run d deployed"));
    });

    it("is retired with the stack, once", () => destroyOnce(stack));
});

const WITHOUT_NAMESPACE = `
const namespaces = [];
const pod = { containers: [{ name: "shell", image: "ghcr.io/acme/c:1@${digestOf("c")}" }] };
const objs = [...namespaces, { apiVersion: "v1", kind: "Pod", metadata: { name: "shell" }, spec: pod }];
const workloads = new kubernetes.yaml.v2.ConfigGroup("tools", { objs }, rendered);
`;

describeOnKubernetes("A ConfigGroup that is fully declared", WITHOUT_NAMESPACE, (stack) => {
    it("is known in a preview", async () => {
        assert.match(succeeded(await stack.project.preview()).output, /production: 1 to record; 1 request/);
    });

    it("is known with a Namespace among its objects, too", async () => {
        const namespace = '[{ apiVersion: "v1", kind: "Namespace", metadata: { name: "tools" } }]';
        await stack.project.edit("index.js", "namespaces = []", `namespaces = ${namespace}`);
        assert.match(succeeded(await stack.project.preview()).output, /production: 1 to record; 1 request/);
    });
});

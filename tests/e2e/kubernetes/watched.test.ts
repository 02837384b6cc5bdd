import assert from "node:assert/strict";
import { describeOnKubernetes } from "../../support/describe-on-kubernetes";
import { succeeded } from "../../support/finished";
import { digestOf } from "../../support/records";
import { heldLines } from "../../support/records-held";
import { destroyOnce, upOnce } from "../../support/written-once";

const PROGRAM = `
const watched = artifacts.watchWorkloads();
new kubernetes.yaml.v2.ConfigFile("mesh", { file: "manifests/mesh.yaml" }, rendered);
new kubernetes.yaml.v2.ConfigGroup("jobs", {
    objs: [{
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "migrate" },
        spec: { template: { spec: { restartPolicy: "Never", containers: [{
            name: "run",
            image: "ghcr.io/acme/a:1@${digestOf("a")}",
        }] } } },
    }],
}, rendered);
const workloads = watched.all();
`;

describeOnKubernetes("Watched workloads of files and groups", PROGRAM, (stack) => {
    it("are known by name in a preview", async () => {
        const { output } = succeeded(await stack.project.preview());
        assert.match(output, /production: 17 to record; 1 request/);
        assert.deepEqual(stack.github.takeRequests(), []);
    });

    it("are recorded once, and unchanged in later previews", async () => {
        await upOnce(stack);
        assert.equal(heldLines(stack.github).filter((line) => line.endsWith(" deployed")).length, 17);
        succeeded(await stack.project.preview("--expect-no-changes"));
    });

    it("are retired with the stack, once", () => destroyOnce(stack));
});

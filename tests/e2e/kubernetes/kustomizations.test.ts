import assert from "node:assert/strict";
import { describeOnKubernetes } from "../../support/describe-on-kubernetes";
import { succeeded } from "../../support/finished";
import { digestOf } from "../../support/records";
import { heldLines } from "../../support/records-held";
import { destroyOnce, upOnce } from "../../support/written-once";

const PRODUCTION = `
const workloads = new kubernetes.kustomize.v2.Directory("production", { directory: "kustomization/production" }, rendered);
`;

describeOnKubernetes("A kustomize Directory", PRODUCTION, (stack) => {
    it("is known in a preview", async () => {
        const { output } = succeeded(await stack.project.preview());
        assert.match(output, /acme\/prod-eu-1\/production: 2 to record; 1 request/);
        assert.deepEqual(stack.github.takeRequests(), []);
    });

    it("is recorded once, as in its overlay", async () => {
        await upOnce(stack);
        assert.deepEqual(heldLines(stack.github), ["shop/eu-api/logs b deployed", "shop/eu-api/server a deployed"]);
        succeeded(await stack.project.preview("--expect-no-changes"));
    });

    it("is updated once with another digest", async () => {
        await stack.project.edit("kustomization/production/kustomization.yaml", digestOf("a"), digestOf("d"));
        assert.match(succeeded(await stack.project.preview()).output, /production: 1 to /);
        await upOnce(stack);
        assert.ok(heldLines(stack.github).includes("shop/eu-api/server d deployed"));
    });

    it("is retired with the stack, once", () => destroyOnce(stack));
});

import assert from "node:assert/strict";
import { describeOnKubernetes } from "../../support/describe-on-kubernetes";
import { succeeded } from "../../support/finished";
import { digestOf } from "../../support/records";
import { heldLines } from "../../support/records-held";
import { destroyOnce, upOnce } from "../../support/written-once";

const CHART = `
const workloads = new kubernetes.helm.v4.Chart("eu", {
    chart: "./chart",
    namespace: "shop",
    values: { web: { risks: "internet-exposed,sensitive-data" } },
}, rendered);
`;

describeOnKubernetes("A Helm chart", CHART, (stack) => {
    it("is known in a preview", async () => {
        const { output } = succeeded(await stack.project.preview());
        assert.match(output, /acme\/prod-eu-1\/production: 2 to record; 1 request/);
        assert.deepEqual(stack.github.takeRequests(), []);
    });

    it("is recorded once, with its values", async () => {
        await upOnce(stack);
        assert.deepEqual(heldLines(stack.github), [
            "shop/eu-cleanup/cleanup c deployed",
            "shop/eu-web/server a deployed",
        ]);
        const web = stack.github.deploymentRecords().find(({ name }) => name === "ghcr.io/acme/a");
        assert.equal(web?.version, "1.4.2");
        assert.deepEqual(web?.runtime_risks, ["internet-exposed", "sensitive-data"]);
        succeeded(await stack.project.preview("--expect-no-changes"));
    });

    it("is updated once if a value leaves a workload out", async () => {
        await stack.project.edit("index.js", "values: {", "values: { cleanup: { enabled: false },");
        assert.match(succeeded(await stack.project.preview()).output, /production: 1 to /);
        await upOnce(stack);
        assert.deepEqual(heldLines(stack.github), [
            "shop/eu-cleanup/cleanup c decommissioned",
            "shop/eu-web/server a deployed",
        ]);
    });

    it("is retired with the stack, once", () => destroyOnce(stack));
});

const BUILT = `
const built = new Image("built", "${digestOf("a")}");
const image = pulumi.interpolate\`ghcr.io/acme/a:2@\${built.digest}\`;
const workloads = new kubernetes.helm.v4.Chart("eu", { chart: "./chart", values: { web: { image } } }, rendered);
`;

describeOnKubernetes("A Helm chart with an image that the program builds", BUILT, (stack) => {
    it("is not known before up", async () => {
        const { output } = succeeded(await stack.project.preview());
        assert.match(output, /production: workloads not known before up/);
    });

    it("is recorded after the image is built, and updated with another digest, once each", async () => {
        await upOnce(stack);
        assert.deepEqual(heldLines(stack.github), [
            "default/eu-cleanup/cleanup c deployed",
            "default/eu-web/server a deployed",
        ]);
        succeeded(await stack.project.preview("--expect-no-changes"));
        await stack.project.edit("index.js", digestOf("a"), digestOf("d"));
        assert.match(succeeded(await stack.project.preview()).output, /production: workloads not known before up/);
        await upOnce(stack);
        assert.ok(heldLines(stack.github).includes("default/eu-web/server d deployed"));
    });

    it("is retired with the stack, once", () => destroyOnce(stack));
});

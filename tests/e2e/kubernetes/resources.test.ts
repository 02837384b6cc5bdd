import assert from "node:assert/strict";
import { describeOnKubernetes } from "../../support/describe-on-kubernetes";
import { succeeded } from "../../support/finished";
import { digestOf } from "../../support/records";
import { heldLines } from "../../support/records-held";
import { destroyOnce, upOnce } from "../../support/written-once";

const WORKLOADS = `
const built = new Image("built", "${digestOf("a")}");
const labels = { app: "shop" };
const selector = { matchLabels: labels };
const running = (name, image) => ({ metadata: { labels }, spec: { restartPolicy: "Never", containers: [{ name, image }] } });
const always = (image) => ({ metadata: { labels }, spec: { containers: [{ name: "server", image }] } });

const workloads = [
    new kubernetes.apps.v1.Deployment("api", {
        metadata: { namespace: "shop", name: "api" },
        spec: { selector, template: always(pulumi.interpolate\`ghcr.io/acme/a:1.4.2@\${built.digest}\`) },
    }, rendered),
    new kubernetes.apps.v1.Deployment("web", {
        spec: { selector, template: always("ghcr.io/acme/b:2@${digestOf("b")}") },
    }, rendered),
    new kubernetes.batch.v1.CronJob("cleanup", {
        metadata: { namespace: "shop", name: "cleanup" },
        spec: {
            schedule: "0 4 * * *",
            jobTemplate: { spec: { template: running("cleanup", "ghcr.io/acme/c:0.9@${digestOf("c")}") } },
        },
    }, rendered),
];
`;

describeOnKubernetes("Deployments and a CronJob of a program", WORKLOADS, (stack) => {
    it("are shown by a preview, with generated names; only the digest of an image that is not built yet is unknown", async () => {
        const { output } = succeeded(await stack.project.preview("--diff"));
        assert.match(output, /acme\/prod-eu-1\/production: 3 to record; 1 request/);
        assert.match(output, /"?shop\/api\/server"? *: \{[^}]*digest +: (output<string>|\[unknown\])/);
        assert.match(output, /"?default\/web-[0-9a-f]{8}\/server"? *: \{[^}]*digest +: "sha256:b{64}"/);
        assert.match(output, /"?shop\/cleanup\/cleanup"? *: \{[^}]*digest +: "sha256:c{64}"/);
        assert.deepEqual(stack.github.takeRequests(), []);
    });

    it("are recorded once", async () => {
        await upOnce(stack);
        const held = heldLines(stack.github).map((line) => line.replace(/web-[0-9a-f]{8}/, "web-…"));
        assert.deepEqual(held, [
            "default/web-…/server b deployed",
            "shop/api/server a deployed",
            "shop/cleanup/cleanup c deployed",
        ]);
        succeeded(await stack.project.preview("--expect-no-changes"));
    });

    it("are updated once with another digest", async () => {
        await stack.project.edit("index.js", digestOf("a"), digestOf("d"));
        assert.match(succeeded(await stack.project.preview()).output, /acme\/prod-eu-1\/production: 1 to /);
        await upOnce(stack);
        assert.ok(heldLines(stack.github).includes("shop/api/server d deployed"));
    });

    it("are retired with the stack, once", () => destroyOnce(stack));
});

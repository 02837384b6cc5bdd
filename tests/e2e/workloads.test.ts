import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
import { inlineProgram, program, rewrite } from "../support/program";
import { digestOf } from "../support/records";

const [A, B] = [digestOf("a"), digestOf("b")];

/** Resources of the program that look like those of Kubernetes, and an image with a digest that a preview does not know. */
const RESOURCES = `
    const pulumi = require("@pulumi/pulumi");
    class Image extends pulumi.dynamic.Resource {
        constructor(name, digest) {
            const create = async () => ({ id: name, outs: { digest } });
            super({ create }, name, { digest: undefined });
        }
    }
    class Deployment extends pulumi.dynamic.Resource {
        constructor(name, image) {
            const create = async (inputs) => ({ id: name, outs: inputs });
            const update = async (id, olds, news) => ({ outs: news });
            const spec = { template: { spec: { containers: [{ name: "server", image }] } } };
            super({ create, update }, name, { kind: "Deployment", metadata: { namespace: "shop", name }, spec });
        }
    }
`;

const recordSet = (workloads: string, options = "{}"): string => `${RESOURCES}
    new artifacts.ClusterDeploymentRecordSet("prod", {
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments: artifacts.deploymentsOf(${workloads}, ${options}),
    });
`;

const BUILT_BY = '{ githubRepository: "api" }';

const BUILT = `(() => {
    const built = new Image("built", "${A}");
    return [
        new Deployment("api", pulumi.interpolate\`ghcr.io/acme/api:1.4.2@\${built.digest}\`),
        new Deployment("web", "ghcr.io/acme/web:2@${B}"),
    ];
})()`;

describe("Workloads of a program", () => {
    let github: GitHubServer;

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    const held = (): unknown[] =>
        github.deploymentRecords().map(({ deployment_name, name, version, digest, status }) => ({
            deployment_name,
            name,
            version,
            digest,
            status,
        }));

    it("are recorded when they exist, and a preview shows everything except the digest that is not known yet", async () => {
        const project = await program(github, recordSet(BUILT, BUILT_BY));
        const preview = succeeded(await project.preview("--diff"));
        assert.match(preview.output, /acme\/prod-eu-1\/production: 2 to record; 1 request/);
        assert.match(preview.output, /"?shop\/web\/server"?: \{[^}]*digest +: "sha256:b{64}"/);
        assert.match(preview.output, /"?shop\/api\/server"?: \{[^}]*digest +: (output<string>|\[unknown\])/);
        succeeded(await project.up());
        assert.deepEqual(held(), [
            {
                deployment_name: "shop/api/server",
                name: "ghcr.io/acme/api",
                version: "1.4.2",
                digest: A,
                status: "deployed",
            },
            {
                deployment_name: "shop/web/server",
                name: "ghcr.io/acme/web",
                version: "2",
                digest: B,
                status: "deployed",
            },
        ]);
        github.takeRequests();
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        const set = (await project.resources()).find(({ outputs }) => outputs.cluster !== undefined);
        assert.deepEqual((set?.dependencies ?? []).map((urn) => urn.split("::").at(-1)).sort(), ["api", "web"]);
        succeeded(await project.destroy());
        assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    });

    it("cause a warning in a preview if an image has no digest yet, and up refuses them if it never gets one", async () => {
        const project = await program(github, recordSet('[new Deployment("api", "ghcr.io/acme/api:1")]'));
        const { output } = succeeded(await project.preview());
        assert.match(
            output,
            /warning: Deployment shop\/api, .*: its image "ghcr\.io\/acme\/api:1" has no digest yet\. If this run builds the image, it gets one; otherwise `pulumi up` refuses/,
        );
        assert.match(output, /acme\/prod-eu-1\/production: 1 to record; 1 request/);
        assert.match(failed(await project.up()).output, /"ghcr\.io\/acme\/api:1" has no digest\. Pin it as/);
        assert.deepEqual(github.takeRequests(), []);
    });

    it("are in the set's line, beside what is known, if a preview does not know them, and they violate no update plan", async () => {
        const pod = (name: string, image: string): string =>
            `{ kind: "Pod", metadata: { name: "${name}" }, spec: { containers: [{ name: "server", image: "${image}" }] } }`;
        const group = (digest: string): string => `{ resources: new Image("built", "${digest}").digest.apply((digest) =>
            [${pod("web", "ghcr.io/acme/web:2@$digest")}].map((one) => JSON.parse(JSON.stringify(one).replace("$digest", digest)))) }`;
        const api = pod("api", `ghcr.io/acme/api:1@${A}`);
        const project = await inlineProgram(github, recordSet(`[${api}, ${group(B)}]`, BUILT_BY));
        const first = succeeded(await project.preview("--save-plan", "plan.json"));
        assert.match(first.output, /production: 1 to record, workloads\[1\] not known before up; 1 request or more/);
        succeeded(await project.up("--plan", "plan.json"));
        const names = () => held().map((record) => (record as { deployment_name: string }).deployment_name);
        assert.deepEqual(names(), ["default/api/server", "default/web/server"]);

        const changed = pod("api", `ghcr.io/acme/api:2@${digestOf("c")}`);
        const cron = pod("cron", `ghcr.io/acme/cron:1@${digestOf("d")}`);
        const next = group(B).replace('"built"', '"built-anew"');
        await rewrite(project, recordSet(`[${changed}, ${next}, ${cron}]`, BUILT_BY));
        const second = succeeded(await project.preview());
        assert.match(
            second.output,
            /production: 1 to record, 1 to update, workloads\[1\] not known before up; 1 request/,
        );
        assert.doesNotMatch(second.output, /to decommission/);
        succeeded(await project.up());
        github.takeRequests();
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });

    it("are refused in a preview if they cannot be recorded, with what to do and without a stack trace", async () => {
        const manifest = (name: string, image: string): string =>
            `{ kind: "Pod", metadata: { name: "${name}" }, spec: { containers: [{ name: "server", image: "${image}" }] } }`;
        const project = await program(github, recordSet(`[${manifest("api", "ghcr.io/acme/api:1")}]`));
        const { output } = failed(await project.preview());
        assert.match(
            output,
            /- Pod default\/api, container "server": its image "ghcr\.io\/acme\/api:1" has no digest\. Pin it as /,
        );
        assert.doesNotMatch(output, /\n\s+at /);
        assert.doesNotMatch(output, /unhandled|Unhandled/);
        await rewrite(project, recordSet(`[${manifest("api", `ghcr.io/acme/api:1@${A}`)}]`));
        succeeded(await project.preview());
    });
});

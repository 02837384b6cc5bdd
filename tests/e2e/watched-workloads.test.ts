import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { addComponentPlugin } from "../support/component-plugin";
import { succeeded } from "../support/finished";
import { inlineProgram, rewrite } from "../support/program";
import { digestOf } from "../support/records";

const [A, B, C] = [digestOf("a"), digestOf("b"), digestOf("c")];

/** Resources of the program that look like those of Kubernetes, and a component that a plugin creates. */
const RESOURCES = `
    const pulumi = require("@pulumi/pulumi");
    class Deployment extends pulumi.dynamic.Resource {
        constructor(name, image, opts) {
            const create = async (inputs) => ({ id: name, outs: inputs });
            const update = async (id, olds, news) => ({ outs: news });
            const spec = { template: { spec: { containers: [{ name: "server", image }] } } };
            super({ create, update }, name, { kind: "Deployment", metadata: { namespace: "shop", name }, spec }, opts);
        }
    }
    class App extends pulumi.ComponentResource {
        constructor(name, image) {
            super("shop:index:App", name, {});
            new Deployment(name, image, { parent: this });
        }
    }
    class File extends pulumi.ComponentResource {
        constructor(name, workloads, opts) {
            super("shop:index:File", name, { resources: undefined, workloads }, opts, true);
        }
    }
    // Does what an SDK does for its resources, so that a component's outputs can be read. One loaded SDK serves many programs.
    class Read extends pulumi.CustomResource {
        constructor(name, type, urn) {
            super(type, name, { kind: undefined, metadata: undefined, spec: undefined }, { urn });
        }
    }
    try {
        const construct = (name, type, urn) => new Read(name, type, urn);
        pulumi.runtime.registerResourceModule("pulumi-nodejs", "dynamic", { version: "0.0.1", construct });
    } catch {}
    const manifest = (name, image) => ({
        kind: "CronJob",
        metadata: { namespace: "shop", ...(name && { name }) },
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: "job", image }] } } } } },
    });
    const service = { kind: "Service", metadata: { name: "api" }, spec: { ports: [] } };
`;

const IMAGES = { api: `ghcr.io/acme/api:1@${A}`, web: `ghcr.io/acme/web:2@${B}`, report: `ghcr.io/acme/report:3@${C}` };

const recordSet = (resources: string, workloads: string): string => `${RESOURCES}
    const watched = artifacts.watchWorkloads();
    ${resources}
    const set = new artifacts.ClusterDeploymentRecordSet("prod", {
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments: artifacts.deploymentsOf(${workloads}, { githubRepository: "api" }),
    });
    // The set does not wait for a resource that depends on it.
    new Deployment("after", "ghcr.io/acme/after:1", { dependsOn: set });
`;

const API = `new App("api", "${IMAGES.api}");`;
const file = (workloads: string): string => `const file = new File("file", { service, ${workloads} });`;
const WEB = `web: manifest("web", "${IMAGES.web}")`;
/** Its provider generates its name. */
const REPORT = `report: manifest(undefined, "${IMAGES.report}")`;

describe("Watched workloads", () => {
    let github: GitHubServer;

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    const held = (): string[] =>
        github.deploymentRecords().map((record) => `${record.deployment_name}: ${record.status}`);

    async function started(source: string): Promise<PulumiProject> {
        const project = await inlineProgram(github, source);
        await addComponentPlugin(project);
        return project;
    }

    it("are shown by name before they exist, also those of a plugin's component, and are unchanged after the up", async () => {
        const project = await started(recordSet(API + file(`${WEB}, ${REPORT}`), "watched.all()"));
        const { output } = succeeded(await project.preview("--diff"));

        assert.match(output, /acme\/prod-eu-1\/production: 3 to record; 1 request/);
        for (const name of ["shop/api/server", "shop/web/job", "shop/generated-3f9a/job"]) {
            assert.match(output, new RegExp(`${name} *: \\{[^}]*digest *: "sha256:`));
        }
        succeeded(await project.up());

        assert.deepEqual(held(), [
            "shop/api/server: deployed",
            "shop/generated-3f9a/job: deployed",
            "shop/web/job: deployed",
        ]);
        github.takeRequests();
        succeeded(await project.preview("--refresh", "--expect-no-changes"));
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(
            github.takeRequests().filter(({ method }) => method !== "GET"),
            [],
        );
        const set = (await project.resources()).find(({ outputs }) => outputs.cluster !== undefined);
        assert.deepEqual((set?.dependencies ?? []).map((urn) => urn.split("::").at(-1)).sort(), [
            "api",
            "report",
            "web",
        ]);

        await rewrite(project, recordSet(API + file(REPORT), "watched.all()"));
        const less = succeeded(await project.preview());
        assert.match(less.output, /acme\/prod-eu-1\/production: 1 to decommission, 2 unchanged; 2 requests/);
        succeeded(await project.up());
        assert.deepEqual(
            held().filter((line) => line.endsWith("decommissioned")),
            ["shop/web/job: decommissioned"],
        );
        succeeded(await project.destroy());
    });

    it("can be limited to one component, and count once if they are given twice", async () => {
        // The component also contains the set, and has an output of it as a property.
        const inside = `
            class Shop extends pulumi.ComponentResource {
                constructor() {
                    super("shop:index:Shop", "shop", {});
                    this.file = new File("file", { ${WEB} }, { parent: this });
                    new Deployment("api", "${IMAGES.api}", { parent: this });
                    const set = new artifacts.ClusterDeploymentRecordSet("shop", {
                        cluster: "prod-us-1",
                        logicalEnvironment: "production",
                        deployments: artifacts.deploymentsOf(watched.of(this), { githubRepository: "api" }),
                    }, { parent: this });
                    this.recordIds = set.recordIds;
                    new Deployment("after-all", "ghcr.io/acme/after:1", { parent: this, dependsOn: set });
                }
            }
            const { file } = new Shop();`;
        const project = await started(recordSet(inside, "[watched.of(file), watched.of(file), file]"));
        const { output } = succeeded(await project.preview());
        assert.match(output, /acme\/prod-us-1\/production: 2 to record; 1 request/);
        succeeded(await project.up());
        assert.deepEqual(held(), ["shop/web/job: deployed", "shop/api/server: deployed", "shop/web/job: deployed"]);
        await rewrite(project, recordSet(inside, "watched.of(file)"));
        succeeded(await project.up("--expect-no-changes"));
    });

    it("are left out if a run with targets does not create them", async () => {
        const project = await started(recordSet(API + file(WEB), "watched.all()"));
        succeeded(await project.up());
        const set = (await project.resources()).find(({ outputs }) => outputs.cluster !== undefined);
        await rewrite(project, recordSet(API + file(`${WEB}, ${REPORT}`), "watched.all()"));
        succeeded(await project.up("--target", String(set?.urn), "--expect-no-changes"));
        assert.deepEqual(held(), ["shop/api/server: deployed", "shop/web/job: deployed"]);
    });

    it("keep their secrets", async () => {
        const secret = `file: { ...manifest("file", "${IMAGES.web}"), isSecret: true }`;
        const project = await started(recordSet(API + file(secret), "watched.all()"));
        const { output } = succeeded(await project.preview("--diff"));
        assert.match(output, /2 to record; 1 request/);
        succeeded(await project.up());
        const { inputs } = (await project.resources()).find(({ outputs }) => outputs.cluster !== undefined) ?? {};
        assert.doesNotMatch(JSON.stringify(inputs?.deployments), /acme\/web|b{64}/);
        assert.ok(held().includes("shop/file/job: deployed"));
    });

    it("are unknown if a preview does not know the inputs of a plugin's component, and none is shown as leaving", async () => {
        const project = await started(recordSet(API + file(WEB), "watched.all()"));
        succeeded(await project.up());
        const built = `
            const create = async () => ({ id: "built", outs: { digest: "${C}" } });
            const built = new pulumi.dynamic.Resource({ create }, "built", { digest: undefined });`;
        const web = "web: manifest('web', built.digest.apply((digest) => 'ghcr.io/acme/web:3@' + digest))";
        await rewrite(project, recordSet(API + built + file(web), "watched.all()"));
        const { output } = succeeded(await project.preview());
        assert.match(output, /production: 1 unchanged, File file not known before up\s/);
        succeeded(await project.up());
        assert.deepEqual(
            github.deploymentRecords().map(({ deployment_name, digest }) => [deployment_name, digest]),
            [
                ["shop/api/server", A],
                ["shop/web/job", C],
            ],
        );
    });

    it("are read from a component's own outputs, after a warning, if Pulumi does not support stack transforms", async () => {
        const old = `pulumi.runtime.getMonitor().registerStackTransform = (transform, done) =>
            done(new Error("unknown method RegisterStackTransform"));`;
        const source = recordSet(API + file(WEB), "watched.all()").replace("const watched", `${old}\nconst watched`);
        const project = await started(source);
        const { output } = succeeded(await project.preview());
        assert.match(
            output,
            /warning: watchWorkloads: Pulumi does not show .* \(unknown method RegisterStackTransform\)/,
        );
        assert.match(
            output,
            /acme\/prod-eu-1\/production: 1 to record, workloads\[1\] not known before up; 1 request or more/,
        );
        succeeded(await project.up());
        assert.deepEqual(held(), ["shop/api/server: deployed", "shop/web/job: deployed"]);
    });
});

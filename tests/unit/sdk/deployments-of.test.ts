import assert from "node:assert/strict";
import * as kubernetes from "@pulumi/kubernetes";
import { ComponentResource, interpolate, type Output, output, RunError, secret, unknown } from "@pulumi/pulumi";
import { ClusterDeploymentRecordSet, type DeploymentsOfOptions, deploymentsOf, type Workloads } from "../../../sdk";
import { digestOf } from "../../support/records";
import { loggedBy } from "./logged-lines";
import { deployment, type Held, made, names, podOf } from "./made-deployments";
import { MockedEngine } from "./mocked-engine";

const [A, B] = [digestOf("a"), digestOf("b")];
const API = `ghcr.io/acme/api:1.4.2@${A}`;
const LATER = output(unknown) as unknown as Output<string>;

const api = { name: "ghcr.io/acme/api", digest: A, version: "1.4.2" };

describe("The deployments of workloads", () => {
    before(() => MockedEngine.start());

    for (const [kind, spec] of [
        ["Pod", podOf("server", API)],
        ["Deployment", { template: { spec: podOf("server", API) } }],
        ["StatefulSet", { template: { spec: podOf("server", API) } }],
        ["DaemonSet", { template: { spec: podOf("server", API) } }],
        ["ReplicaSet", { template: { spec: podOf("server", API) } }],
        ["Job", { template: { spec: podOf("server", API) } }],
        ["CronJob", { jobTemplate: { spec: { template: { spec: podOf("server", API) } } } }],
    ] as const) {
        it(`include the containers of a ${kind}`, async () => {
            assert.deepEqual(await made({ kind, metadata: { name: "api", namespace: "shop" }, spec }), {
                "shop/api/server": api,
            });
        });
    }

    it("include init containers and native sidecars", async () => {
        const spec = {
            initContainers: [
                { name: "migrate", image: `ghcr.io/acme/migrate@${B}` },
                { name: "proxy", image: `ghcr.io/acme/proxy@${digestOf("c")}`, restartPolicy: "Always" },
            ],
            ...podOf("server", API),
        };
        const found = await made({ kind: "Pod", metadata: { name: "api" }, spec });
        assert.deepEqual(Object.keys(found), ["default/api/migrate", "default/api/proxy", "default/api/server"]);
        assert.deepEqual(found["default/api/migrate"], { name: "ghcr.io/acme/migrate", digest: B });
    });

    it("include those of several workloads, lists, nested lists, promises and outputs", async () => {
        const list = { kind: "List", items: [deployment("a", API), { kind: "Service", spec: { ports: [] } }] };
        const all = [list, [deployment("b", API)], Promise.resolve(output(deployment("c", API)))];
        assert.deepEqual(await names(all as Workloads), ["shop/a/server", "shop/b/server", "shop/c/server"]);
        assert.deepEqual(await names([]), []);
    });

    it("use the option namespace, or else `default`, if a manifest names none", async () => {
        const pod = { kind: "Pod", metadata: { name: "api" }, spec: podOf("server", API) };
        assert.deepEqual(await names(pod, { namespace: "shop" }), ["shop/api/server"]);
        const { kind: _, ...kindless } = pod;
        assert.deepEqual(await names(kindless), ["default/api/server"]);
        await assert.rejects(
            names(kindless, { deploymentName: "{kind}" }),
            /- workload default\/api, .*: has no kind$/,
        );
    });

    for (const [template, name] of [
        ["{namespace}-{workload}-{container}", "shop-api-server"],
        ["{{namespace}}/{{deploymentName}}/{{containerName}}", "shop/api/server"],
        ["{{ namespace }}/{kind}", "shop/Deployment"],
        ["the-only-one", "the-only-one"],
    ] as const) {
        it(`are named by a template: ${template}`, async () => {
            assert.deepEqual(await names(deployment("api", API), { deploymentName: template }), [name]);
        });
    }

    it("are refused if the template has an unknown placeholder", async () => {
        await assert.rejects(names(deployment("api", API), { deploymentName: "{pod}" }), {
            message:
                "deploymentName has an unknown placeholder, {pod}: a template can contain {namespace}, {workload}, {container} and {kind}",
        });
    });
});

describe("The annotations of a workload", () => {
    const P = "metadata.github.com/";

    it("become tags and risks, and those of the pod template take precedence over those of the workload", async () => {
        const inner = { [`${P}team`]: "shop", [`${P}runtime-risks`]: "Internet-Exposed, sensitive-data", other: "x" };
        const outer = { [`${P}team`]: "all", [`${P}tier`]: "1", [`${P}runtime-risks`]: "sensitive-data" };
        assert.deepEqual((await made(deployment("api", API, inner, outer)))["shop/api/server"], {
            ...api,
            tags: { tier: "1", team: "shop" },
            runtimeRisks: ["internet-exposed", "sensitive-data"],
        });
    });

    it("include those of a CronJob, its job template and its pod template", async () => {
        const at = (key: string) => ({ annotations: { [P + key]: "x" } });
        const job = { metadata: at("b"), spec: { template: { metadata: at("c"), spec: podOf("server", API) } } };
        const cron = { kind: "CronJob", metadata: { name: "api", ...at("a") }, spec: { jobTemplate: job } };
        const [found] = Object.values(await made(cron)) as { tags: object }[];
        assert.deepEqual(found?.tags, { a: "x", b: "x", c: "x" });
    });

    it("are refused, not dropped, if GitHub would not accept them", async () => {
        const six = Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`${P}t${n}`, "x"]));
        const long = { [`${P}a`]: "x".repeat(101), [`${P}${"b".repeat(101)}`]: "x", [P]: "x" };
        const wrong = deployment("wrong", API, { ...long, [`${P}runtime-risks`]: "internet, " });
        await assert.rejects(names([deployment("many", API, six), wrong]), ({ message }: Error) => {
            const where = 'Deployment shop/wrong, container "server": annotation "metadata.github.com/';
            assert.deepEqual(message.split("\n- ").slice(1), [
                'Deployment shop/many, container "server": its annotations give 6 tags; the limit is 5',
                `${where}a" is too long: a tag's key and value have at most 100 characters`,
                `${where}${"b".repeat(101)}" is too long: a tag's key and value have at most 100 characters`,
                `${where}" names no tag: it must be "metadata.github.com/KEY"`,
                `${where}runtime-risks" names "internet", but must be a list of ${RISKS}`,
                `${where}runtime-risks" names "", but must be a list of ${RISKS}`,
            ]);
            return true;
        });
    });

    const RISKS = "critical-resource, internet-exposed, lateral-movement, sensitive-data";

    it("leave the rest known if they are not known yet", async () => {
        const tag = deployment("api", API, { [`${P}team`]: LATER as never });
        assert.deepEqual((await made(tag))["shop/api/server"], { ...api, tags: "?" });
        const risk = deployment("api", API, { [`${P}runtime-risks`]: LATER as never });
        assert.deepEqual((await made(risk))["shop/api/server"], { ...api, runtimeRisks: "?" });
        const all = deployment("api", API, LATER as never);
        assert.deepEqual((await made(all))["shop/api/server"], { ...api, tags: "?", runtimeRisks: "?" });
    });
});

describe("The options of deploymentsOf", () => {
    const both = [deployment("api", API), deployment("web", `ghcr.io/acme/web@${B}`)];
    const fieldOf = async (field: string, options: DeploymentsOfOptions): Promise<unknown[]> =>
        Object.values(await made(both, options)).map((entry) => (entry as Record<string, unknown>)[field]);

    it("name the repository that built an image: one for all, by the image's name, or by a function", async () => {
        assert.deepEqual(await fieldOf("githubRepository", { githubRepository: "shop" }), ["shop", "shop"]);
        const byName = { "ghcr.io/acme/web": "web" };
        assert.deepEqual(await fieldOf("githubRepository", { githubRepository: byName }), [undefined, "web"]);
        const last = ({ image }: { image: { repository: string } }) => image.repository.split("/").at(-1);
        assert.deepEqual(await fieldOf("githubRepository", { githubRepository: last }), ["api", "web"]);
    });

    it("add tags and risks, which take precedence over annotations, for all or by a function", async () => {
        const annotated = deployment("api", API, {
            "metadata.github.com/team": "a",
            "metadata.github.com/runtime-risks": "sensitive-data",
        });
        const all = { tags: { team: "b" }, runtimeRisks: ["internet-exposed", "sensitive-data"] } as const;
        assert.deepEqual(Object.values(await made(annotated, all)), [
            { ...api, tags: { team: "b" }, runtimeRisks: ["sensitive-data", "internet-exposed"] },
        ]);
        const each = await fieldOf("tags", {
            tags: ({ kind, namespace, workload }) => ({ kind, namespace, workload }),
        });
        assert.deepEqual(each[1], { kind: "Deployment", namespace: "shop", workload: "web" });
        const risks = await fieldOf("runtimeRisks", {
            runtimeRisks: ({ workload }) => (workload === "web" ? ["lateral-movement"] : []),
        });
        assert.deepEqual(risks, [undefined, ["lateral-movement"]]);
    });

    it("exclude containers", async () => {
        const include = ({ image }: { image: { name: string } }) => image.name !== "ghcr.io/acme/api";
        assert.deepEqual(await names(both, { include }), ["shop/web/server"]);
        assert.deepEqual(await names(both, { include: () => false }), []);
    });

    it("resolve a missing digest, known or not known yet", async () => {
        const asked: string[] = [];
        const resolved = await made([deployment("api", "ghcr.io/acme/api:1"), deployment("web", `web@${B}`)], {
            resolveDigest: (image, { workload }) => {
                asked.push(`${workload} ${image.name}:${image.tag}`);
                return Promise.resolve(A);
            },
        });
        assert.deepEqual(asked, ["api ghcr.io/acme/api:1"]);
        assert.deepEqual(resolved["shop/api/server"], { name: "ghcr.io/acme/api", digest: A, version: "1" });
        const later = await made(deployment("api", "ghcr.io/acme/api:1"), { resolveDigest: () => LATER });
        assert.deepEqual(later["shop/api/server"], { name: "ghcr.io/acme/api", digest: "?", version: "1" });
    });

    it("name the container if a digest cannot be resolved", async () => {
        const resolveDigest = () => Promise.reject(new Error("the registry answered 401"));
        await assert.rejects(names(deployment("api", "api:1"), { resolveDigest }), {
            message: 'deploymentsOf found:\n- Deployment shop/api, container "server": the registry answered 401',
        });
        const failed = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }));
        await assert.rejects(
            names(deployment("api", "api:1"), { resolveDigest: failed }),
            /: fetch failed: ECONNREFUSED$/,
        );
        // A rejection can be a value that is not an Error.
        await assert.rejects(names(deployment("api", "api:1"), { resolveDigest: () => Promise.reject("no") }), /: no$/);
    });

    it("require one name and version for one digest of one repository", async () => {
        const mirrored = [deployment("a", `ghcr.io/acme/api:1@${A}`), deployment("b", `mirror.dev/api:2@${A}`)];
        const untagged = [...mirrored.slice(0, 1), deployment("c", `ghcr.io/acme/api@${A}`)];
        await assert.rejects(names(untagged), /as "ghcr\.io\/acme\/api:1" and as "ghcr\.io\/acme\/api"\. GitHub keeps/);
        const artifact = () => ({ name: "ghcr.io/acme/api", version: "1" });
        const found = await made(mirrored, { artifact });
        assert.deepEqual(found["shop/b/server"], { name: "ghcr.io/acme/api", version: "1", digest: A });
        await assert.rejects(names(mirrored), {
            message:
                'deploymentsOf found:\n- Deployment shop/a, container "server" and Deployment shop/b, container "server": the ' +
                'same artifact, sha256:aaaaaaaaaaaa…, as "ghcr.io/acme/api:1" and as "mirror.dev/api:2". GitHub keeps one name and ' +
                "one version for a digest of one repository: use the same for both with the option artifact, such as " +
                "() => ({ name, version }), or give each the repository that built it with the option githubRepository",
        });
    });

    it("allow one digest to have different names and versions in two repositories", async () => {
        const mirrored = [deployment("a", `ghcr.io/acme/api:1@${A}`), deployment("b", `mirror.dev/api:2@${A}`)];
        const of = (a: string | undefined, b: string | undefined): DeploymentsOfOptions => ({
            githubRepository: ({ workload }) => (workload === "a" ? a : b),
        });
        const found = await made(mirrored, of("api", "mirror"));
        assert.deepEqual(found["shop/b/server"], {
            name: "mirror.dev/api",
            version: "2",
            digest: A,
            githubRepository: "mirror",
        });
        await assert.rejects(names(mirrored, of("api", "API")), /the same artifact/);
        await assert.rejects(names(mirrored, of("api", undefined)), /the same artifact/);
    });

    it("add deployments that do not run in Kubernetes", async () => {
        const also = { "vm/db": { name: "db", digest: B } };
        assert.deepEqual(await made(deployment("api", API), { also }), {
            "shop/api/server": api,
            "vm/db": also["vm/db"],
        });
        await assert.rejects(names(deployment("api", API), { also: { "shop/api/server": also["vm/db"] } }), {
            message: /the option also and Deployment shop\/api, container "server": both get the deployment name "shop/,
        });
    });
});

describe("Invalid workloads", () => {
    it("are reported all at once: no digest, no reference, no name, no image, one name for two containers", async () => {
        const nameless = { kind: "Pod", metadata: {}, spec: { containers: [{ image: API }, { name: "x" }] } };
        const given = [deployment("api", "api:1"), deployment("web", "Web"), nameless, deployment("db", "db")];
        await assert.rejects(names(given), (error: Error) => {
            assert.ok(error instanceof RunError);
            const [, ...problems] = error.message.split("\n- ");
            assert.deepEqual(problems, [
                'Deployment shop/api, container "server": its image "api:1" has no digest. Pin it as "api:1@sha256:…": ' +
                    "`docker buildx imagetools inspect api:1` prints the digest; or pass resolveDigest, which asks the registry",
                'Deployment shop/web, container "server": "Web" is not an image reference: it must be ' +
                    "[registry[:port]/]path[:tag][@sha256:…], with a path in lower case of at most 255 characters",
                "workloads[2]: has no metadata.name",
                "workloads[2]: has no name of its own",
                'workloads[2], container "x": has no metadata.name',
                'workloads[2], container "x": has no image',
                'Deployment shop/db, container "server": its image "db" has no digest. Pin it as "db@sha256:…": ' +
                    "`docker buildx imagetools inspect db` prints the digest; or pass resolveDigest, which asks the registry",
            ]);
            return true;
        });
        await assert.rejects(names([deployment("api", API), deployment("api", API)]), {
            message:
                'deploymentsOf found:\n- Deployment shop/api, container "server" and Deployment shop/api, container "server": ' +
                'both get the deployment name "shop/api/server". A name stands for one record: distinguish them with the ' +
                "option deploymentName, or exclude one with include",
        });
    });
});

describe("A value that a preview does not know", () => {
    it("stays unknown, and the rest stays known", async () => {
        const later = deployment("web", LATER);
        const NOT_YET = { name: "?", digest: "?", version: "?" };
        assert.deepEqual(await made([deployment("api", API), later]), {
            "shop/api/server": api,
            "shop/web/server": NOT_YET,
        });
        const interpolated = deployment("web", interpolate`ghcr.io/acme/web@${LATER}`);
        assert.deepEqual(await made(interpolated), { "shop/web/server": NOT_YET });
        const known = { githubRepository: "shop", tags: { a: "b" }, runtimeRisks: ["sensitive-data"] } as const;
        assert.deepEqual(await made(later, { ...known, include: () => false }), {
            "shop/web/server": { ...NOT_YET, ...known },
        });
        const functions = { tags: () => ({}), runtimeRisks: () => [], githubRepository: () => "x" };
        const fields = { tags: "?", runtimeRisks: "?", githubRepository: "?" };
        assert.deepEqual(await made(later, functions), { "shop/web/server": { ...NOT_YET, ...fields } });
        assert.deepEqual(await made(later, { githubRepository: {} }), {
            "shop/web/server": { ...NOT_YET, githubRepository: "?" },
        });
    });

    for (const [what, workloads, place, known] of [
        ["workloads", LATER, "workloads", []],
        ["the members of a group", { resources: LATER }, "workloads", []],
        ["a spec", { kind: "Pod", metadata: { name: "a" }, spec: LATER }, "workloads", []],
        ["its containers", { kind: "Pod", metadata: { name: "a" }, spec: { containers: LATER } }, "workloads", []],
        ["a template", { kind: "Job", metadata: { name: "a" }, spec: { template: LATER } }, "workloads", []],
        ["a name", { kind: "Pod", metadata: { name: LATER }, spec: podOf("server", API) }, "workloads", []],
        ["one", [deployment("api", API), { kind: "Pod", spec: LATER }], "workloads[1]", ["shop/api/server"]],
        ["a nested list", [deployment("api", API), [LATER]], "workloads[1][0]", ["shop/api/server"]],
        [
            "a member of a group",
            { resources: [LATER, deployment("api", API)] },
            "workloads.resources[0]",
            ["shop/api/server"],
        ],
        ["a group", [{ resources: LATER }, deployment("api", API)], "workloads[0]", ["shop/api/server"]],
        [
            "a name by two",
            {
                kind: "Pod",
                metadata: { name: LATER },
                spec: { containers: [{}, {}].map(() => ({ name: LATER, image: API })) },
            },
            "workloads",
            [],
        ],
    ] as const) {
        it(`is listed by its place in the argument, beside the known deployments, if deployment names depend on it: ${what}`, async () => {
            const deployments = await deploymentsOf(workloads as unknown as Workloads);
            const open = `${place} not known before up`;
            assert.deepEqual(
                Object.keys(deployments),
                [...known, open].sort((one) => (one === open ? 1 : -1)),
            );
            assert.equal(await (deployments[open] as unknown as Held).isKnown, false);
        });
    }

    it("may be the workload that another object refers to, so that object gets no warning", async () => {
        const workloadRef = { kind: "Deployment", name: "api" };
        const rollout = { kind: "Rollout", metadata: { name: "api", namespace: "shop" }, spec: { workloadRef } };
        const given = [rollout, { resources: LATER }, { resources: [] }] as unknown as Workloads;
        const open = "workloads[1] not known before up";
        const empty =
            "warning: deploymentsOf: no containers in workloads[2], so no deployments come from there. `pulumi up` " +
            "decommissions those that came from there before";
        assert.deepEqual(await loggedBy(async () => assert.deepEqual(await names(given), [open])), [empty]);
    });

    it("depends on the resources that were read to get it, and is a secret if they are", async () => {
        const engine = await MockedEngine.start({}, "preview");
        const resource = new ComponentResource("acme:index:Chart", "chart");
        engine.registrations.length = 0;
        const later = resource.urn.apply(() => LATER);
        const [open] = Object.values(await deploymentsOf({ resources: secret(later) } as unknown as Workloads));
        const { isSecret, allResources } = open as unknown as Held & { allResources(): Promise<Set<unknown>> };
        assert.equal(await isSecret, true);
        assert.deepEqual([...(await allResources())], [resource]);
    });

    it("is a secret only if it was read from a secret", async () => {
        const hidden = { ...deployment("api", API), spec: secret(deployment("api", API).spec) };
        const found = await deploymentsOf([hidden, deployment("web", API)]);
        const secrecy = (deployments: object): Promise<boolean[]> =>
            Promise.all(Object.values(deployments).map(({ digest }: { digest: Held }) => digest.isSecret));
        assert.deepEqual(await secrecy(found), [true, false]);
        const group = await deploymentsOf({ resources: secret([deployment("api", API)]) });
        assert.deepEqual(await secrecy(group), [true]);
    });
});

describe("Kubernetes resources of a program", () => {
    const container = (image: Output<string> | string) => ({
        metadata: { namespace: "shop", name: "api" },
        spec: {
            selector: {},
            template: { metadata: {}, spec: { containers: [{ name: "server", image }] } },
        },
    });

    it("are read, and the deployments depend on them", async () => {
        const engine = await MockedEngine.start();
        const resource = new kubernetes.apps.v1.Deployment("api", container(API));
        const deployments = deploymentsOf(resource);
        const [entry] = Object.values(await deployments);
        const digest = entry?.digest as unknown as { allResources(): Promise<Set<unknown>> };
        const dependencies = await digest.allResources();
        assert.deepEqual([...dependencies], [resource]);
        const set = new ClusterDeploymentRecordSet("prod", { cluster: "c", logicalEnvironment: "p", deployments });
        await engine.registrationOf(set);
        const registered = engine.registrations.find(({ name }) => name === "prod");
        assert.deepEqual(registered?.inputs.deployments, { "shop/api/server": api });
    });

    it("can be of each kind of workload", async () => {
        await MockedEngine.start();
        const { apps, batch, core } = kubernetes;
        const args = container(API);
        const named = (name: string) => ({ ...args, metadata: { namespace: "shop", name } });
        const all = [
            new apps.v1.Deployment("a", named("a")),
            new apps.v1.StatefulSet("b", { ...named("b"), spec: { ...args.spec, serviceName: "b" } }),
            new apps.v1.DaemonSet("c", named("c")),
            new apps.v1.ReplicaSet("d", named("d")),
            new batch.v1.Job("e", named("e")),
            new batch.v1.CronJob("f", {
                ...named("f"),
                spec: { schedule: "@daily", jobTemplate: { spec: args.spec } },
            }),
            new core.v1.Pod("g", { ...named("g"), spec: args.spec.template.spec }),
        ];
        const letters = ["a", "b", "c", "d", "e", "f", "g"];
        assert.deepEqual(
            await names(all),
            letters.map((letter) => `shop/${letter}/server`),
        );
    });

    it("can be the resources of a component, as a list or by name", async () => {
        await MockedEngine.start();
        class Chart extends ComponentResource {
            constructor(
                name: string,
                readonly resources: Output<unknown>,
            ) {
                super("acme:index:Chart", name);
            }
        }
        const one = new kubernetes.apps.v1.Deployment("one", container(API));
        const service = new kubernetes.core.v1.Service("service", { spec: {} });
        assert.deepEqual(await names(new Chart("list", output([one, service])) as never), ["shop/api/server"]);
        assert.deepEqual(await names(new Chart("map", output({ one, service })) as never), ["shop/api/server"]);
    });

    it("can have an image without a digest in a preview, since it may get one in the up", async () => {
        await MockedEngine.start({}, "preview");
        const built = new kubernetes.apps.v1.Deployment("api", container("ghcr.io/acme/api:1"));
        const digest = "?";
        assert.deepEqual(await made(built), {
            "shop/api/server": { name: "ghcr.io/acme/api", version: "1", digest },
        });
        await assert.rejects(names(deployment("api", "api:1")), /has no digest\. Pin it/);
        await MockedEngine.start();
        await assert.rejects(
            names(new kubernetes.apps.v1.Deployment("api", container("api:1"))),
            /has no digest\. Pin it/,
        );
    });

    it("show everything but the image if a preview does not know the image", async () => {
        await MockedEngine.start({}, "preview");
        const built = new kubernetes.apps.v1.Deployment("api", container(LATER));
        assert.deepEqual(await made(built), { "shop/api/server": { name: "?", digest: "?", version: "?" } });
    });
});

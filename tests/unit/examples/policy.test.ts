import assert from "node:assert/strict";
import type { StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { loadExample } from "../../support/example-source";
import { digestOf } from "../../support/records";

type Properties = Record<string, unknown>;

/** A resource that a policy gets: its type, its name and its properties. */
type Resource = readonly [type: string, name: string, props: Properties];

const policies = loadExample<Record<"recorded" | "exposed", StackValidationPolicy>>("policy", "policies.ts");

/** The violations that a policy reports for a stack, each with the URN of its resource. */
async function reported(which: "recorded" | "exposed", stack: readonly Resource[], config: Properties = {}) {
    const { validateStack, configSchema } = policies[which];
    const defaults = Object.entries(configSchema?.properties ?? {}).map(([key, schema]) => [key, schema.default]);
    const reports: string[] = [];
    const args = {
        resources: stack.map(([type, name, props]) => ({ type, name, props, urn: `${type}::${name}` })),
        getConfig: () => ({ ...Object.fromEntries(defaults), ...config }),
    };
    await validateStack(args as unknown as StackValidationArgs, (message, urn) => reports.push(`${urn}: ${message}`));
    return reports;
}

const image = (letter: string): string => `ghcr.io/acme/${letter}@${digestOf(letter)}`;

const podOf = (of: string | undefined, more: Properties = {}) => ({
    containers: [{ name: "server", image: of }],
    ...more,
});

const deployment = (name: string, of: string | undefined = image("a"), labels: object = { app: name }): Resource => [
    "kubernetes:apps/v1:Deployment",
    name,
    { metadata: { namespace: "shop", name }, spec: { template: { metadata: { labels }, spec: podOf(of) } } },
];

const DYNAMIC = "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet";
const PLUGIN = "github-artifacts:index:ClusterDeploymentRecordSet";

const set = (letters: string, more: Properties = {}, type = DYNAMIC, outputs: Properties = {}): Resource => {
    const entries = [...letters].map((letter) => [letter, { name: letter, digest: digestOf(letter), ...more }]);
    return [type, "production", { deployments: Object.fromEntries(entries), ...outputs }];
};

const service = (name: string, spec: Properties, namespace = "shop"): Resource => [
    "kubernetes:core/v1:Service",
    name,
    { metadata: { namespace, name }, spec },
];
const LOAD_BALANCER = { type: "LoadBalancer", selector: { app: "api" } };

const ingress = (spec: Properties): Resource => [
    "kubernetes:networking.k8s.io/v1:Ingress",
    "front",
    { metadata: { namespace: "shop", name: "front" }, spec },
];

/** Properties, some of them unknown in a preview: Pulumi throws if a policy reads one. */
const unknown = (props: Properties, ...keys: string[]): Properties => {
    for (const key of keys) {
        Object.defineProperty(props, key, {
            enumerable: true,
            get: () => {
                throw Object.assign(new Error(`string value at .${key} can't be known`), { unknownTypeSentinel: "" });
            },
        });
    }
    return props;
};

describe("The policy that requires a deployment record for each image", () => {
    for (const type of [DYNAMIC, PLUGIN]) {
        it(`accepts a record with the image's digest in a ${type}`, async () =>
            assert.deepEqual(await reported("recorded", [deployment("api"), set("a", {}, type)]), []));
    }

    it("names the container, its image and its resource if there is no record", async () => {
        const [report, ...others] = await reported("recorded", [
            deployment("api"),
            deployment("web", image("b")),
            set("a"),
        ]);
        assert.deepEqual(others, []);
        assert.match(
            report as string,
            /^kubernetes:apps\/v1:Deployment::web: Container "server" runs ghcr\.io\/acme\/b@sha256:b+, and no /,
        );
    });

    it("does not accept a decommissioned deployment or one that GitHub rejected", async () => {
        assert.equal(
            (await reported("recorded", [deployment("api"), set("a", { status: "decommissioned" })])).length,
            1,
        );
        const rejected = set("a", {}, DYNAMIC, { rejected: { a: "not_found" } });
        assert.equal((await reported("recorded", [deployment("api"), rejected])).length, 1);
    });

    it("requires a digest in the image", async () => {
        const [report] = await reported("recorded", [deployment("api", "ghcr.io/acme/a:1.4.2"), set("a")]);
        assert.match(report as string, /runs ghcr\.io\/acme\/a:1\.4\.2, which names no digest/);
    });

    it("finds containers and init containers anywhere in a spec, and checks only Kubernetes resources", async () => {
        const template = { spec: podOf(image("a"), { initContainers: [{ name: "migrate", image: image("b") }] }) };
        const reports = await reported("recorded", [
            ["kubernetes:batch/v1:CronJob", "job", { spec: { jobTemplate: { spec: { template } } } }],
            ["kubernetes:argoproj.io/v1alpha1:Rollout", "rollout", { spec: { template: { spec: podOf(image("c")) } } }],
            ["kubernetes:core/v1:Pod", "pod", { spec: podOf(image("d")) }],
            ["kubernetes:core/v1:ConfigMap", "settings", { data: { containers: "none" } }],
            ["aws:ecs/taskDefinition:TaskDefinition", "task", { spec: podOf(image("e")) }],
        ]);
        assert.deepEqual(reports.map((report) => /acme\/(.)@/.exec(report)?.[1]).sort(), ["a", "b", "c", "d"]);
    });

    it("checks only images with a prefix from its configuration", async () => {
        const stack = [deployment("api"), deployment("proxy", `docker.io/istio/proxy@${digestOf("b")}`)];
        assert.equal((await reported("recorded", stack, { images: ["ghcr.io/acme/"] })).length, 1);
        assert.equal((await reported("recorded", stack)).length, 2);
    });

    it("skips what a preview does not know: an image, a set, a digest in a set", async () => {
        const [type, name, props] = deployment("api");
        const container = unknown({ name: "server" }, "image");
        const pod = [type, name, { ...props, spec: { template: { spec: { containers: [container] } } } }] as const;
        assert.deepEqual(await reported("recorded", [pod]), []);
        const sets = [unknown({}, "deployments"), { deployments: { a: unknown({ name: "a" }, "digest") } }];
        for (const unknownSet of sets) {
            assert.deepEqual(await reported("recorded", [deployment("api"), [DYNAMIC, "set", unknownSet]]), []);
        }
    });

    it("does not hide other errors", async () => {
        const broken = Object.defineProperty({}, "deployments", {
            get: () => {
                throw new Error("broken");
            },
        });
        await assert.rejects(reported("recorded", [[DYNAMIC, "set", broken]]), /^Error: broken$/);
    });
});

describe("The policy that requires a runtime risk for each exposed container", () => {
    const exposing: Readonly<Record<string, readonly Resource[]>> = {
        "a Service of type LoadBalancer": [service("door", LOAD_BALANCER)],
        "an Ingress in front of a Service": [
            service("inner", { selector: { app: "api" } }),
            ingress({ rules: [{ http: { paths: [{ backend: { service: { name: "inner" } } }] } }] }),
        ],
        "an Ingress with a default backend": [
            service("inner", { selector: { app: "api" } }),
            ingress({ defaultBackend: { service: { name: "inner" } } }),
        ],
    };
    for (const [what, doors] of Object.entries(exposing)) {
        it(`names ${what}, the container and the accepted risks`, async () => {
            const reports = await reported("exposed", [deployment("api"), set("a"), ...doors]);
            assert.match(
                reports.join("\n"),
                /^kubernetes:apps\/v1:Deployment::api: (Service "door"|Ingress "front") exposes container "server" \(ghcr\.io\/acme\/a@sha256:a+\), and its deployment record names no runtime risk of internet-exposed\. [^\n]+$/,
            );
            const named = set("a", { runtimeRisks: ["internet-exposed"] });
            assert.deepEqual(await reported("exposed", [deployment("api"), named, ...doors]), []);
        });
    }

    const inside: Readonly<Record<string, readonly Resource[]>> = {
        "a Service inside the cluster": [service("inner", { selector: { app: "api" } })],
        "a Service with another selector": [service("door", { ...LOAD_BALANCER, selector: { app: "web" } })],
        "a Service without a selector": [service("door", { type: "LoadBalancer" })],
        "a Service in another namespace": [service("door", LOAD_BALANCER, "other")],
        "an Ingress in front of another Service": [
            service("inner", { selector: { app: "api" } }),
            ingress({ defaultBackend: { service: { name: "other" } } }),
        ],
    };
    for (const [what, doors] of Object.entries(inside)) {
        it(`reports nothing for ${what}`, async () =>
            assert.deepEqual(await reported("exposed", [deployment("api"), set("a"), ...doors]), []));
    }

    it("accepts the risks that its configuration names", async () => {
        const stack = [
            deployment("api"),
            set("a", { runtimeRisks: ["sensitive-data"] }),
            service("door", LOAD_BALANCER),
        ];
        assert.equal((await reported("exposed", stack)).length, 1);
        assert.deepEqual(await reported("exposed", stack, { risks: ["internet-exposed", "sensitive-data"] }), []);
    });

    it("finds the labels of a Pod", async () => {
        const pod: Resource = [
            "kubernetes:core/v1:Pod",
            "api",
            { metadata: { namespace: "shop", labels: { app: "api" } }, spec: podOf(image("a")) },
        ];
        assert.equal((await reported("exposed", [pod, set("a"), service("door", LOAD_BALANCER)])).length, 1);
    });

    it("leaves an image without a record to the other policy", async () =>
        assert.deepEqual(await reported("exposed", [deployment("api"), service("door", LOAD_BALANCER)]), []));
});

import assert from "node:assert/strict";
import { KNOWN_LATER } from "../../../../provider/vocabulary/unknown";
import { digestOf } from "../../../support/records";
import { podOf } from "../../sdk/made-deployments";
import { made, names } from "./plain-core";

const API = `ghcr.io/acme/api:1@${digestOf("a")}`;
const WEB = `ghcr.io/acme/web:2@${digestOf("b")}`;
const pod = (container: string, image = API) => ({ metadata: {}, spec: podOf(container, image) });
const metadata = { namespace: "ml", name: "train" };

describe("the containers of a custom resource", () => {
    for (const [kind, spec, expected] of [
        ["ScaledJob", { jobTargetRef: { template: pod("main") } }, ["ml/train/main"]],
        ["Rollout", { template: pod("main") }, ["ml/train/main"]],
        [
            "JobSet",
            {
                replicatedJobs: [
                    { name: "leader", replicas: 1, template: { spec: { template: pod("main") } } },
                    { name: "workers", replicas: 4, template: { spec: { template: pod("main", WEB) } } },
                ],
            },
            ["ml/train-leader/main", "ml/train-workers/main"],
        ],
        ["Job", { tasks: [{ name: "ps", template: pod("main") }] }, ["ml/train-ps/main"]],
        [
            "LeaderWorkerSet",
            { leaderWorkerTemplate: { leaderTemplate: pod("main"), workerTemplate: pod("main") } },
            ["ml/train/main", "ml/train-worker/main"],
        ],
        ["LeaderWorkerSet", { leaderWorkerTemplate: { workerTemplate: pod("main") } }, ["ml/train-worker/main"]],
        [
            "RayCluster",
            { headGroupSpec: { template: pod("ray") }, workerGroupSpecs: [{ groupName: "gpu", template: pod("ray") }] },
            ["ml/train-head/ray", "ml/train-gpu/ray"],
        ],
        ["RayJob", { rayClusterSpec: { headGroupSpec: { template: pod("ray") } } }, ["ml/train-head/ray"]],
        [
            "RayService",
            { rayClusterConfig: { workerGroupSpecs: [{ groupName: "cpu", template: pod("ray") }] } },
            ["ml/train-cpu/ray"],
        ],
        ["Fleet", { template: { spec: { template: pod("game") } } }, ["ml/train/game"]],
    ] as const) {
        it(`are those of its pod templates: ${kind}`, async () => {
            assert.deepEqual(await names({ kind, metadata, spec }), expected);
            const group = { resources: [{ kind, metadata, spec }] };
            assert.deepEqual(await names(group), expected);
        });
    }

    it("are reported with the part that contains them", async () => {
        const replicatedJobs = [{ name: "leader", template: { spec: { template: pod("main", "api:1") } } }];
        await assert.rejects(
            names({ kind: "JobSet", metadata, spec: { replicatedJobs } }),
            /- JobSet ml\/train-leader, container "main": its image "api:1" has no digest/,
        );
    });

    it("get the annotations of each template that contains them", async () => {
        const at = (key: string) => ({ annotations: { [`metadata.github.com/${key}`]: "x" } });
        const inner = { ...pod("main"), metadata: at("pod") };
        const replicatedJobs = [{ name: "a", template: { metadata: at("job"), spec: { template: inner } } }];
        const set = { kind: "JobSet", metadata: { ...metadata, ...at("set") }, spec: { replicatedJobs } };
        const [found] = Object.values(await made(set)) as { tags: object }[];
        assert.deepEqual(found?.tags, { set: "x", job: "x", pod: "x" });
    });

    for (const [what, spec] of [
        ["a list of templates", { replicatedJobs: KNOWN_LATER }],
        ["one of the templates", { replicatedJobs: [{ name: "a", template: KNOWN_LATER }] }],
        [
            "the name of a part",
            { replicatedJobs: [{ name: KNOWN_LATER, template: { spec: { template: pod("main") } } }] },
        ],
        ["init containers", { initContainers: KNOWN_LATER, containers: [] }],
    ] as const) {
        it(`are unknown in a preview that does not know ${what}`, async () => {
            const deployments = await names({ kind: "JobSet", metadata, spec }, {}, "preview");
            assert.deepEqual(deployments, ["workloads not known before up"]);
        });
    }

    it("are missing if a value is not the expected list or object", async () => {
        for (const spec of [{ replicatedJobs: {} }, { containers: {} }, { template: null }, { template: "x" }]) {
            await assert.rejects(names({ kind: "JobSet", metadata, spec }), /JobSet ml\/train has no containers/);
        }
    });
});

describe("the containers of a Knative Service", () => {
    const service = (spec: object) => ({
        apiVersion: "serving.knative.dev/v1",
        kind: "Service",
        metadata: { namespace: "shop", name: "api" },
        spec: { template: { spec } },
    });
    const containersOf = async (spec: object): Promise<string[]> =>
        (await names(service(spec))).map((name) => name.replace("shop/api/", ""));

    for (const [what, spec, expected] of [
        ["one", { containers: [{ image: API }] }, ["user-container"]],
        ["one with an empty name", { containers: [{ name: "", image: API }] }, ["user-container"]],
        ["one with a name", { containers: [{ name: "server", image: API }] }, ["server"]],
        [
            "several",
            { containers: [{ image: API }, { name: "user-container-1", image: API }, { image: API }] },
            ["user-container-0", "user-container-1", "user-container-2"],
        ],
        [
            "an init container that has the default",
            { initContainers: [{ name: "user-container", image: API }], containers: [{ image: API }] },
            ["user-container", "user-container-0"],
        ],
        [
            "an init container",
            { initContainers: [{ image: API }], containers: [{ image: API }] },
            ["init-container", "user-container"],
        ],
    ] as const) {
        it(`get Knative's names if they have none: ${what}`, async () => {
            assert.deepEqual(await containersOf(spec), expected);
        });
    }

    it("are the only ones with default names; those of a Deployment need their own", async () => {
        const other = { ...service({ containers: [{ image: API }] }), apiVersion: "apps/v1", kind: "Deployment" };
        await assert.rejects(names(other), /Deployment shop\/api: has no name of its own/);
    });
});

describe("a workload that is not running", () => {
    it("is recorded if it is scaled to zero, suspended or paused, because it may run again without Pulumi", async () => {
        const template = pod("main");
        const all = [
            { kind: "Deployment", metadata: { name: "a" }, spec: { replicas: 0, paused: true, template } },
            { kind: "CronJob", metadata: { name: "b" }, spec: { suspend: true, jobTemplate: { spec: { template } } } },
            { kind: "Job", metadata: { name: "c" }, spec: { suspend: true, parallelism: 0, template } },
        ];
        assert.deepEqual(await names(all), ["default/a/main", "default/b/main", "default/c/main"]);
    });

    it("is recorded without ephemeral containers and image volumes", async () => {
        const spec = {
            ...podOf("main", API),
            ephemeralContainers: [{ name: "debug", image: "busybox" }],
            volumes: [{ name: "model", image: { reference: "ghcr.io/acme/model:1" } }],
        };
        assert.deepEqual(await names({ kind: "Pod", metadata: { name: "a", namespace: "" }, spec }), [
            "default/a/main",
        ]);
    });
});

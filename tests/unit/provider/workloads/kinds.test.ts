import assert from "node:assert/strict";
import * as kubernetes from "@pulumi/kubernetes";
import { runsNothing } from "../../../../provider/workloads/kinds";

/** The kinds of Kubernetes that run containers themselves. */
const WORKLOADS = [
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Job",
    "Pod",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
];

/** The parts of @pulumi/kubernetes that are not kinds of the API. */
const NO_GROUPS = ["helm", "kustomize", "yaml", "types", "meta"];

/** Every kind of the API, without its lists and patches. */
function kindsOfKubernetes(): string[] {
    const groups = Object.entries(kubernetes as unknown as Record<string, Record<string, Record<string, unknown>>>)
        .filter(([group, versions]) => typeof versions === "object" && !NO_GROUPS.includes(group))
        .flatMap(([, versions]) => Object.values(versions));
    const kinds = groups.filter((version) => typeof version === "object").flatMap((version) => Object.keys(version));
    return [...new Set(kinds.filter((name) => /^[A-Z]/.test(name) && !/(List|Patch|Args|Type)$/.test(name)))].sort();
}

describe("the kinds that run nothing", () => {
    it("are all of Kubernetes' own kinds except its workloads", () => {
        const kinds = kindsOfKubernetes();
        assert.ok(kinds.length > 70, String(kinds.length));
        assert.deepEqual(
            kinds.filter((kind) => !runsNothing(kind, "v1")),
            WORKLOADS,
        );
    });

    for (const [kind, apiVersion, expected] of [
        ["Service", "v1", true],
        ["Service", undefined, true],
        ["Service", "serving.knative.dev/v1", false],
        ["HorizontalPodAutoscaler", "autoscaling/v2", true],
        ["Role", "rbac.authorization.k8s.io/v1", true],
        ["HTTPRoute", "gateway.networking.k8s.io/v1", true],
        ["Workload", "kueue.x-k8s.io/v1beta1", false],
        ["Gateway", "networking.istio.io/v1", false],
        ["Deployment", "apps/v1", false],
        ["TaskDefinition", undefined, false],
        ["constructor", undefined, false],
    ] as const) {
        it(`depend on the kind and the API: ${kind} of ${apiVersion}`, () =>
            assert.equal(runsNothing(kind, apiVersion), expected));
    }
});

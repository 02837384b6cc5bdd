import assert from "node:assert/strict";
import { KNOWN_LATER } from "../../../../provider/vocabulary/unknown";
import { digestOf } from "../../../support/records";
import { deployment } from "../../sdk/made-deployments";
import { madeIn, names } from "./plain-core";

const API = deployment("api", `ghcr.io/acme/api:1@${digestOf("a")}`);
const SERVICE = { apiVersion: "v1", kind: "Service", metadata: { name: "api" }, spec: { ports: [] } };
const ROLE = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "api" }, rules: [] };
const MONITOR = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { namespace: "shop", name: "api" },
    spec: {},
};
const CERTIFICATE = { apiVersion: "cert-manager.io/v1", kind: "Certificate", metadata: { name: "tls" }, spec: {} };
const SCALED = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: "api" },
    spec: { scaleTargetRef: { name: "api" } },
};
const ROLLOUT = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Rollout",
    metadata: { namespace: "shop", name: "shop" },
    spec: { workloadRef: { apiVersion: "apps/v1", kind: "Deployment", name: "api" } },
};
const WAY_OUT =
    "no containers that can be found, so nothing can be recorded. (workloads). What a controller runs for an object of its own kind can be recorded with the option also";
const REFERS = "Rollout shop/shop runs the containers of Deployment shop/api, which its spec.workloadRef names";

const refused = (workloads: unknown, ...lines: string[]): Promise<void> =>
    assert.rejects(names(workloads, {}, "preview"), { message: ["deploymentsOf found:", ...lines].join("\n- ") });

/** The names of the deployments, and the lines that are shown. */
async function found(workloads: unknown, operation: "up" | "preview" = "up") {
    const { deployments, lines } = await madeIn(workloads, {}, operation);
    return { found: Object.keys(deployments), lines };
}

describe("an object that is known to run nothing", () => {
    it("is ignored wherever it is", async () => {
        const ownServices = [SERVICE, { kind: "Secret" }, { kind: "Role", metadata: { name: "x" } }, SCALED];
        for (const workloads of [
            [API, ...ownServices, ROLE],
            [...ownServices, [ROLE, [API]]],
            { resources: [API, SERVICE, ROLE, SCALED] },
            { kind: "List", items: [SERVICE, API] },
        ]) {
            assert.deepEqual(await found(workloads), { found: ["shop/api/server"], lines: [] });
        }
    });

    it("is ignored, and so are the empty documents of a file", async () => {
        assert.deepEqual(await found([null, SERVICE, API, null]), { found: ["shop/api/server"], lines: [] });
    });
});

describe("an object of another kind without containers", () => {
    it("is refused if the program passes it directly, together with all others", async () => {
        await refused([API, MONITOR], `ServiceMonitor shop/api has ${WAY_OUT}`);
        await refused(
            [MONITOR, CERTIFICATE, {}, API],
            `ServiceMonitor shop/api, Certificate tls and workloads[2] have ${WAY_OUT}`,
        );
        await refused({ kind: "Deployment", spec: {} }, `workloads (Deployment) has ${WAY_OUT}`);
        await refused([{ kind: "Pod", spec: "x" }], `workloads[0] (Pod) has ${WAY_OUT}`);
    });

    it("causes a warning in a group, and the rest is recorded", async () => {
        const group = { resources: [MONITOR, API, CERTIFICATE, 7, { spec: {} }] };
        assert.deepEqual(await found([group]), {
            found: ["shop/api/server"],
            lines: [
                "warning: deploymentsOf: ServiceMonitor shop/api, Certificate tls, workloads[0].resources[3], which is 7, and " +
                    `workloads[0].resources[4] have ${WAY_OUT}`,
            ],
        });
    });

    for (const [what, value] of [
        ["undefined", undefined],
        ["7", 7],
        ['"api.yaml"', "api.yaml"],
    ] as const) {
        it(`is refused even if it is not an object: ${what}`, () =>
            refused([API, value], `workloads[1], which is ${what}, has ${WAY_OUT}`));
    }

    it("is refused even if it is a group with undefined resources", () =>
        refused([API, { resources: undefined }], `workloads[1] has ${WAY_OUT}`));
});

describe("an object that refers to a workload", () => {
    it("is refused outside a group and causes a warning in a group, with the workload that it refers to", async () => {
        const line = `${REFERS}. Pass that workload as well, and they are recorded under its name`;
        await refused([ROLLOUT], line);
        await refused([ROLLOUT, MONITOR], `ServiceMonitor shop/api has ${WAY_OUT}`, line);
        const elsewhere = { ...API, metadata: { ...API.metadata, namespace: "other" } };
        assert.deepEqual(await found({ resources: [ROLLOUT, elsewhere] }), {
            found: ["other/api/server"],
            lines: [`warning: deploymentsOf: ${line}`],
        });
        const bare = {
            kind: "Rollout",
            metadata: { name: "a" },
            spec: { workloadRef: { kind: "Deployment", name: "a" } },
        };
        await assert.rejects(names(bare), /Rollout a runs the containers of Deployment a, /);
    });

    it("is mentioned in a preview if that workload is passed, too", async () => {
        for (const workloads of [[ROLLOUT, API], { resources: [API, ROLLOUT] }]) {
            assert.deepEqual(await found(workloads, "preview"), {
                found: ["shop/api/server"],
                lines: [`info: deploymentsOf: ${REFERS}. They are recorded under its name`],
            });
            assert.deepEqual(await found(workloads), { found: ["shop/api/server"], lines: [] });
        }
    });
});

describe("a partly unknown object without containers in a preview", () => {
    it("does not make the rest unknown if it runs nothing", async () => {
        const service = { ...SERVICE, metadata: { name: KNOWN_LATER, namespace: KNOWN_LATER }, spec: KNOWN_LATER };
        for (const other of [{ kind: "Secret", metadata: { name: KNOWN_LATER } }, service]) {
            assert.deepEqual(await names([API, other], {}, "preview"), ["shop/api/server"]);
        }
    });

    it("is named by its place if its name is unknown", async () => {
        const monitor = { ...MONITOR, metadata: { name: KNOWN_LATER } };
        await refused([API, monitor], `workloads[1] (ServiceMonitor) has ${WAY_OUT}`);
    });

    for (const [what, rollout, api, target] of [
        ["the name in the reference", { workloadRef: { kind: "Deployment", name: KNOWN_LATER } }, API, "the workload"],
        ["the kind in the reference", { workloadRef: { kind: KNOWN_LATER, name: "api" } }, API, "the workload"],
        [
            "the name of the workload",
            ROLLOUT.spec,
            { ...API, metadata: { namespace: "shop", name: KNOWN_LATER } },
            "Deployment shop/api,",
        ],
    ] as const) {
        it(`may refer to a workload that was passed, if the preview does not know ${what}`, async () => {
            const { lines } = await madeIn([{ ...ROLLOUT, spec: rollout }, api], {}, "preview");
            assert.deepEqual(lines, [
                `info: deploymentsOf: Rollout shop/shop runs the containers of ${target} which its spec.workloadRef names. ` +
                    "They are recorded under its name",
            ]);
        });
    }
});

describe("workloads without a container", () => {
    const line = (where: string): string =>
        `warning: deploymentsOf: no containers in ${where}, so no deployments come from there. \`pulumi up\` decommissions those ` +
        "that came from there before";

    for (const [what, workloads, where, expected] of [
        ["an empty group", { resources: [] }, "workloads", []],
        ["an empty group by name", [API, { resources: {} }], "workloads[1]", ["shop/api/server"]],
        ["a group of objects that run nothing", [API, { resources: [SERVICE] }], "workloads[1]", ["shop/api/server"]],
        [
            "two empty groups",
            [{ resources: [] }, API, { items: [] }],
            "workloads[0] and workloads[2]",
            ["shop/api/server"],
        ],
        ["a list that Go left empty", { kind: "List", items: null }, "workloads", []],
        ["a list in a group", [{ resources: [{ kind: "List", items: [] }] }], "workloads[0]", []],
        [
            "an empty list in a group with other objects",
            { resources: [API, { kind: "List", items: [] }] },
            "workloads.resources[1]",
            ["shop/api/server"],
        ],
        ["only a Service", SERVICE, "workloads", []],
    ] as const) {
        it(`give no deployments, with a warning: ${what}`, async () => {
            assert.deepEqual(await found(workloads), { found: expected, lines: [line(where)] });
        });
    }

    it("give no deployments, without a warning, if the program passes an empty list", async () => {
        assert.deepEqual(await found([]), { found: [], lines: [] });
    });

    it("are unknown in a preview if a kind is unknown", async () => {
        for (const object of [{ kind: KNOWN_LATER }, { kind: "X", apiVersion: KNOWN_LATER }]) {
            const deployments = await names([API, object], {}, "preview");
            assert.deepEqual(deployments, ["shop/api/server", "workloads[1] not known before up"]);
        }
    });
});

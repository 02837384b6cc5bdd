import assert from "node:assert/strict";
import { ComponentResource, type ComponentResourceOptions, output, secret } from "@pulumi/pulumi";
import type { Origin } from "../../../provider/origin";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet, type ClusterDeploymentRecordSetArgs } from "../../../sdk";
import { digestOf } from "../../support/records";
import { MockedEngine } from "./mocked-engine";

const deployment = { name: "ghcr.io/acme/api", digest: digestOf("a") };
const TYPE = "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet";

/** The origin that was registered for a set with these deployments. */
async function originOf(
    deployments: ClusterDeploymentRecordSetArgs["deployments"],
    opts: ComponentResourceOptions = {},
): Promise<Origin> {
    const engine = await MockedEngine.start();
    const args = { cluster: "prod-eu-1", logicalEnvironment: "production", deployments };
    const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args, opts));
    return inputs.__origin as Origin;
}

const withProto = (value: unknown): Record<string, never> =>
    Object.defineProperty({}, "__proto__", { value, enumerable: true }) as Record<string, never>;

describe("the origin of a resource", () => {
    it("is its URN, as the program can tell it", async () => {
        assert.equal((await originOf({})).urn, `urn:pulumi:stack::project::${TYPE}::prod`);
        const engine = await MockedEngine.start();
        const parent = new ComponentResource("acme:index:Shop", "shop");
        const set = { cluster: "c", logicalEnvironment: "p", deployments: {} };
        await engine.registrationOf(new ClusterDeploymentRecordSet("prod", set, { parent }));
        const registered = engine.registrations.find(({ name }) => name === "prod");
        assert.equal(
            (registered?.inputs.__origin as Origin | undefined)?.urn,
            `urn:pulumi:stack::project::acme:index:Shop$${TYPE}::prod`,
        );
    });

    for (const [what, deployments, secrets] of [
        ["none of plain values", { a: deployment }, []],
        ["none of an output", output({ a: deployment }), []],
        ["a secret as a whole", secret({ a: deployment }), ["deployments"]],
        ["a secret within a map", { a: { ...deployment, tags: { team: secret("x") } } }, ["deployments"]],
        ["a secret within a list", [{ deploymentName: "a", ...deployment, version: secret("1") }], ["deployments"]],
        ["a promise of a secret", { a: Promise.resolve(secret(deployment)) }, ["deployments"]],
    ] as const) {
        it(`knows which arguments are secrets: ${what}`, async () => {
            assert.deepEqual((await originOf(deployments)).secrets, secrets);
        });
    }

    it("knows secrets of a storage record as well, each by its own argument", async () => {
        const engine = await MockedEngine.start();
        const args = {
            ...deployment,
            registryUrl: "https://ghcr.io",
            digest: secret(digestOf("a")),
            version: secret("1"),
        };
        const { inputs } = await engine.registrationOf(new ArtifactStorageRecord("image", args, { protect: true }));
        assert.deepEqual((inputs.__origin as Origin).secrets, ["digest", "version"]);
    });

    for (const [what, deployments, lost] of [
        ["none", { a: deployment }, []],
        ["the name of a deployment", withProto(deployment), ['deployments["__proto__"]']],
        ["of an output", output(1).apply(() => withProto(deployment)), ['deployments["__proto__"]']],
        ["of a promise", Promise.resolve(withProto(deployment)), ['deployments["__proto__"]']],
        ["a tag", { a: { ...deployment, tags: withProto("x") } }, ['deployments["a"]["tags"]["__proto__"]']],
        [
            "a tag in a list",
            [{ deploymentName: "a", ...deployment, tags: withProto("x") }],
            ['deployments[0]["tags"]["__proto__"]'],
        ],
        ["half a character in a name", { "a\ud800": deployment }, ['deployments["a\\ud800"]']],
        ["half a character in a value", { a: { ...deployment, version: "\udc00" } }, ['deployments["a"]["version"]']],
        ["whole characters", { "🚀": deployment }, []],
    ] as const) {
        it(`knows what Pulumi loses: ${what}`, async () => {
            assert.deepEqual((await originOf(deployments)).lost.flat(), lost);
        });
    }

    it("comes without what Pulumi would lose", async () => {
        const engine = await MockedEngine.start();
        const args = { cluster: "c", logicalEnvironment: "p", deployments: withProto(deployment) };
        const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args));
        assert.equal("deployments" in inputs, false);
    });
});

describe("a map of deployments", () => {
    it("arrives with names that Pulumi's SDK would stumble over", async () => {
        const engine = await MockedEngine.start();
        const deployments = Object.fromEntries(
            ["toString", "valueOf", "constructor", "then"].map((name) => [name, deployment]),
        );
        const args = { cluster: "c", logicalEnvironment: "p", deployments };
        const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args));
        assert.deepEqual(Object.keys(inputs.deployments as object).sort(), Object.keys(deployments).sort());
    });
});

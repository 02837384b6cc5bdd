import assert from "node:assert/strict";
import { ComponentResource, type CustomResourceOptions, type Output, output, RunError, secret } from "@pulumi/pulumi";
import type { Origin } from "../../../provider/input/origin";
import { NOT_CARRIED } from "../../../provider/vocabulary/unknown";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet, type ClusterDeploymentRecordSetArgs } from "../../../sdk";
import { digestOf } from "../../support/records";
import { MockedEngine } from "./mocked-engine";

const deployment = { name: "ghcr.io/acme/api", digest: digestOf("a") };
const TYPE = "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet";

/** The origin that was registered for a set with these deployments. */
async function originOf(
    deployments: ClusterDeploymentRecordSetArgs["deployments"],
    opts: CustomResourceOptions = {},
): Promise<Origin> {
    const engine = await MockedEngine.start();
    const args = { cluster: "prod-eu-1", logicalEnvironment: "production", deployments };
    const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args, opts));
    return inputs.__origin as Origin;
}

const withProto = (value: unknown): Record<string, never> =>
    Object.defineProperty({}, "__proto__", { value, enumerable: true }) as Record<string, never>;

describe("The origin of a resource", () => {
    it("has the URN that the program knows", async () => {
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

    it("reports the option deletedWith, since Pulumi would not call the provider to retire the records", async () => {
        await MockedEngine.start();
        const host = new ComponentResource("acme:index:Host", "host");
        const [problem, ...more] = (await originOf({}, { deletedWith: host })).problems;
        assert.deepEqual([problem?.path, more], ["the option deletedWith", []]);
        assert.match(problem?.reason as string, /^is not supported: .* retainOnDelete to keep the records/);
    });

    for (const [what, deployments, secrets] of [
        ["none for plain values", { a: deployment }, []],
        ["none for an output", output({ a: deployment }), []],
        ["a secret as a whole", secret({ a: deployment }), ["deployments"]],
        ["a secret within a map", { a: { ...deployment, tags: { team: secret("x") } } }, ["deployments"]],
        ["a secret within a list", [{ deploymentName: "a", ...deployment, version: secret("1") }], ["deployments"]],
        ["a promise of a secret", { a: Promise.resolve(secret(deployment)) }, ["deployments"]],
    ] as const) {
        it(`names the arguments that are secrets: ${what}`, async () => {
            assert.deepEqual((await originOf(deployments)).secrets, secrets);
        });
    }

    it("names the secrets of a storage record, each by its own argument", async () => {
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
        ["nothing", { a: deployment }, []],
        ["the name of a deployment", withProto(deployment), ['deployments["__proto__"]']],
        ["a name in an output", output(1).apply(() => withProto(deployment)), ['deployments["__proto__"]']],
        ["a name in a promise", Promise.resolve(withProto(deployment)), ['deployments["__proto__"]']],
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
        it(`reports what Pulumi would lose: ${what}`, async () => {
            const problems = lost.map((path) => ({ path, reason: NOT_CARRIED }));
            assert.deepEqual((await originOf(deployments)).problems, problems);
        });
    }

    const fail = (message: string): never => {
        throw new RunError(message);
    };
    const broken = (): Output<never> => output(1).apply(() => fail("no digest")) as unknown as Output<never>;
    for (const [what, deployments, path] of [
        ["a promise", () => Promise.reject(new RunError("no digest")), "deployments"],
        ["an output", broken, "deployments"],
        ["an output of an output", () => output(1).apply(broken) as never, "deployments"],
        ["an entry's value", () => ({ a: { ...deployment, digest: broken() } }), 'deployments["a"]["digest"]'],
        [
            "a listed value",
            () => [{ deploymentName: "a", ...deployment, digest: broken() }],
            'deployments[0]["digest"]',
        ],
        ["within a promise", async () => ({ a: { ...deployment, digest: broken() } }), 'deployments["a"]["digest"]'],
        ["within an output", () => output(1).apply(() => ({ a: [broken()] })) as never, 'deployments["a"][0]'],
    ] as const) {
        it(`reports an argument that fails, and the resource is still registered: ${what}`, async () => {
            assert.deepEqual((await originOf(deployments())).problems, [{ path, reason: "failed: no digest" }]);
        });
    }

    it("reports one reason once, with each place that it affects", async () => {
        const digest = broken();
        const { problems } = await originOf({ a: { ...deployment, digest }, b: { ...deployment, digest } });
        const path = 'deployments["a"]["digest"], deployments["b"]["digest"]';
        assert.deepEqual(problems, [{ path, reason: "failed: no digest" }]);
    });

    it("says where in the program another kind of error was thrown, with only the file, line and column", async () => {
        const none = output({ image: undefined as unknown as { ref: string } });
        const digest = none.apply(({ image }) => image.ref);
        const { problems } = await originOf({ a: { ...deployment, digest } });
        assert.match(
            problems[0]?.reason as string,
            /^failed: Cannot read properties of undefined \(reading 'ref'\) \(at dist\/tests\/unit\/sdk\/origin\.test\.js:\d+:\d+\)$/,
        );
        const traceless = Object.assign(new Error("no trace"), { stack: undefined });
        for (const error of ["out of luck", traceless]) {
            const [problem] = (await originOf(Promise.reject(error))).problems;
            assert.equal(problem?.reason, `failed: ${error === traceless ? "no trace" : error}`);
        }
    });

    it("reports only the argument that fails, and the other arguments are registered", async () => {
        const engine = await MockedEngine.start();
        const deployments = Promise.reject(new RunError("no digest"));
        const args = { cluster: "c", logicalEnvironment: output("p"), deployments };
        const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args));
        const { __provider, __origin, ...registered } = inputs;
        assert.deepEqual(registered, { cluster: "c", logicalEnvironment: "p" });
    });

    it("is registered without the argument that Pulumi would lose", async () => {
        const engine = await MockedEngine.start();
        const args = { cluster: "c", logicalEnvironment: "p", deployments: withProto(deployment) };
        const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args));
        assert.equal("deployments" in inputs, false);
    });
});

describe("A map of deployments", () => {
    it("is registered with names that Pulumi's SDK cannot handle by itself", async () => {
        const engine = await MockedEngine.start();
        const deployments = Object.fromEntries(
            ["toString", "valueOf", "constructor", "then"].map((name) => [name, deployment]),
        );
        const args = { cluster: "c", logicalEnvironment: "p", deployments };
        const { inputs } = await engine.registrationOf(new ClusterDeploymentRecordSet("prod", args));
        assert.deepEqual(Object.keys(inputs.deployments as object).sort(), Object.keys(deployments).sort());
    });
});

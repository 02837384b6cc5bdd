import assert from "node:assert/strict";
import { CustomResource, isSecret, isUnknown, type Output, output, runtime, secret, unknown } from "@pulumi/pulumi";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet, type DeploymentArgs } from "../../../sdk";
import { checkProgram } from "../../../sdk/testing";
import { digestOf } from "../../support/records";
import { loggedBy } from "./logged-lines";
import { promised } from "./mocked-engine";

const api: DeploymentArgs = { name: "ghcr.io/acme/api", digest: digestOf("a"), githubRepository: "api" };
const place = { cluster: "prod-eu-1", logicalEnvironment: "production" };
const TYPE = "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet";

/** A resource of another package. */
class Bucket extends CustomResource {
    declare readonly digest: Output<string>;

    constructor(name: string, args: object = {}) {
        super("cloud:index:Bucket", name, { digest: undefined, ...args });
    }
}

const setOf = (deployments: Record<string, unknown>, more: object = {}, name = "prod"): ClusterDeploymentRecordSet =>
    new ClusterDeploymentRecordSet(name, {
        ...place,
        ...more,
        deployments: deployments as Record<string, DeploymentArgs>,
    });

describe("checkProgram", () => {
    beforeEach(() => runtime.setAllConfig({ "github-artifacts:owner": "acme" }));
    afterEach(() => runtime.setAllConfig({}));

    it("returns the declared resources, with settings and defaults, and the program's result", async () => {
        const { resources, result } = await checkProgram(() => {
            setOf({ "shop/api": api });
            new ArtifactStorageRecord("image", {
                name: "ghcr.io/acme/api",
                digest: digestOf("a"),
                registryUrl: "https://ghcr.io",
            });
            return "done";
        });
        assert.equal(result, "done");
        const set = {
            org: "acme",
            ...place,
            deployments: { "shop/api": api },
            onRejected: "fail",
        };
        const image = { org: "acme", name: "ghcr.io/acme/api", digest: digestOf("a"), registryUrl: "https://ghcr.io" };
        assert.deepEqual(resources, [
            {
                type: "ArtifactStorageRecord",
                name: "image",
                args: { ...image, status: "active", removalStatus: "eol" },
            },
            { type: "ClusterDeploymentRecordSet", name: "prod", args: set },
        ]);
    });

    it("gives resources the outputs that GitHub would return", async () => {
        const { result } = await checkProgram(() => {
            const set = setOf({ b: api, a: api }, { physicalEnvironment: "eu" });
            const image = new ArtifactStorageRecord("image", {
                name: "api",
                digest: digestOf("a"),
                registryUrl: "https://ghcr.io",
                repository: "acme/api",
                version: "1.4.2",
            });
            return { set, image };
        });
        assert.equal(await promised(result.set.id), "acme/prod-eu-1/production/eu");
        assert.deepEqual(await promised(result.set.recordIds), { a: 1, b: 2 });
        assert.deepEqual(await promised(result.set.rejected), {});
        assert.deepEqual(await promised(result.image.recordIds), [1]);
        assert.equal(await promised(result.image.version), "1.4.2");
    });

    for (const preview of [false, true]) {
        it(`rejects with the lines that the engine prints, for all resources at once, in ${preview ? "a preview" : "an up"}`, async () => {
            const refused = checkProgram(
                () => {
                    setOf({ "shop/api": { ...api, digest: "not a digest" } });
                    setOf({ "shop/web": { ...api, name: "" } }, { cluster: "a b" }, "other");
                    setOf({ "shop/api": api }, {}, "fine");
                },
                { preview },
            );
            await assert.rejects(refused, ({ message }: Error) => {
                const lines = message.split("\n");
                assert.equal(lines.length, 3, message);
                assert.match(
                    lines[2] ?? "",
                    new RegExp(
                        `^${TYPE} resource 'prod' has a problem: deployments\\["shop/api"\\]\\.digest is "not a digest", but must be "sha256:" and 64 `,
                    ),
                );
                assert.match(lines[0] ?? "", /resource 'other' has a problem: cluster is "a b"/);
                assert.match(lines[1] ?? "", /resource 'other' has a problem: deployments\["shop\/web"\]\.name is ""/);
                return true;
            });
        });
    }

    it("rejects if two resources declare one record", () =>
        assert.rejects(
            checkProgram(() => [setOf({ a: api }), setOf({ a: api }, {}, "again")]),
            /has a problem: .*declared by "(again|prod)" and also by "(again|prod)"/,
        ));

    it("rejects if no organization is set, but not if the environment names it", async () => {
        runtime.setAllConfig({});
        await assert.rejects(
            checkProgram(() => setOf({ a: api })),
            /org is missing/,
        );
        process.env.GITHUB_OWNER = "from-environment";
        try {
            const { resources } = await checkProgram(() => setOf({ a: api }));
            assert.equal(resources[0]?.args.org, "from-environment");
        } finally {
            delete process.env.GITHUB_OWNER;
        }
    });

    it("rejects even if the program or another resource waits for an output of a refused resource", async () => {
        const wrong = { a: { ...api, digest: "wrong" } };
        await assert.rejects(
            checkProgram(() => promised(setOf(wrong).recordIds)),
            /digest is "wrong"/,
        );
        await assert.rejects(
            checkProgram(() => setOf({ b: api }, { cluster: setOf(wrong).cluster }, "later")),
            /digest is "wrong"/,
        );
    });

    it("reports the refusal, not the error that follows from it in the program", () =>
        assert.rejects(
            checkProgram(async () => {
                const ids = await promised(setOf({ a: { ...api, digest: "wrong" } }).recordIds);
                return ids.a;
            }),
            /digest is "wrong"/,
        ));

    it("leaves no unhandled rejection, which a test runner would report as a failure", async () => {
        const unhandled: unknown[] = [];
        const listen = (reason: unknown): void => void unhandled.push(reason);
        process.on("unhandledRejection", listen);
        await assert.rejects(checkProgram(() => void setOf({ a: { ...api, digest: "wrong" } })));
        await new Promise(setImmediate);
        process.off("unhandledRejection", listen);
        assert.deepEqual(unhandled, []);
    });

    it("checks each run independently of earlier ones", async () => {
        for (const name of ["one", "other"]) await checkProgram(() => setOf({ a: api }, {}, name));
    });

    it("uses the given mocks for other resources and functions, and their results as arguments", async () => {
        const mocks: runtime.Mocks = {
            call: ({ token }) => ({ digest: token === "cloud:index:getImage" ? digestOf("c") : "" }),
            newResource: ({ type, name, inputs }) => ({
                id: `${type} ${name}`,
                state: { ...inputs, digest: digestOf("b") },
            }),
        };
        const { result, resources } = await checkProgram(
            async () => {
                const bucket = new Bucket("store");
                const image = await runtime.invoke("cloud:index:getImage", {});
                setOf({ a: { ...api, digest: bucket.digest }, b: { ...api, digest: image.digest } });
                return bucket;
            },
            { mocks },
        );
        assert.equal(await promised(result.id), "cloud:index:Bucket store");
        const deployments = resources[0]?.args.deployments as Record<string, DeploymentArgs>;
        assert.deepEqual([deployments.a?.digest, deployments.b?.digest], [digestOf("b"), digestOf("c")]);
    });

    it("gives other resources their inputs as outputs, and functions an empty result, if no mocks are given", async () => {
        const { result } = await checkProgram(async () => {
            const bucket = new Bucket("store", { size: 1 });
            return { id: await promised(bucket.id), answer: await runtime.invoke("cloud:index:getImage", {}) };
        });
        assert.deepEqual(result, { id: "store-id", answer: {} });
    });

    it("rejects with the error of a mock or of the program", async () => {
        const failing = (thrown: unknown): runtime.Mocks => ({
            call: () => ({}),
            newResource: () => {
                throw thrown;
            },
        });
        const broken = new Error("no such mock");
        await assert.rejects(
            checkProgram(() => void new Bucket("a"), { mocks: failing(broken) }),
            broken,
        );
        const two = checkProgram(() => [new Bucket("a"), new Bucket("b")], { mocks: failing("plain text") });
        await assert.rejects(two, { message: "plain text\nplain text" });
        const calling = (more: () => unknown) =>
            checkProgram(() => more(), { mocks: { ...failing("unused"), call: () => Promise.reject(broken) } });
        await assert.rejects(
            calling(() => runtime.invoke("cloud:index:getImage", {})),
            broken,
        );
        await assert.rejects(
            calling(() => runtime.invoke("cloud:index:getImage", {}).catch(() => "taken")),
            broken,
        );
        await assert.rejects(
            checkProgram(() => {
                throw broken;
            }),
            broken,
        );
    });

    it("accepts unknown values in a preview, and leaves the outputs that depend on GitHub or on them unknown", async () => {
        const later = output(unknown) as unknown as Output<string>;
        const { result, resources } = await checkProgram(
            () => setOf({ a: { ...api, digest: later, tags: { team: later } } }, { physicalEnvironment: later }),
            { preview: true, project: "shop", stack: "prod" },
        );
        const args = resources[0]?.args as { physicalEnvironment: unknown; deployments: { a: DeploymentArgs } };
        const { name, digest } = args.deployments.a;
        assert.deepEqual(
            [name, isUnknown(digest), isUnknown(args.physicalEnvironment)],
            ["ghcr.io/acme/api", true, true],
        );
        assert.equal(await (result.id as unknown as { isKnown: Promise<boolean> }).isKnown, false);
        assert.equal(await (result.recordIds as unknown as { isKnown: Promise<boolean> }).isKnown, false);
        assert.match(await promised(result.urn), /^urn:pulumi:prod::shop::/);
    });

    it("rejects an unknown value in an up", () =>
        assert.rejects(
            checkProgram(() => setOf({ a: { ...api, digest: output(unknown) } })),
            /deployments\["a"\]\.digest is required, but missing/,
        ));

    it("keeps secrets, and rejects a secret that identifies a record", async () => {
        const { result, resources } = await checkProgram(() => setOf({ a: { ...api, digest: secret(digestOf("a")) } }));
        assert.deepEqual([await isSecret(result.deployments), await isSecret(result.cluster)], [true, false]);
        assert.deepEqual(resources[0]?.args.deployments, { a: api });
        await assert.rejects(
            checkProgram(() => setOf({ a: api }, { cluster: secret("c") })),
            /cluster is a secret/,
        );
        const wrong = { a: { ...api, digest: secret("hidden") } };
        await assert.rejects(
            checkProgram(() => setOf(wrong)),
            ({ message }: Error) => !message.includes("hidden"),
        );
    });

    it("shows the warnings of a preview", async () => {
        const lines = await loggedBy(async () => {
            const image = { digest: digestOf("a"), registryUrl: "https://ghcr.io" };
            await checkProgram(() =>
                ["api", "web"].map((name) => new ArtifactStorageRecord(name, { ...image, name, repository: name })),
            );
        });
        assert.match(
            lines.join("\n"),
            /^warning: acme: web@.*"web" records the artifact under another name than "api"/,
        );
    });
});

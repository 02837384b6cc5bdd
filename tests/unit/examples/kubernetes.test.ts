import assert from "node:assert/strict";
import { type ImageReference, parseImageReference } from "../../../sdk";
import { loadExample } from "../../support/example-source";
import { digestOf } from "../../support/records";
import { registeredBy } from "./mocked-cloud";
import { type RegistryFake, type RegistryOptions, startRegistry } from "./registry-fake";

const WORKER = digestOf("c");
const digests = { "acme/worker:3.1.0": WORKER, "acme/worker:latest": digestOf("d") };

let registry: RegistryFake;
const start = async (options: Omit<RegistryOptions, "digests"> = {}): Promise<void> => {
    registry = await startRegistry({ digests, ...options });
};

describe("The example kubernetes", () => {
    beforeEach(() => start({ access: "anonymous" }));
    afterEach(() => registry.close());

    const registeredOf = (api: object) => ({
        "ClusterDeploymentRecordSet production": {
            args: {
                cluster: "prod-eu-1",
                logicalEnvironment: "production",
                deployments: {
                    "shop/api/server": { ...api, githubRepository: "api", runtimeRisks: ["sensitive-data"] },
                    "shop/web/server": {
                        name: `${registry.host}/acme/web`,
                        version: "2.0.0",
                        digest: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        githubRepository: "web",
                        tags: { team: "checkout" },
                        runtimeRisks: ["internet-exposed"],
                    },
                    "shop/worker/server": {
                        name: `${registry.host}/acme/worker`,
                        version: "3.1.0",
                        digest: WORKER,
                        githubRepository: "worker",
                    },
                },
            },
            dependsOn: ["Deployment api", "Deployment web", "Deployment worker"],
        },
    });

    it("records each workload, and asks the registry for the digest that is not written", async () => {
        const config = { "kubernetes-workloads:registry": registry.host };
        const api = { name: `${registry.host}/acme/api`, version: "1.4.2", digest: digestOf("a") };
        const outputs = { "docker-build:index:Image": { ref: `${api.name}:1.4.2@${api.digest}` } };
        assert.deepEqual(await registeredBy("kubernetes", { config, outputs }), registeredOf(api));
        assert.deepEqual(registry.seen, [
            "HEAD /v2/acme/worker/manifests/3.1.0",
            "GET /token?service=fake&scope=repository%3Aacme%2Fworker%3Apull",
            "HEAD /v2/acme/worker/manifests/3.1.0",
        ]);
    });

    it("shows all but the image that is yet to be built in a preview", async () => {
        const config = { "kubernetes-workloads:registry": registry.host };
        // What is made of an image that is not known waits for it as well.
        const api = { name: "?", version: "?", digest: "?" };
        const { "ClusterDeploymentRecordSet production": set } = await registeredBy(
            "kubernetes",
            { config },
            "preview",
        );
        const expected = registeredOf(api)["ClusterDeploymentRecordSet production"];
        Object.assign(expected.args.deployments["shop/api/server"], { githubRepository: "?" });
        assert.deepEqual(set, expected);
    });
});

describe("The digest that a registry gives", () => {
    afterEach(() => registry.close());

    type Resolve = (image: ImageReference) => Promise<string>;
    const resolved = (image: string): Promise<string> => {
        const { resolveDigest } = loadExample<{ resolveDigest: Resolve }>("kubernetes", "registry-digest.ts");
        return resolveDigest(parseImageReference(`${registry.host}/${image}`));
    };

    it("is that of the tag, and of latest where none is written", async () => {
        await start();
        assert.equal(await resolved("acme/worker:3.1.0"), WORKER);
        assert.equal(await resolved("acme/worker"), digestOf("d"));
        assert.equal(registry.seen.length, 2);
    });

    it("may need a token, under either of its names", async () => {
        await start({ access: "anonymous", tokenName: "access_token" });
        assert.equal(await resolved("acme/worker:3.1.0"), WORKER);
    });

    for (const [why, options, image, message] of [
        ["there is no such tag", {}, "acme/worker:4", /manifests\/4 answered 404 and gave no digest$/],
        ["the image is private", { access: "refused" }, "acme/worker:3.1.0", /\/token\?.* answered 403 .*private\?$/],
        ["a password is wanted", { access: "basic" }, "acme/worker:3.1.0", /401 and offers no token: .*Basic realm/],
        [
            "no token is in the answer",
            { access: "anonymous", tokenName: "none" },
            "acme/worker:3.1.0",
            /\/token\?.* answered without a token$/,
        ],
    ] as const) {
        it(`is none where ${why}, and the error says so`, async () => {
            await start(options);
            await assert.rejects(resolved(image), { message });
        });
    }

    it("is none where the registry is down, and the error says so", async () => {
        await start();
        await registry.close();
        await assert.rejects(resolved("acme/worker"), { message: /manifests\/latest was not reached: .*ECONNREFUSED/ });
    });
});

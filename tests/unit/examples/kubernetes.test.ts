import assert from "node:assert/strict";
import { digestOf } from "../../support/records";
import { type Cloud, registeredBy } from "./mocked-cloud";

const WORKER = digestOf("c");
const REGISTRY = "registry.example.com";

/** A registry that knows one tag. */
const cloud = (outputs: Cloud["outputs"] = {}): Cloud => ({
    config: { "kubernetes-workloads:registry": REGISTRY },
    outputs,
    answers: {
        "docker:index/getRegistryImage:getRegistryImage": (args) => {
            assert.deepEqual(args, { name: `${REGISTRY}/acme/worker:3.1.0` });
            return { sha256Digest: WORKER };
        },
    },
});

const registeredOf = (api: object) => ({
    "ClusterDeploymentRecordSet production": {
        args: {
            cluster: "kubernetes-eu-1",
            logicalEnvironment: "production",
            deployments: {
                "shop/api/server": { ...api, githubRepository: "api", runtimeRisks: ["sensitive-data"] },
                "shop/web/server": {
                    name: `${REGISTRY}/acme/web`,
                    version: "2.0.0",
                    digest: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    githubRepository: "web",
                    tags: { team: "checkout" },
                    runtimeRisks: ["internet-exposed"],
                },
                "shop/worker/server": {
                    name: `${REGISTRY}/acme/worker`,
                    version: "3.1.0",
                    digest: WORKER,
                    githubRepository: "worker",
                },
            },
        },
        dependsOn: ["Deployment api", "Deployment web", "Deployment worker"],
    },
});

describe("The example kubernetes", () => {
    it("records each workload, and asks the registry for a digest that the program does not name", async () => {
        const api = { name: `${REGISTRY}/acme/api`, version: "1.4.2", digest: digestOf("a") };
        const image = { "docker-build:index:Image": { ref: `${api.name}:1.4.2@${api.digest}` } };
        assert.deepEqual(await registeredBy("kubernetes", cloud(image)), registeredOf(api));
    });

    it("shows everything in a preview except the image that is not built yet", async () => {
        // githubRepository is a function that gets the image, so its result is not known either.
        const api = { name: "?", version: "?", digest: "?" };
        const { "ClusterDeploymentRecordSet production": set } = await registeredBy("kubernetes", cloud(), "preview");
        const expected = registeredOf(api)["ClusterDeploymentRecordSet production"];
        Object.assign(expected.args.deployments["shop/api/server"], { githubRepository: "?" });
        assert.deepEqual(set, expected);
    });
});

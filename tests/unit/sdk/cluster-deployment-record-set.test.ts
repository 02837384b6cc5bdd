import assert from "node:assert/strict";
import { ComponentResource, output } from "@pulumi/pulumi";
import { ClusterDeploymentRecordSet, type ClusterDeploymentRecordSetArgs } from "../../../sdk";
import { digestOf } from "../../support/records";
import { MockedEngine, promised } from "./mocked-engine";

const deployment = { name: "ghcr.io/acme/api", digest: digestOf("a") };
const args: ClusterDeploymentRecordSetArgs = {
    org: "acme",
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    physicalEnvironment: "eu-west-1",
    deployments: {
        "shop/api": {
            ...deployment,
            version: "1.4.2",
            status: "deployed",
            githubRepository: "api",
            tags: { team: "checkout" },
            runtimeRisks: ["internet-exposed"],
        },
    },
    onRejected: "warn",
};

describe("ClusterDeploymentRecordSet", () => {
    it("registers every argument as it is, under its own type", async () => {
        const engine = await MockedEngine.start();
        const set = new ClusterDeploymentRecordSet("prod", args);
        const { type, name, inputs } = await engine.registrationOf(set);
        const { __provider, __origin, ...registered } = inputs;
        assert.equal(type, "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet");
        assert.equal(name, "prod");
        assert.deepEqual(registered, args);
        assert.match(
            String(__provider),
            /require\("pulumi-github-artifacts\/provider"\)[\s\S]*load\(\)\.recordSet\.create/,
        );
    });

    it("leaves a list of deployments to the provider, with the outputs in it resolved", async () => {
        const engine = await MockedEngine.start();
        const listed = [{ deploymentName: "shop/api", ...deployment, digest: output(digestOf("b")) }];
        const set = new ClusterDeploymentRecordSet("prod", { ...args, deployments: listed });
        const { inputs } = await engine.registrationOf(set);
        assert.deepEqual(inputs.deployments, [{ deploymentName: "shop/api", ...deployment, digest: digestOf("b") }]);
    });

    it("has an output for every argument and for what GitHub answered", async () => {
        const answered = { records: { "shop/api": { id: 7 } }, rejected: { "shop/web": "not_found" } };
        await MockedEngine.start(answered);
        const set = new ClusterDeploymentRecordSet("prod", args);
        const names = [
            "org",
            "cluster",
            "logicalEnvironment",
            "physicalEnvironment",
            "deployments",
            "onRejected",
        ] as const;
        for (const name of names) assert.deepEqual(await promised<unknown>(set[name]), args[name], name);
        assert.deepEqual(await promised<unknown>(set.records), answered.records);
        assert.deepEqual(await promised<unknown>(set.rejected), answered.rejected);
    });

    it("has the outputs of arguments that the provider fills in", async () => {
        await MockedEngine.start({ org: "acme", onRejected: "fail" });
        const { cluster, logicalEnvironment, deployments } = args;
        const set = new ClusterDeploymentRecordSet("prod", { cluster, logicalEnvironment, deployments });
        assert.equal(await promised<string>(set.org), "acme");
        assert.equal(await promised<string>(set.onRejected), "fail");
        assert.equal(await promised<string | undefined>(set.physicalEnvironment), undefined);
    });

    it("leaves the arguments that it is given as they are", async () => {
        const engine = await MockedEngine.start();
        const given = structuredClone(args);
        await engine.registrationOf(new ClusterDeploymentRecordSet("prod", given));
        assert.deepEqual(given, args);
    });

    it("hands Pulumi's options on", async () => {
        await MockedEngine.start();
        const parent = new ComponentResource("acme:index:Shop", "shop");
        const set = new ClusterDeploymentRecordSet("prod", args, { parent });
        assert.match(await promised<string>(set.urn), /acme:index:Shop\$pulumi-nodejs:dynamic/);
    });
});

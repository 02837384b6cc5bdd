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
    it("registers every argument unchanged, under its own type", async () => {
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

    it("passes a list of deployments to the provider, with its outputs resolved", async () => {
        const engine = await MockedEngine.start();
        const listed = [{ deploymentName: "shop/api", ...deployment, digest: output(digestOf("b")) }];
        const set = new ClusterDeploymentRecordSet("prod", { ...args, deployments: listed });
        const { inputs } = await engine.registrationOf(set);
        assert.deepEqual(inputs.deployments, [{ deploymentName: "shop/api", ...deployment, digest: digestOf("b") }]);
    });

    it("has outputs for its required arguments, for an organization from the settings, and for GitHub's answer", async () => {
        const answered = { org: "acme", recordIds: { "shop/api": 7 }, rejected: { "shop/web": "not_found" } };
        await MockedEngine.start(answered);
        const { cluster, logicalEnvironment, deployments } = args;
        const set = new ClusterDeploymentRecordSet("prod", { cluster, logicalEnvironment, deployments });
        const outputs = [set.org, set.cluster, set.logicalEnvironment, set.deployments, set.recordIds, set.rejected];
        const told = await Promise.all(outputs.map((output) => promised<unknown>(output)));
        const { org, recordIds, rejected } = answered;
        assert.deepEqual(told, [org, cluster, logicalEnvironment, deployments, recordIds, rejected]);
    });

    it("does not change the arguments object", async () => {
        const engine = await MockedEngine.start();
        const given = structuredClone(args);
        await engine.registrationOf(new ClusterDeploymentRecordSet("prod", given));
        assert.deepEqual(given, args);
    });

    it("passes on Pulumi's resource options", async () => {
        await MockedEngine.start();
        const parent = new ComponentResource("acme:index:Shop", "shop");
        const set = new ClusterDeploymentRecordSet("prod", args, { parent });
        assert.match(await promised<string>(set.urn), /acme:index:Shop\$pulumi-nodejs:dynamic/);
    });
});

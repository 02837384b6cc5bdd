import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { inlineProgram as program, rewrite } from "../support/program";
import { deploymentOf, setProgram } from "../support/records";

const api = deploymentOf("a", { tags: { team: "checkout" }, runtimeRisks: ["sensitive-data", "internet-exposed"] });
const web = deploymentOf("b");

/** Covers only what differs for dynamic resources. The lifecycle that all bindings share is in `lives/`. */
describe("A cluster deployment record set as a dynamic resource", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub();
        project = await program(github, setProgram({ "shop/web": web, "shop/api": api }));
        succeeded(await project.up());
        github.takeRequests();
    });
    after(() => github.close());

    it("is in the state under its own type and id, with GitHub's records", async () => {
        const [resource] = await project.resources();
        assert.equal(resource?.type, "pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet");
        assert.equal(resource?.id, "acme/prod-eu-1/production");
        const [record, web] = github.deploymentRecords();
        const { recordIds, writtenAt, schemaVersion } = resource?.outputs ?? {};
        const time = String(record?.updated_at).replace(/\.\d+Z/, "Z");
        assert.deepEqual(
            [recordIds, writtenAt, schemaVersion],
            [{ "shop/api": record?.id, "shop/web": web?.id }, time, 1],
        );
    });

    it("accepts a list of deployments as the same set", async () => {
        const list = [
            { deploymentName: "shop/web", ...web },
            { deploymentName: "shop/api", ...api },
        ];
        await rewrite(project, setProgram(list));
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });
});

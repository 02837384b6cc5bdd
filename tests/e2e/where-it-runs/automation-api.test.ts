import assert from "node:assert/strict";
import { parse } from "node:path";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { type AutomationStack, automate } from "../../support/automation";
import { installPacked } from "../../support/installation";
import { deploymentOf, setProgram, storageProgram } from "../../support/records";

const { root: ELSEWHERE } = parse(__dirname);

describe("An inline program of the Automation API", () => {
    let github: GitHubServer;
    let installed: string;

    before(async () => {
        github = await startGitHub({
            organizations: { acme: { repositories: ["api"] }, other: { repositories: ["api"] } },
        });
        ({ directory: installed } = await installPacked());
    });
    after(() => github.close());

    const stack = (name: string, main?: string): AutomationStack => ({
        name,
        source: storageProgram("a"),
        options: { projectSettings: { name: `project-${name}`, runtime: "nodejs", ...(main && { main }) } },
    });

    it("runs from any folder if `main` in its project settings is a folder from which the packages can be found", async () => {
        const [run] = await automate(github, ELSEWHERE, "preview", stack("elsewhere", installed));
        assert.match(String(run?.output), /to record; 1 request/);
    });

    it("cannot run from any folder without `main`, because Pulumi does not find its own SDK in the workspace", async () => {
        const [run] = await automate(github, installed, "preview", stack("no-main"));
        assert.equal(run?.isGood, false);
        assert.match(run.output, /Cannot find module '@pulumi\/pulumi\/cmd\/dynamic-provider'/);
    });

    it("runs beside another one in the same process, each with its own settings, records and URNs", async () => {
        const both = ["one", "two"].map(
            (name): AutomationStack => ({
                name,
                config: { "github-artifacts:owner": name === "one" ? "acme" : "other" },
                source: `
                    const parent = new pulumi.ComponentResource("acme:index:Shop", "shop");
                    return new Promise((resolve) => setImmediate(resolve)).then(() => {
                        ${storageProgram("a", { version: name })}
                        return ${setProgram({ a: deploymentOf("a", { version: name }) }).replace(/\);$/, ", { parent });")}
                    }).then(({ urn }) => ({ urn }));`,
            }),
        );
        const runs = await automate(github, installed, "up", ...both);
        for (const [index, { output }] of runs.entries()) {
            const name = both[index]?.name;
            const urn = `urn:pulumi:${name}::project-${name}::acme:index:Shop$pulumi-nodejs:dynamic/github-artifacts:ClusterDeploymentRecordSet::prod`;
            assert.ok(output.includes(urn), output);
        }
        const sent = github
            .takeRequests()
            .map(
                ({ method, path, body }) => `${method} ${path} ${/"version":"(\w+)"/.exec(JSON.stringify(body))?.[1]}`,
            );
        assert.deepEqual(sent.sort(), [
            "POST /orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1 one",
            "POST /orgs/acme/artifacts/metadata/storage-record one",
            "POST /orgs/other/artifacts/metadata/deployment-record/cluster/prod-eu-1 two",
            "POST /orgs/other/artifacts/metadata/storage-record two",
        ]);
    });
});

import assert from "node:assert/strict";
import { type Fault, type GitHubServer, type StoredDeploymentRecord, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { dynamicResources, pluginInJavaScript } from "../support/bindings/bindings";
import type { Arguments, Declared } from "../support/bindings/declared";
import { failed, succeeded } from "../support/finished";
import { deploymentOf, digestOf } from "../support/records";
import { declaredImage, declaredSet, heldLines, takeCounts } from "../support/records-held";
import { ticking } from "../support/ticking";

/** Errors that name no deployment. */
const NAMELESS = [{ deployment: null }];

const BOTH = { "shop/api": "a", "shop/web": "b" };

for (const binding of [dynamicResources, pluginInJavaScript]) {
    // A reply means the same for each binding. Only the way of a partial failure into the state differs.
    const alsoIt = binding.isPlugin ? () => {} : it;

    describe(`After a reply that does not say what happened to an entry, with ${binding.name}:`, () => {
        let github: GitHubServer;

        beforeEach(async () => {
            github = await startGitHub({ now: ticking() });
        });
        afterEach(() => github.close());

        async function start(...declared: readonly Declared[]): Promise<PulumiProject> {
            return binding.start(github, declared);
        }

        const answer = (status: number, body: object): void => github.fail({ method: "POST", status, body });

        /** What the state says about the only set: the names of its deployments and of its records, and what was rejected. */
        async function known(
            project: PulumiProject,
        ): Promise<{ deployments: string[]; records: string[]; rejected: unknown }> {
            const [set, ...others] = await project.resources(binding.type("ClusterDeploymentRecordSet"));
            assert.ok(set !== undefined && others.length === 0, "there is one set in the state");
            const { deployments, recordIds, rejected } = set.outputs;
            return {
                deployments: Object.keys(deployments as object),
                records: Object.keys(recordIds as object),
                rejected,
            };
        }

        it("a destroy that retired nothing fails, names the records, and keeps the set and the image; the next one retires them", async () => {
            const project = await start(declaredSet("prod", BOTH), declaredImage("image", "a"));
            succeeded(await project.up());
            const nothing: Fault = {
                method: "POST",
                status: 200,
                body: { total_count: 0 },
                times: Number.POSITIVE_INFINITY,
            };
            github.fail(nothing);
            const { output } = failed(await project.destroy("--continue-on-error"));
            assert.match(output, /"shop\/api"/);
            assert.match(output, /"shop\/web"/);
            assert.match(output, /ghcr\.io\/acme\/a@?.*sha256:a{12}/);
            assert.doesNotMatch(output, /TypeError|is not a function/);
            assert.deepEqual((await known(project)).deployments, ["shop/api", "shop/web"]);
            assert.equal((await project.resources(binding.type("ArtifactStorageRecord"))).length, 1);
            github.clearFaults();
            succeeded(await project.destroy());
            assert.ok(
                heldLines(github).every((line) => !/ (deployed|active)$/.test(line)),
                heldLines(github).join(),
            );
        });

        alsoIt("a destroy fails and keeps the set if GitHub counts only a part of its deployments", async () => {
            const project = await start(declaredSet("prod", BOTH));
            succeeded(await project.up());
            answer(200, { total_count: 1 });
            failed(await project.destroy());
            assert.deepEqual((await known(project)).deployments, ["shop/api", "shop/web"]);
            succeeded(await project.destroy());
        });

        alsoIt("a destroy succeeds if GitHub counts all deployments, although the reply names no record", async () => {
            const project = await start(declaredSet("prod", BOTH));
            succeeded(await project.up());
            github.fail({
                method: "POST",
                applied: true,
                status: 200,
                body: { total_count: 2, deployment_records: [] },
            });
            succeeded(await project.destroy());
            assert.deepEqual(heldLines(github), ["shop/api a decommissioned", "shop/web b decommissioned"]);
        });

        it("a rejection with an unknown cause fails with that cause, and the state knows what was recorded beside it", async () => {
            const project = await start(declaredSet("prod", BOTH));
            const web = { deployment_name: "shop/web", ...(deploymentOf("b") as object), github_repository: "api" };
            answer(207, {
                total_count: 1,
                deployment_records: [record("shop/api", "a")],
                errors: [{ cause: "rate_limited", deployment: web }],
            });
            const { output } = failed(await project.up());
            assert.match(output, /"shop\/web".*rate_limited/);
            assert.doesNotMatch(output, /TypeError|is not a function/);
            const { records, rejected } = await known(project);
            assert.deepEqual(records, ["shop/api"]);
            assert.deepEqual(Object.keys(rejected as object), ["shop/web"]);
            github.takeRequests();
            succeeded(await project.up());
            assert.deepEqual(sentNames(github), ["shop/web"]);
            succeeded(await project.up("--expect-no-changes"));
        });

        for (const errors of [NAMELESS, [{ cause: "not_found", deployment: {} }], "none"]) {
            (errors === NAMELESS ? it : alsoIt)(
                `errors that are ${JSON.stringify(errors)} leave all deployments without a record, and the next up writes them`,
                async () => {
                    const project = await start(declaredSet("prod", BOTH));
                    answer(207, { total_count: 0, deployment_records: [], errors });
                    const { output } = failed(await project.up());
                    assert.doesNotMatch(output, /TypeError|is not a function|Cannot read/);
                    assert.deepEqual(await known(project), {
                        deployments: ["shop/api", "shop/web"],
                        records: [],
                        rejected: {},
                    });
                    github.takeRequests();
                    succeeded(await project.up());
                    assert.deepEqual(sentNames(github), ["shop/api", "shop/web"]);
                    assert.deepEqual(heldLines(github), ["shop/api a deployed", "shop/web b deployed"]);
                    succeeded(await project.up("--expect-no-changes"));
                    assert.deepEqual(github.takeRequests(), []);
                },
            );
        }

        alsoIt(
            "errors without a deployment leave what an update sent without a record, and what it did not send unchanged",
            async () => {
                const project = await start(declaredSet("prod", BOTH));
                succeeded(await project.up());
                await binding.rewrite(project, [declaredSet("prod", { ...BOTH, "shop/web": "c" })]);
                answer(207, { total_count: 0, deployment_records: [], errors: NAMELESS });
                failed(await project.up());
                assert.deepEqual(await known(project), {
                    deployments: ["shop/api", "shop/web"],
                    records: ["shop/api"],
                    rejected: {},
                });
                github.takeRequests();
                succeeded(await project.up());
                assert.deepEqual(sentNames(github), ["shop/web"]);
                assert.deepEqual(heldLines(github), ["shop/api a deployed", "shop/web c deployed"]);
            },
        );
    });

    describe(`If GitHub answers the retirement of a deployment with not_found, with ${binding.name},`, () => {
        let github: GitHubServer;
        let project: PulumiProject;

        const web = deploymentOf("b", { githubRepository: "web" }) as Arguments;
        const declared = (onRejected: string, names: readonly string[]): Declared => {
            const all: Readonly<Record<string, Arguments>> = {
                "shop/api": deploymentOf("a") as Arguments,
                "shop/web": web,
            };
            const deployments = Object.fromEntries(names.map((name) => [name, all[name] as Arguments]));
            return declaredSet("prod", {}, { deployments, onRejected });
        };
        const sets = () => project.resources(binding.type("ClusterDeploymentRecordSet"));

        beforeEach(async () => {
            github = await startGitHub({ now: ticking() });
        });
        afterEach(() => github.close());

        async function started(onRejected: string): Promise<void> {
            project = await binding.start(github, [declared(onRejected, ["shop/api", "shop/web"])]);
            succeeded(await project.up());
            // The repository was renamed, or is out of reach.
            github.fail({ method: "POST", rejects: { not_found: ["web"] }, times: Number.POSITIVE_INFINITY });
        }

        it('onRejected: "fail" makes the run fail, keeps the deployment in the state, and names both ways out', async () => {
            await started("fail");
            await binding.rewrite(project, [declared("fail", ["shop/api"])]);
            const update = failed(await project.up());
            assert.match(update.output, /"shop\/web"/);
            assert.match(update.output, /not_found/);
            assert.match(update.output, /set onRejected to "warn"/);
            assert.deepEqual(Object.keys((await sets())[0]?.outputs.deployments as object), ["shop/api", "shop/web"]);
            const destroy = failed(await project.destroy());
            assert.match(destroy.output, /"shop\/web"/);
            assert.match(destroy.output, /pulumi state delete/);
            assert.match(destroy.output, /set onRejected to "warn"/);
            assert.equal((await sets()).length, 1);
            assert.ok(heldLines(github).includes("shop/web b deployed"), heldLines(github).join());
            // The first way out: access to the repository.
            github.clearFaults();
            succeeded(await project.destroy());
            assert.deepEqual(heldLines(github), ["shop/api a decommissioned", "shop/web b decommissioned"]);
        });

        alsoIt('onRejected: "warn" removes the deployment from the state with a warning', async () => {
            await started("warn");
            await binding.rewrite(project, [declared("warn", ["shop/api"])]);
            assert.match(succeeded(await project.up()).output, /"shop\/web"/);
            assert.deepEqual(Object.keys((await sets())[0]?.outputs.deployments as object), ["shop/api"]);
            takeCounts(github);
            succeeded(await project.up("--expect-no-changes"));
            assert.equal(takeCounts(github), "0 GET, 0 POST");
        });

        alsoIt('onRejected: "warn" removes the deployment from the state with a warning in a destroy', async () => {
            await started("warn");
            assert.match(succeeded(await project.destroy()).output, /"shop\/web"/);
            assert.deepEqual(await sets(), []);
            assert.deepEqual(heldLines(github), ["shop/api a decommissioned", "shop/web b deployed"]);
        });
    });
}

/** A record as GitHub returns it. */
const record = (deployment_name: string, letter: string): Partial<StoredDeploymentRecord> => ({
    id: 1_000_001,
    digest: digestOf(letter),
    logical_environment: "production",
    physical_environment: null,
    cluster: "prod-eu-1",
    deployment_name,
    tags: {},
    runtime_risks: [],
    created_at: "2026-01-01T00:00:02Z",
    updated_at: "2026-01-01T00:00:02Z",
    attestation_id: null,
});

/** The names of the deployments in the POST requests since the last call, in the order in which they were sent. */
const sentNames = (github: GitHubServer): string[] =>
    github
        .takeRequests()
        .filter(({ method }) => method === "POST")
        .flatMap(({ body }) => (body as { deployments: { deployment_name: string }[] }).deployments)
        .map(({ deployment_name }) => deployment_name);

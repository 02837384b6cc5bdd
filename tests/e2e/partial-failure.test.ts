import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { failed, succeeded } from "../support/finished";
import {
    type Declared,
    declaredTexts,
    heldTexts,
    manyDeployments,
    manyProgram,
    sentNames,
    sentTexts,
} from "../support/many-deployments";
import { inlineProgram as program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";
import { ticking } from "../support/ticking";

/** The outputs of the only set in the state that say what is recorded. */
async function recorded(project: PulumiProject): Promise<{ deployments: object; records: string[] }> {
    const [resource, ...others] = await project.resources();
    assert.deepEqual(others, []);
    const outputs = resource?.outputs;
    return { deployments: outputs?.deployments as object, records: Object.keys(outputs?.recordIds as object) };
}

describe("If the second call for 2,500 deployments fails,", () => {
    const [first, second] = [manyDeployments(1), manyDeployments(2)];
    const failure = (verb: string): RegExp =>
        new RegExp(
            `1000 changed deployments, from "app-1000" to "app-1999" in the order of their names, not written: ${verb}`,
        );
    const UNSENT =
        /500 changed deployments, from "app-2000" to "app-2499" in the order of their names, not sent after that/;
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub({ now: ticking() });
        project = await program(github, manyProgram(first));
    });
    after(() => github.close());
    afterEach(() => github.clearFaults());

    /** The next `up` sends the last 1,500 as they should be, and the one after it sends nothing. */
    const isMadeGood = async (texts: readonly string[]): Promise<void> => {
        github.clearFaults();
        github.takeRequests();
        succeeded(await project.up());
        assert.deepEqual(sentTexts(github.takeRequests()), texts.slice(1000));
        assert.deepEqual(heldTexts(github), texts);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    };
    const known = (declared: Declared, from: number, to?: number): [string, object][] =>
        Object.entries(declared).slice(from, to);

    it("a create keeps the first 1,000 and names the others, and the next up sends only those", async () => {
        github.fail({ status: 422, body: { message: "Validation Failed" }, method: "POST", after: 1 });
        const { output } = failed(await project.up());
        assert.match(output, failure("GitHub answered 422 .*\\n\\s+GitHub says: Validation Failed"));
        assert.match(output, UNSENT);
        assert.deepEqual(await recorded(project), {
            deployments: Object.fromEntries(known(first, 0, 1000)),
            records: Object.keys(first).slice(0, 1000),
        });
        await isMadeGood(declaredTexts(first, "deployed"));
    });

    it("an update keeps what was known about the others, also if GitHub applied the call that never got an answer", async () => {
        await rewrite(project, manyProgram(second));
        const lost = { cut: "before-reply", applied: true } as const;
        github.fail({ ...lost, method: "POST", after: 1, times: Number.POSITIVE_INFINITY });
        const { output } = failed(await project.up());
        assert.match(output, failure("POST .* did not reach GitHub, or the answer was lost"));
        assert.match(output, UNSENT);
        assert.deepEqual(await recorded(project), {
            deployments: Object.fromEntries([...known(second, 0, 1000), ...known(first, 1000)]),
            records: [...Object.keys(first).slice(0, 1000), ...Object.keys(first).slice(2000)],
        });
        const names = sentNames(github.requests);
        assert.deepEqual(names.slice(0, 2000), Object.keys(second).slice(0, 2000));
        assert.ok(names.length > 2000 && !names.includes("app-2000"), "only the second call is retried");
        assert.equal(github.deploymentRecords()[1500]?.digest, second["app-1500"]?.digest);
        await isMadeGood(declaredTexts(second, "deployed"));
    });

    it("an update that retires all of them keeps the others, and the next up retires only those", async () => {
        await rewrite(project, manyProgram({}));
        github.fail({ status: 422, method: "POST", after: 1 });
        const { output } = failed(await project.up());
        assert.match(output, failure("GitHub answered 422"));
        assert.match(output, UNSENT);
        assert.deepEqual(await recorded(project), {
            deployments: Object.fromEntries(known(second, 1000)),
            records: Object.keys(second).slice(1000),
        });
        await isMadeGood(declaredTexts(second, "decommissioned"));
        assert.deepEqual(await recorded(project), { deployments: {}, records: [] });
    });

    it("a destroy fails and says how to drop what GitHub does not find; Pulumi keeps the whole set, and the next destroy retires the rest", async () => {
        await rewrite(project, manyProgram(first));
        succeeded(await project.up());
        github.fail({ status: 404, method: "POST", after: 1 });
        const { output } = failed(await project.destroy());
        assert.match(output, failure("GitHub refused it: "));
        assert.match(output, /To drop the resource from the state .* run `pulumi state delete` with its URN/);
        assert.match(output, UNSENT);
        assert.deepEqual(await recorded(project), {
            deployments: Object.fromEntries(known(first, 0)),
            records: Object.keys(first),
        });
        github.takeRequests();
        succeeded(await project.destroy());
        // What the first destroy retired was written after the state was, so it stays as it is.
        assert.deepEqual(sentTexts(github.takeRequests()), declaredTexts(first, "decommissioned").slice(1000));
        assert.deepEqual(heldTexts(github), declaredTexts(first, "decommissioned"));
        assert.deepEqual(await project.resources(), []);
    });
});

describe("If GitHub applies a call and the answer is lost", () => {
    const both = { "shop/api": deploymentOf("a"), "shop/web": deploymentOf("b") };
    const lost = { cut: "before-reply", applied: true, method: "POST" } as const;
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub({ now: ticking() });
        project = await program(github, setProgram(both));
    });
    after(() => github.close());
    afterEach(() => {
        github.clearFaults();
        github.takeRequests();
    });

    const held = (): unknown[] =>
        github
            .deploymentRecords()
            .map(({ id, deployment_name, digest, status }) => [id, deployment_name, digest, status]);

    it("in every try of a create, the state has no record, and the next up writes the same records again", async () => {
        github.fail({ ...lost, times: Number.POSITIVE_INFINITY });
        const { output } = failed(await project.up());
        assert.match(
            output,
            /2 deployments \("shop\/api", "shop\/web"\) not written: POST .* did not reach GitHub, or the answer was lost/,
        );
        assert.match(output, /run it again: writing a record twice does no harm/);
        const { deployments, records } = await recorded(project);
        assert.deepEqual([Object.keys(deployments), records], [["shop/api", "shop/web"], []]);
        const before = held();
        assert.equal(before.length, 2);
        github.clearFaults();
        github.takeRequests();
        succeeded(await project.up());
        assert.deepEqual(sentNames(github.takeRequests()), ["shop/api", "shop/web"]);
        assert.deepEqual(held(), before);
        assert.deepEqual((await recorded(project)).records, ["shop/api", "shop/web"]);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });

    it("in every try of an update that is then reverted, the next up writes the old values again and retires what left", async () => {
        await rewrite(project, setProgram({ "shop/web": deploymentOf("c"), "shop/new": deploymentOf("d") }));
        github.fail({ ...lost, times: Number.POSITIVE_INFINITY });
        failed(await project.up());
        github.clearFaults();
        await rewrite(project, setProgram(both));
        succeeded(await project.up());
        assert.deepEqual(
            github.deploymentRecords().map(({ deployment_name, digest, status }) => [deployment_name, digest, status]),
            [
                ["shop/api", digestOf("a"), "deployed"],
                ["shop/new", digestOf("d"), "decommissioned"],
                ["shop/web", digestOf("b"), "deployed"],
            ],
        );
        succeeded(await project.up("--expect-no-changes"));
    });

    it("in every try for a storage record, it is retired if it leaves, and written again if its change is reverted", async () => {
        const image = await program(github, storageProgram("e"));
        github.fail({ ...lost, times: Number.POSITIVE_INFINITY });
        assert.match(failed(await image.up()).output, /POST .* did not reach GitHub, or the answer was lost/);
        assert.equal(github.storageRecords()[0]?.status, "active");
        github.clearFaults();
        await rewrite(image, "");
        succeeded(await image.up());
        assert.equal(github.storageRecords()[0]?.status, "eol");
        await rewrite(image, storageProgram("e"));
        succeeded(await image.up());
        await rewrite(image, storageProgram("e", { status: "eol" }));
        github.fail({ ...lost, times: Number.POSITIVE_INFINITY });
        failed(await image.up());
        github.clearFaults();
        await rewrite(image, storageProgram("e"));
        succeeded(await image.up());
        assert.equal(github.storageRecords()[0]?.status, "active");
        succeeded(await image.up("--expect-no-changes"));
    });

    it("once, the same run retries the call with the same entry, and nothing is left to do", async () => {
        await rewrite(project, setProgram({ ...both, "shop/web": deploymentOf("c") }));
        github.fail(lost);
        succeeded(await project.up());
        const requests = github.takeRequests();
        assert.deepEqual(
            requests.map(({ status, entries }) => [status, entries]),
            [
                [0, 1],
                [200, 1],
            ],
        );
        assert.deepEqual(requests[0]?.body, requests[1]?.body);
        const web = github.deploymentRecords().find(({ deployment_name }) => deployment_name === "shop/web");
        assert.equal(web?.digest, digestOf("c"));
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });
});

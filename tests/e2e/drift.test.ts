import assert from "node:assert/strict";
import { type DeploymentChange, type GitHubServer, type StorageChange, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { failed, succeeded } from "../support/finished";
import { heldBy } from "../support/kept-states";
import { inlineProgram as program } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";
import { ticking } from "../support/ticking";

/** What someone else does to a record, and how a preview shows the change back. */
interface Drift<Change> {
    readonly letter: string;
    readonly declared?: object;
    readonly change: Change;
    readonly shown: RegExp;
}

/** A record that GitHub does not return has no property that differs. Only the plan shows it. */
const TO_RECORD = /acme\/prod-eu-1\/production: 2 to record, 4 to update, 1 unchanged; 1 request\n/;

/** The changes that GitHub's answer shows, by deployment name. */
const DEPLOYMENTS: Readonly<Record<string, Drift<DeploymentChange>>> = {
    gone: { letter: "a", change: "remove", shown: TO_RECORD },
    repointed: { letter: "b", change: { digest: digestOf("9") }, shown: TO_RECORD },
    "risks-changed": {
        letter: "c",
        declared: { runtimeRisks: ["internet-exposed"] },
        change: { runtime_risks: ["sensitive-data"] },
        shown: /~ \[0\]: "sensitive-data" => "internet-exposed"/,
    },
    "tag-added": { letter: "d", change: { tags: { owner: "them" } }, shown: /- owner: "them"/ },
    "tag-changed": {
        letter: "e",
        declared: { tags: { team: "checkout" } },
        change: { tags: { team: "unknown" } },
        shown: /~ team: "unknown" => "checkout"/,
    },
    "tag-removed": {
        letter: "f",
        declared: { tags: { tier: "1" }, githubRepository: "web" },
        change: { tags: {} },
        shown: /\+ tier: "1"/,
    },
};

/** The same, by the name of the storage record's resource. */
const STORAGE: Readonly<Record<string, Drift<StorageChange>>> = {
    "gone-image": {
        letter: "1",
        change: "remove",
        shown: /@sha256:1{12}… in https:\/\/ghcr\.io: to record; 1 request/,
    },
    "retired-image": { letter: "2", change: { status: "eol" }, shown: /~ status *: "eol" => "active"/ },
    "moved-image": {
        letter: "3",
        declared: { artifactUrl: "https://ghcr.io/ours" },
        change: { artifact_url: "https://ghcr.io/theirs" },
        shown: /~ artifactUrl *: "https:\/\/ghcr\.io\/theirs" => "https:\/\/ghcr\.io\/ours"/,
    },
};

const CASES = [...Object.values(DEPLOYMENTS), ...Object.values(STORAGE)];

const deployments = Object.fromEntries(
    Object.entries(DEPLOYMENTS).map(([name, { letter, declared }]) => [name, deploymentOf(letter, declared)]),
);
const SOURCE = [
    setProgram({ ...deployments, same: deploymentOf("0") }),
    ...Object.entries(STORAGE).map(([name, { letter, declared }]) =>
        storageProgram(letter, declared).replace('"image"', JSON.stringify(name)),
    ),
].join("\n");

describe("A change that someone else made to the records", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub({
            now: ticking(),
            tokens: { ghs_embedded: "write", ghs_none: "none", ghs_api: { read: ["api"] } },
        });
        project = await program(github, SOURCE);
        succeeded(await project.up());
        github.takeRequests();
    });
    after(() => github.close());

    function drift(): void {
        for (const [deployment_name, { change }] of Object.entries(DEPLOYMENTS)) {
            github.alterDeployment({ deployment_name }, change);
        }
        for (const { letter, change } of Object.values(STORAGE)) {
            github.alterStorageRecord({ digest: digestOf(letter) }, change);
        }
    }

    /** What each write since the last call was about: deployment names, or a digest. Reads do not count. */
    const sent = (): string[] =>
        github
            .takeRequests()
            .filter(({ method }) => method === "POST")
            .map(({ body }) => about(body as Partial<{ deployments: { deployment_name: string }[]; digest: string }>))
            .sort();
    const everyImage = Object.values(STORAGE).map(({ letter }) => digestOf(letter));
    const repair = [...everyImage, Object.keys(DEPLOYMENTS).join()].sort();

    /** What GitHub holds, without ids and times: a record that was gone comes back with a new id. */
    const held = (): object[] =>
        Object.values(heldBy(github))
            .flat()
            .map(({ id: _id, created_at: _created, updated_at: _updated, ...rest }) => rest);
    const outputs = async () => (await project.resources()).map((resource) => resource.outputs);
    let declared: object[];

    it("is shown by `preview --refresh`, case by case, which changes neither GitHub nor the state", async () => {
        declared = held();
        const before = await outputs();
        drift();
        assert.notDeepEqual(held(), declared);
        const { output } = succeeded(await project.preview("--refresh", "--diff"));
        for (const { shown } of CASES) assert.match(output, shown);
        assert.deepEqual(sent(), []);
        assert.deepEqual(await outputs(), before);
    });

    it("is put into the state by a refresh, which names what GitHub did not return and forgets nothing; the next preview shows it", async () => {
        const { output } = succeeded(await project.refresh());
        assert.match(
            output,
            /GitHub did not return 2 deployments \("gone", "repointed"\)\.\n\s+Either they point to another digest, or the credential can/,
        );
        assert.match(output, /@sha256:1{12}… in https:\/\/ghcr\.io: GitHub returned no such storage record/);
        assert.doesNotMatch(output, /GitHub returned none/);
        const [set] = (await outputs()).filter(({ cluster }) => cluster !== undefined);
        assert.deepEqual(Object.keys(set?.deployments as object), [...Object.keys(DEPLOYMENTS), "same"].sort());
        assert.deepEqual(Object.keys(set?.recordIds as object), ["same"]);
        const preview = succeeded(await project.preview("--diff"));
        for (const { shown } of CASES) assert.match(preview.output, shown);
        assert.deepEqual(sent(), []);
    });

    it("is repaired by the next up, with one request for each resource and only what differs in it; then nothing differs", async () => {
        succeeded(await project.up());
        assert.deepEqual(sent(), repair);
        assert.deepEqual(held(), declared);
        succeeded(await project.up("--refresh", "--expect-no-changes"));
        assert.deepEqual(sent(), []);
    });

    it("is found and repaired by a single `up --refresh`, and the next up sends nothing", async () => {
        drift();
        succeeded(await project.up("--refresh"));
        assert.deepEqual(sent(), repair);
        assert.deepEqual(held(), declared);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
    });

    it("is assumed if GitHub shows only that a deployment was written in the meantime, and `up` writes the deployment again", async () => {
        const unseen = { status: "decommissioned", name: "ghcr.io/acme/theirs", version: "6.6.6" } as const;
        github.alterDeployment({ deployment_name: "same" }, unseen);
        const { output } = succeeded(await project.refresh());
        assert.match(
            output,
            /1 deployment \("same"\) updated in the meantime by someone else: by another stack or tool, or by an earlier run that was interrupted/,
        );
        // A second refresh finds the same time as the first one, and changes nothing about it.
        succeeded(await project.up("--refresh"));
        assert.deepEqual(sent(), ["same"]);
        assert.deepEqual(held(), declared);
        succeeded(await project.up("--refresh", "--expect-no-changes"));
    });

    it("is assumed for a storage record as well, because GitHub does not return its version, path and repository", async () => {
        const artifact = { digest: digestOf("1") };
        github.alterStorageRecord(artifact, { version: "6.6.6", github_repository: "web" });
        assert.notDeepEqual(held(), declared);
        const { output } = succeeded(await project.up("--refresh"));
        assert.match(output, /@sha256:1{12}… in https:\/\/ghcr\.io: updated in the meantime by someone else/);
        assert.deepEqual(sent(), [digestOf("1")]);
        assert.deepEqual(held(), declared);
        succeeded(await project.up("--refresh", "--expect-no-changes"));
    });

    describe("looks the same as a token that may not read, so", () => {
        const all = [...everyImage, [...Object.keys(DEPLOYMENTS), "same"].sort().join()].sort();

        it("if GitHub returns an empty list or a 404, everything stays in the state, with a warning", async () => {
            const before = await declaredInState();
            const blind = project.with({ GITHUB_TOKEN: "ghs_none" });
            const empty = succeeded(await blind.refresh());
            github.fail({ status: 404, method: "GET", times: Number.POSITIVE_INFINITY });
            const missing = succeeded(await project.refresh());
            github.clearFaults();
            for (const { output } of [empty, missing]) {
                assert.match(
                    output,
                    /GitHub returned none of 7 deployments \(.*\)\.\n\s+Either the credential cannot read/,
                );
                for (const letter of ["1", "2", "3"]) {
                    assert.match(
                        output,
                        new RegExp(`@sha256:${letter}{12}… in .*: GitHub returned no such storage record`),
                    );
                }
            }
            assert.deepEqual(await declaredInState(), before);
        });

        it("an up with the right token writes everything once more, and then nothing differs", async () => {
            github.takeRequests();
            succeeded(await project.up());
            assert.deepEqual(sent(), all);
            assert.deepEqual(held(), declared);
            succeeded(await project.up("--refresh", "--expect-no-changes"));
            assert.deepEqual(sent(), []);
        });

        it("if the token may read some repositories, the deployments of the others stay, too, and a warning names them", async () => {
            const before = await declaredInState();
            const { output } = succeeded(await project.with({ GITHUB_TOKEN: "ghs_api" }).refresh());
            assert.match(
                output,
                /GitHub did not return 1 deployment \("tag-removed"\)\.\n.*the credential cannot read/,
            );
            assert.doesNotMatch(output, /GitHub returned none/);
            assert.deepEqual(await declaredInState(), before);
            succeeded(await project.up());
            assert.deepEqual(sent(), ["tag-removed"]);
            assert.deepEqual(held(), declared);
            succeeded(await project.up("--refresh", "--expect-no-changes"));
        });

        it("if GitHub says that the token may not read, the refresh fails and the state stays as it is", async () => {
            const before = await outputs();
            const message = "Resource not accessible by personal access token";
            github.fail({ status: 403, path: /\/artifacts\//, times: Number.POSITIVE_INFINITY, body: { message } });
            const { output } = failed(await project.refresh());
            github.clearFaults();
            assert.match(output, /GitHub refused it: the token from GITHUB_TOKEN lacks "artifact-metadata: read"/);
            assert.deepEqual(await outputs(), before);
        });

        /** What the state says is declared, without what it says about GitHub's records. */
        async function declaredInState(): Promise<object[]> {
            return (await outputs()).map(
                ({ recordIds: _, writtenAt: __, writtenAtOthers: ___, unconfirmed: ____, ...rest }) => rest,
            );
        }
    });
});

describe("A deployment that someone else decommissioned", () => {
    it("is reported as not returned, and deployed again, if GitHub no longer lists decommissioned deployments", async () => {
        const github = await startGitHub({ now: ticking(), listDecommissioned: false });
        try {
            const source = setProgram({ "shop/api": deploymentOf("a"), "shop/web": deploymentOf("b") });
            const project = await program(github, source);
            succeeded(await project.up());
            github.alterDeployment({ deployment_name: "shop/web" }, { status: "decommissioned" });
            const { output } = succeeded(await project.up("--refresh"));
            assert.match(output, /GitHub did not return 1 deployment \("shop\/web"\)/);
            assert.deepEqual(
                github.deploymentRecords().map(({ status }) => status),
                ["deployed", "deployed"],
            );
            succeeded(await project.up("--refresh", "--expect-no-changes"));
        } finally {
            await github.close();
        }
    });
});

const about = ({ deployments, digest }: { deployments?: { deployment_name: string }[]; digest?: string }): string =>
    deployments?.map(({ deployment_name }) => deployment_name).join() ?? String(digest);

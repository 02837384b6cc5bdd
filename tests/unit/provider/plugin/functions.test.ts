import assert from "node:assert/strict";
import { FUNCTIONS } from "../../../../provider/plugin/functions";
import type { Properties } from "../../../../provider/resource-handler";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { listeningContext } from "../../../support/process-context";
import { deploymentReply, digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { storageReply } from "../../../support/storage-records";

const digest = digestOf(1);

/** What a function answers, and what it asked GitHub for. */
async function invoke(
    name: string,
    args: Properties,
    answers: Answers = {},
    settings: Parameters<typeof listeningContext>[1] = {},
) {
    const client = recordingClient(answers);
    const run = FUNCTIONS.get(`github-artifacts:index:${name}`);
    assert.ok(run, name);
    return { ...(await run(listeningContext(client, settings), args, false)), reads: client.calls.reads };
}

describe("the functions of the plugin", () => {
    it("are these", () => {
        assert.deepEqual(
            [...FUNCTIONS.keys()],
            ["deploymentsOf", "storageRecordOf", "getDeploymentRecords", "getStorageRecords"].map(
                (name) => `github-artifacts:index:${name}`,
            ),
        );
    });

    for (const name of ["getDeploymentRecords", "getStorageRecords"]) {
        it(`${name} reads the provider's organization where none is named, and the one that is named`, async () => {
            const none = { org: "acme", digest, records: [] };
            for (const org of [undefined, null]) {
                const { result, reads } = await invoke(name, { org, digest }, {}, { owner: "acme" });
                assert.deepEqual(result, none);
                assert.deepEqual(reads, [`acme ${digest}`]);
            }
            const { reads } = await invoke(name, { org: "other", digest }, {}, { owner: "acme" });
            assert.deepEqual(reads, [`other ${digest}`]);
        });

        it(`${name} answers unknown where an argument is not known yet, and asks for nothing`, async () => {
            for (const args of [
                { org: UNKNOWN, digest },
                { org: "acme", digest: UNKNOWN },
                { org: UNKNOWN, digest: UNKNOWN },
            ]) {
                const { result, problems, reads } = await invoke(name, args);
                assert.deepEqual([result, problems, reads], [{ ...args, records: UNKNOWN }, [], []]);
            }
            const { result } = await invoke(name, { digest: UNKNOWN }, {}, { owner: "acme" });
            assert.deepEqual(result, { org: "acme", digest: UNKNOWN, records: UNKNOWN });
        });

        it(`${name} tells what is wrong with the one argument where the other is not known yet`, async () => {
            const { result, problems, reads } = await invoke(name, { org: UNKNOWN, digest: "latest" });
            assert.deepEqual([result, reads], [undefined, []]);
            assert.match(problems.join(), /^digest is "latest", must be/);
        });

        it(`${name} tells all that is wrong, and asks for nothing`, async () => {
            const problems = ["GITHUB_BASE_URL is no URL"];
            const answer = await invoke(name, { digest: "latest", dgst: 1 }, {}, { problems });
            assert.deepEqual(
                answer.problems.map((problem) => problem.split(" ").slice(0, 2).join(" ")),
                ["org is", "digest is", "dgst is", "GITHUB_BASE_URL is"],
            );
            assert.match(String(answer.problems[0]), /there is no default: pass org/);
            assert.equal(answer.result, undefined);
            assert.deepEqual(answer.reads, []);
        });
    }
});

describe("the records that a function tells of", () => {
    it("are deployment records with all that GitHub says", async () => {
        const { result, problems } = await invoke(
            "getDeploymentRecords",
            { org: "acme", digest },
            {
                deploymentRecords: () => [
                    deploymentReply({
                        physical_environment: "eu",
                        tags: { a: "b" },
                        runtime_risks: ["internet-exposed"],
                        attestation_id: 9,
                    }),
                ],
            },
        );
        assert.deepEqual(problems, []);
        assert.deepEqual(result?.records, [
            {
                id: 7,
                digest,
                cluster: "prod-eu-1",
                logicalEnvironment: "production",
                physicalEnvironment: "eu",
                deploymentName: "api",
                tags: { a: "b" },
                runtimeRisks: ["internet-exposed"],
                createdAt: "2026-01-01T00:00:00Z",
                updatedAt: "2026-01-02T00:00:00Z",
                attestationId: 9,
            },
        ]);
    });

    it("are deployment records without what GitHub leaves out, says as null or as nothing", async () => {
        const {
            created_at: _c,
            updated_at: _u,
            cluster: _cluster,
            tags: _t,
            runtime_risks: _r,
            ...bare
        } = deploymentReply();
        const { result } = await invoke(
            "getDeploymentRecords",
            { org: "acme", digest },
            {
                deploymentRecords: () => [
                    bare,
                    {
                        ...bare,
                        physical_environment: "",
                        cluster: null,
                        tags: null,
                        runtime_risks: null,
                        attestation_id: null,
                    },
                ],
            },
        );
        const record = { id: bare.id, digest, logicalEnvironment: "production", deploymentName: "api" };
        assert.deepEqual(result?.records, Array(2).fill({ ...record, tags: {}, runtimeRisks: [] }));
    });

    it("are storage records with all that GitHub says", async () => {
        const { result } = await invoke(
            "getStorageRecords",
            { org: "acme", digest },
            {
                storageRecords: () => [
                    storageReply({ artifact_url: "https://a.test", repository: "acme/api", status: "odd" }),
                    storageReply({ artifact_url: "", repository: null }),
                ],
            },
        );
        const { id, name } = storageReply();
        const record = {
            id,
            name,
            digest,
            registryUrl: "https://ghcr.io",
            createdAt: "2026-01-01T00:00:00Z",
            updatedAt: "2026-01-02T00:00:00Z",
        };
        assert.deepEqual(result?.records, [
            { ...record, artifactUrl: "https://a.test", repository: "acme/api", status: "odd" },
            { ...record, status: "active" },
        ]);
    });
});

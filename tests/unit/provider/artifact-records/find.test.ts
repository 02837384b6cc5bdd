import assert from "node:assert/strict";
import { type Find, findDeploymentRecords, findStorageRecords } from "../../../../provider/artifact-records/find";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { Refused } from "../../../../provider/text/refused";
import { listeningContext } from "../../../support/process-context";
import { deploymentReply, digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { storageReply } from "../../../support/storage-records";

const digest = digestOf(1);

/** The result of a read, and the requests to GitHub. */
async function found(
    find: Find<{ readonly org: string; readonly digest: string; readonly records: readonly object[] }>,
    args: Properties,
    answers: Answers = {},
    settings: Parameters<typeof listeningContext>[1] = {},
) {
    const client = recordingClient(answers);
    return { ...(await find(listeningContext(client, settings), args)), reads: client.calls.reads };
}

describe("a read of an artifact", () => {
    for (const [what, find] of [
        ["deployment records", findDeploymentRecords],
        ["storage records", findStorageRecords],
    ] as const) {
        it(`uses the organization of the settings or the one that is given: ${what}`, async () => {
            for (const org of [undefined, null]) {
                const answer = await found(find, { org, digest }, {}, { owner: "acme" });
                assert.deepEqual(answer, { org: "acme", digest, records: [], reads: [`acme ${digest}`] });
            }
            const { reads } = await found(find, { org: "other", digest }, {}, { owner: "acme" });
            assert.deepEqual(reads, [`other ${digest}`]);
        });

        it(`is refused with all problems before a request to GitHub: ${what}`, async () => {
            const client = recordingClient();
            const context = listeningContext(client, { problems: ["GITHUB_BASE_URL is no URL"] });
            await assert.rejects(find(context, { digest: "latest", dgst: 1 }), (error: Error) => {
                assert.ok(error instanceof Refused);
                const lines = error.message.split("\n");
                assert.deepEqual(
                    lines.map((line) => line.split(" ").slice(0, 2).join(" ")),
                    ["org is", "digest is", "dgst is", "GITHUB_BASE_URL is"],
                );
                assert.match(String(lines[0]), /there is no default: pass org/);
                return true;
            });
            assert.equal(context.connections(), 0);
        });
    }
});

describe("the records of an artifact", () => {
    it("include deployment records with everything that GitHub returns", async () => {
        const { records } = await found(
            findDeploymentRecords,
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
        assert.deepEqual(records, [
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

    it("include deployment records without what GitHub omits, or returns as null or empty", async () => {
        const {
            created_at: _c,
            updated_at: _u,
            cluster: _cluster,
            tags: _t,
            runtime_risks: _r,
            ...bare
        } = deploymentReply();
        const { records } = await found(
            findDeploymentRecords,
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
        assert.deepEqual(records, Array(2).fill({ ...record, tags: {}, runtimeRisks: [] }));
    });

    it("include storage records with everything that GitHub returns", async () => {
        const { records } = await found(
            findStorageRecords,
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
        assert.deepEqual(records, [
            { ...record, artifactUrl: "https://a.test", repository: "acme/api", status: "odd" },
            { ...record, status: "active" },
        ]);
    });
});

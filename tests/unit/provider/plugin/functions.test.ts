import assert from "node:assert/strict";
import { FUNCTIONS } from "../../../../provider/plugin/functions";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { listeningContext } from "../../../support/process-context";
import { deploymentReply, digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { storageReply } from "../../../support/storage-records";

const digest = digestOf(1);

/** A function's answer, and its requests to GitHub. */
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
    it("have these names", () => {
        assert.deepEqual(
            [...FUNCTIONS.keys()],
            ["deploymentsOf", "storageRecordOf", "getDeploymentRecords", "getStorageRecords"].map(
                (name) => `github-artifacts:index:${name}`,
            ),
        );
    });

    for (const [name, record] of [
        ["getDeploymentRecords", { deploymentName: "api", cluster: "prod-eu-1" }],
        ["getStorageRecords", { registryUrl: "https://ghcr.io", status: "active" }],
    ] as const) {
        it(`return what GitHub holds: ${name}`, async () => {
            const answers = { deploymentRecords: () => [deploymentReply()], storageRecords: () => [storageReply()] };
            const { result, problems, reads } = await invoke(name, { digest }, answers, { owner: "acme" });
            assert.deepEqual([problems, reads], [[], [`acme ${digest}`]]);
            const { org, digest: of, records } = result as { org: string; digest: string; records: Properties[] };
            assert.deepEqual([org, of, records.length], ["acme", digest, 1]);
            assert.deepEqual({ ...records[0], ...record }, records[0]);
        });

        it(`return all problems with their arguments: ${name}`, async () => {
            const { result, problems, reads } = await invoke(name, { digest: "latest" });
            assert.deepEqual([result, reads], [undefined, []]);
            assert.match(problems.join(), /^org is missing, .*\ndigest is "latest", but must be/);
        });
    }
});

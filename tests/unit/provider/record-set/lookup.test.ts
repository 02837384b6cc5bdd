import assert from "node:assert/strict";
import type { DeploymentReply } from "../../../../provider/github/client";
import { digestsOf, lookUp } from "../../../../provider/record-set/lookup";
import { deployment, deploymentReply, digestOf, priorSet } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";

const api = deployment();
const web = deployment({ digest: digestOf(2) });

/** What is found under a digest: record ids by deployment name. */
async function found(set: ReturnType<typeof priorSet>, ...replies: DeploymentReply[]): Promise<Record<string, number>> {
    const client = recordingClient({ deploymentRecords: () => replies });
    const records = await lookUp(set, async () => client)(digestOf(1));
    assert.deepEqual(client.calls.reads, [`acme ${digestOf(1)}`]);
    return Object.fromEntries([...records].map(([name, { id }]) => [name, id]));
}

describe("a lookup of a set's records by digest", () => {
    it("finds records by the target and their names", async () => {
        assert.deepEqual(await found(priorSet({ api, other: api }), deploymentReply({ id: 40 })), { api: 40 });
    });

    it("ignores a record that the set does not know", async () => {
        assert.deepEqual(await found(priorSet({ other: api }), deploymentReply({ id: 40 })), {});
    });

    it("ignores a record that the set has under another digest, because somebody else pointed it there", async () => {
        assert.deepEqual(await found(priorSet({ api: web }), deploymentReply()), {});
    });

    it("ignores a record that GitHub returns with another digest", async () => {
        assert.deepEqual(await found(priorSet({ api }), deploymentReply({ digest: digestOf(2) })), {});
    });

    it("finds a record by its known id, even if GitHub spells its names differently", async () => {
        const spelled = deploymentReply({ id: 7, deployment_name: "API", cluster: "PROD-EU-1" });
        assert.deepEqual(await found(priorSet({ api }), spelled), { api: 7 });
    });

    it("ignores a record of another cluster or environment", async () => {
        for (const parts of [
            { cluster: "other" },
            { logical_environment: "other" },
            { physical_environment: "other" },
        ]) {
            assert.deepEqual(await found(priorSet({ api }), deploymentReply({ id: 40, ...parts })), {});
        }
    });

    it("ignores a record without a cluster, unless its id is known", async () => {
        const { cluster: _, ...without } = deploymentReply();
        for (const reply of [without, { ...without, cluster: null }]) {
            assert.deepEqual(await found(priorSet({ api }), { ...reply, id: 40 }), {});
            assert.deepEqual(await found(priorSet({ api }), { ...reply, id: 7 }), { api: 7 });
        }
    });

    for (const ids of [
        [7, 40],
        [40, 7],
    ]) {
        it(`chooses the highest id of several records with one name: ${ids}`, async () => {
            assert.deepEqual(await found(priorSet({ api }), ...ids.map((id) => deploymentReply({ id }))), { api: 40 });
        });
    }
});

describe("the digests of a set", () => {
    it("are listed once each", () => {
        assert.deepEqual(digestsOf(priorSet({ a: api, b: web, c: api })), [digestOf(1), digestOf(2)]);
        assert.deepEqual(digestsOf(priorSet()), []);
    });
});

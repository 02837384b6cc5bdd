import assert from "node:assert/strict";
import type { DeploymentReply } from "../../../../provider/github/client";
import { digestsOf, lookUp } from "../../../../provider/record-set/lookup";
import { deployment, deploymentReply, digestOf, priorSet } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";

const api = deployment();
const web = deployment({ digest: digestOf(2) });

/** What is found under a digest: numbers of records, by deployment name. */
async function found(set: ReturnType<typeof priorSet>, ...replies: DeploymentReply[]): Promise<Record<string, number>> {
    const client = recordingClient({ deploymentRecords: () => replies });
    const records = await lookUp(set, async () => client)(digestOf(1));
    assert.deepEqual(client.calls.reads, [`acme ${digestOf(1)}`]);
    return Object.fromEntries([...records].map(([name, { id }]) => [name, id]));
}

describe("what is found of a set under a digest", () => {
    it("is what its target and names tell", async () => {
        assert.deepEqual(await found(priorSet({ api, other: api }), deploymentReply({ id: 40 })), { api: 40 });
    });

    it("is nothing that the set does not know", async () => {
        assert.deepEqual(await found(priorSet({ other: api }), deploymentReply({ id: 40 })), {});
    });

    it("is nothing that the set has under another digest: it was pointed there by others", async () => {
        assert.deepEqual(await found(priorSet({ api: web }), deploymentReply()), {});
    });

    it("is nothing that came with another digest than was asked for", async () => {
        assert.deepEqual(await found(priorSet({ api }), deploymentReply({ digest: digestOf(2) })), {});
    });

    it("is the record of a known number, also where GitHub spells its name otherwise", async () => {
        const spelled = deploymentReply({ id: 7, deployment_name: "API", cluster: "PROD-EU-1" });
        assert.deepEqual(await found(priorSet({ api }), spelled), { api: 7 });
    });

    it("is nothing of another cluster, environment or place", async () => {
        for (const parts of [
            { cluster: "other" },
            { logical_environment: "other" },
            { physical_environment: "other" },
        ]) {
            assert.deepEqual(await found(priorSet({ api }), deploymentReply({ id: 40, ...parts })), {});
        }
    });

    it("is nothing without a cluster, unless its number is known", async () => {
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
        it(`is the one with the highest number of several for one name: ${ids}`, async () => {
            assert.deepEqual(await found(priorSet({ api }), ...ids.map((id) => deploymentReply({ id }))), { api: 40 });
        });
    }
});

describe("the digests of a set", () => {
    it("are named once each", () => {
        assert.deepEqual(digestsOf(priorSet({ a: api, b: web, c: api })), [digestOf(1), digestOf(2)]);
        assert.deepEqual(digestsOf(priorSet()), []);
    });
});

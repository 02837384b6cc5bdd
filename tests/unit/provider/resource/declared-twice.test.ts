import assert from "node:assert/strict";
import { ORIGIN } from "../../../../provider/input/origin";
import { createRecordSetHandler } from "../../../../provider/record-set/handler";
import type { Properties, ResourceHandler } from "../../../../provider/resource/resource-handler";
import { createStorageRecordHandler } from "../../../../provider/storage-record/handler";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { deployment, target } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { desiredStorage } from "../../../support/storage-records";

/** The refusals of inputs that two resources declare. */
async function saidOf(handler: ResourceHandler, inputs: object): Promise<string[]> {
    const check = (name: string) => {
        const news: Properties = {
            ...inputs,
            [ORIGIN]: { urn: `urn:pulumi:a::b::c::${name}`, secrets: [], problems: [] },
        };
        return handler.check({}, news);
    };
    assert.deepEqual((await check("one")).failures, []);
    return (await check("two")).failures.map(({ reason }) => reason.split(" A record belongs")[0] as string);
}

const context = () => listeningContext(recordingClient({}));

describe("a record that two resources declare", () => {
    it("is named by deployment and target for two sets", async () => {
        const set = { ...target(), deployments: { api: deployment(), web: deployment() } };
        assert.deepEqual(await saidOf(createRecordSetHandler(context()), set), [
            '2 deployments ("api", "web") of acme/prod-eu-1/production: declared by "two" and also by "one" (urn:pulumi:a::b::c::one).',
        ]);
    });

    it("is named by artifact and registry for two storage records", async () => {
        assert.deepEqual(await saidOf(createStorageRecordHandler(context()), desiredStorage()), [
            "the storage record acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io: " +
                'declared by "two" and also by "one" (urn:pulumi:a::b::c::one).',
        ]);
    });

    it("is not found while a part of its key is unknown", async () => {
        const set = { ...target({ cluster: UNKNOWN }), deployments: { api: deployment() } };
        assert.deepEqual(await saidOf(createRecordSetHandler(context()), set), []);
        assert.deepEqual(await saidOf(createStorageRecordHandler(context()), desiredStorage({ digest: UNKNOWN })), []);
    });
});

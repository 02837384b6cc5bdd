import assert from "node:assert/strict";
import { connectivityState } from "@grpc/grpc-js";
import { connectEngine, engineGone } from "../../../../provider/plugin/engine";
import { createEngineLog } from "../../../../provider/plugin/engine-log";
import { startEngine } from "../../../support/engine-stand-in";

describe("an engine", () => {
    it("is gone once its process has ended, and not before", async () => {
        const engine = await startEngine();
        const client = connectEngine(engine.address);
        let isGone = false;
        const gone = engineGone(client).then(() => {
            isGone = true;
        });
        const log = createEngineLog(client, assert.fail);
        await log.within("urn:a", async () => log.say("a line"));
        assert.equal(client.getChannel().getConnectivityState(false), connectivityState.READY);
        assert.equal(isGone, false);
        engine.close();
        await gone;
        client.close();
    });

    it("is gone if it never existed", async () => {
        const engine = await startEngine();
        engine.close();
        const client = connectEngine(engine.address);
        await engineGone(client);
        client.close();
    });
});

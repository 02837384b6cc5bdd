import assert from "node:assert/strict";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { connectEngine } from "../../../../provider/plugin/engine";
import { createEngineLog } from "../../../../provider/plugin/engine-log";
import { deferred } from "../../../support/deferred";
import { type EngineStandIn, type Shown, startEngine } from "../../../support/engine-stand-in";

describe("the log of an engine", () => {
    let engine: EngineStandIn;
    let client: EngineClient;
    let elsewhere: string[];

    async function start(accept?: (line: Shown) => Promise<void>) {
        engine = await startEngine(accept);
        client = connectEngine(engine.address);
        elsewhere = [];
        return createEngineLog(client, (line) => elsewhere.push(line));
    }

    afterEach(() => {
        client.close();
        engine.close();
    });

    it("shows information and warnings in order, with the resource that is being worked on", async () => {
        const log = await start();
        const answer = await log.within("urn:a", async () => {
            log.say("one");
            await Promise.resolve();
            log.warn("two");
            log.say("three");
            return "done";
        });
        assert.equal(answer, "done");
        assert.deepEqual(engine.shown, [
            { severity: "info", urn: "urn:a", message: "one" },
            { severity: "warning", urn: "urn:a", message: "two" },
            { severity: "info", urn: "urn:a", message: "three" },
        ]);
        assert.deepEqual(elsewhere, []);
    });

    it("separates the lines of resources that are worked on at the same time", async () => {
        const log = await start();
        const [first, second] = [deferred(), deferred()];
        const a = log.within("urn:a", async () => {
            await second.promise;
            log.say("of a");
        });
        const b = log.within("urn:b", async () => {
            log.say("of b");
            second.resolve();
            await first.promise;
            log.say("of b again");
        });
        await a;
        first.resolve();
        await b;
        assert.deepEqual(
            engine.shown.map(({ urn, message }) => [urn, message]),
            [
                ["urn:b", "of b"],
                ["urn:a", "of a"],
                ["urn:b", "of b again"],
            ],
        );
    });

    it("ends no work before its lines have arrived, even if the work fails", async () => {
        const arrival = deferred();
        const log = await start(() => arrival.promise);
        let ended = false;
        const work = log
            .within("urn:a", async () => {
                log.say("late");
                throw new Error("it failed");
            })
            .finally(() => {
                ended = true;
            });
        const failed = assert.rejects(work, { message: "it failed" });
        await new Promise(setImmediate);
        assert.equal(ended, false);
        arrival.resolve();
        await failed;
        assert.deepEqual(engine.shown, [{ severity: "info", urn: "urn:a", message: "late" }]);
    });

    it("shows a line outside all work without a resource", async () => {
        const arrived = deferred<Shown>();
        const log = await start(async (line) => arrived.resolve(line));
        log.say("alone");
        assert.deepEqual(await arrived.promise, { severity: "info", urn: "", message: "alone" });
    });

    it("sends lines elsewhere if the engine has ended", async () => {
        const log = await start();
        engine.close();
        await log.within("urn:a", async () => log.warn("still said"));
        assert.deepEqual(elsewhere, ["still said"]);
    });
});

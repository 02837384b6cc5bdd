import assert from "node:assert/strict";
import { credentials, type ServiceError, status } from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest, type CheckResponse, CreateRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { StorageCall, StorageReply } from "../../../../provider/github/client";
import { connectEngine } from "../../../../provider/plugin/engine";
import { createEngineLog, type EngineLog } from "../../../../provider/plugin/engine-log";
import { deferred } from "../../../support/deferred";
import { type EngineStandIn, startEngine } from "../../../support/engine-stand-in";
import { type Conversation, type Parts, startConversation } from "../../../support/plugin-conversation";
import { partialFailureIn, struct, urnOf } from "../../../support/plugin-messages";
import { digestOf } from "../../../support/record-sets";
import type { Answer, Reply } from "../../../support/scripted-fetch";
import { desiredStorage, storageReply } from "../../../support/storage-records";

const storage = (n = 1) => desiredStorage({ digest: digestOf(n) });
const recordedAs = (parts: Partial<StorageReply> = {}): Reply => ({
    json: { total_count: 1, storage_records: [storageReply(parts)] },
});
const recorded: Answer = recordedAs();
const asksToWait = (code: number): Answer => ({ status: code, json: {}, headers: { "retry-after": "600" } });

const CANCELLED =
    "the call was canceled before it was sent. The state holds what was sent before: run `pulumi up` again";

/** A fetch that signals its request and waits for its answer. */
function heldFetch() {
    const [asked, answer] = [deferred(), deferred()];
    const fetch: typeof globalThis.fetch = async () => {
        asked.resolve();
        await answer.promise;
        return Response.json({ total_count: 1, storage_records: [storageReply()] });
    };
    return { fetch, asked: asked.promise, answer: answer.resolve };
}

describe("the server of the plugin", () => {
    let plugin: Conversation;

    const start = async (parts: Parts, ...answers: readonly Answer[]) => {
        plugin = await startConversation(parts, ...answers);
        return plugin;
    };

    afterEach(() => plugin.close());

    describe("when Pulumi is interrupted", () => {
        /** How a call ends that waits at GitHub's request while Pulumi is interrupted. */
        async function interrupted(answer: Answer): Promise<ServiceError> {
            const waits = deferred();
            const log: EngineLog = { say: () => waits.resolve(), warn: assert.fail, within: (_, work) => work() };
            const { create, cancel } = await start({ isSlow: true, log }, answer, recorded);
            const failed = create({ news: storage() }).then(
                () => assert.fail("it was carried out"),
                (error: ServiceError) => error,
            );
            await waits.promise;
            await cancel();
            return failed;
        }

        it("sends no waiting call, and says so", async () => {
            const failed = await interrupted(asksToWait(429));
            assert.equal(failed.details, CANCELLED);
            assert.deepEqual(failed.metadata.get("grpc-status-details-bin"), []);
            assert.equal(plugin.requests.length, 1);
        });

        it("keeps what a call without a clear answer may have written", async () => {
            const { properties, reasons } = partialFailureIn(await interrupted(asksToWait(502)));
            assert.deepEqual(reasons, [CANCELLED]);
            assert.deepEqual(properties, {
                ...storage(),
                schemaVersion: 1,
                recordIds: [],
                unconfirmed: "unclear",
                baseUrl: "https://api.github.com",
            });
            assert.equal(plugin.requests.length, 1);
        });

        it("sends no further request", async () => {
            const { cancel, create, read } = await start({}, recorded);
            await cancel();
            await assert.rejects(create({ news: storage() }), { details: CANCELLED });
            const id = `acme/${digestOf(1)}/${encodeURIComponent("https://ghcr.io")}`;
            await assert.rejects(read({ id }), { details: CANCELLED });
            assert.deepEqual(plugin.requests, []);
        });

        it("sends no write that waits for its turn, and causes no Node.js warning", async () => {
            const warnings: string[] = [];
            const listen = ({ name }: Error) => warnings.push(name);
            process.on("warning", listen);
            const many = deferred();
            const sent: number[] = [];
            const { create, cancel } = await start({ isSlow: true }, ({ body }) => {
                if (sent.push(1) === 20) many.resolve();
                return recordedAs({ digest: (body as StorageCall).digest });
            });
            const ends = Array.from({ length: 100 }, (_, n) =>
                create({ news: storage(n) }).then(
                    () => "recorded",
                    ({ details }: ServiceError) => details,
                ),
            );
            await many.promise;
            await cancel();
            const ended = await Promise.all(ends);
            process.off("warning", listen);
            const countOf = (what: string): number => ended.filter((end) => end === what).length;
            assert.equal(countOf("recorded"), sent.length);
            assert.equal(countOf(CANCELLED), 100 - sent.length);
            assert.ok(sent.length < 100, String(sent.length));
            assert.deepEqual(warnings, []);
        });
    });

    describe("when it is closed", () => {
        it("first answers the calls that it is working on", async () => {
            const { fetch, asked, answer } = heldFetch();
            const { create, server } = await start({ fetch });
            const created = create({ news: storage() });
            await asked;
            let isClosed = false;
            const closed = server.close().then(() => {
                isClosed = true;
            });
            await new Promise(setImmediate);
            assert.equal(isClosed, false);
            answer();
            assert.equal((await created).getId(), `acme/${encodeURIComponent(digestOf(1))}/https%3A%2F%2Fghcr.io`);
            await closed;
            await assert.rejects(plugin.pluginInfo(), { code: status.UNAVAILABLE });
        });

        it("finishes the calls that it is working on, even if nobody waits for their answer", async () => {
            const { fetch, asked, answer } = heldFetch();
            const { server, pluginInfo } = await start({ fetch });
            const engine = new ResourceProviderClient(`127.0.0.1:${server.port}`, credentials.createInsecure());
            const request = new CreateRequest().setUrn(urnOf("ArtifactStorageRecord")).setProperties(struct(storage()));
            const gone = deferred();
            const call = engine.create(request, () => gone.resolve());
            await asked;
            call.cancel();
            await gone.promise;
            engine.close();
            const closed = server.close();
            // The server is still open for other calls as long as it is working.
            assert.equal((await pluginInfo()).getVersion(), "1.2.3");
            answer();
            await closed;
            await assert.rejects(pluginInfo(), { code: status.UNAVAILABLE });
        });

        it("sends no waiting call", async () => {
            const waits = deferred();
            const log: EngineLog = { say: () => waits.resolve(), warn: assert.fail, within: (_, work) => work() };
            const { create, server } = await start({ isSlow: true, log }, asksToWait(429));
            const failed = assert.rejects(create({ news: storage() }), { details: CANCELLED });
            await waits.promise;
            await server.close();
            await failed;
            assert.equal(plugin.requests.length, 1);
        });
    });

    describe("with an entry called __proto__", () => {
        /** JavaScript cannot write such an entry, but a Go program can. */
        function requestWith(name: string): CheckRequest {
            const news = struct({ ...storage(), [name]: "x" });
            const request = new CheckRequest().setUrn(urnOf("ArtifactStorageRecord")).setNews(news);
            const bytes = Buffer.from(request.serializeBinary()).toString("latin1").replace("__PROTO__", "__proto__");
            request.serializeBinary = () => Buffer.from(bytes, "latin1");
            return request;
        }

        it("says that Pulumi cannot transport it, and accepts entries with other names", async () => {
            const { call } = await start({});
            const reasonsFor = async (name: string) =>
                (await call<CheckResponse>("check", requestWith(name))).getFailuresList().map((one) => one.getReason());
            const [reason, ...others] = await reasonsFor("__PROTO__");
            assert.match(String(reason), /^an entry called __proto__ cannot be transported by Pulumi: /);
            assert.deepEqual(others, []);
            assert.deepEqual(await reasonsFor("version"), []);
        });
    });

    it("accepts a message of 5 MiB", async () => {
        const { check } = await start({});
        const response = await check({ news: { ...storage(), version: "x".repeat(5 * 1024 * 1024) } });
        assert.match(String(response.getFailuresList()[0]?.getReason()), /^version is "x{10}/);
    });

    describe("connected to a real engine", () => {
        let engine: EngineStandIn;
        let client: EngineClient;

        beforeEach(async () => {
            engine = await startEngine();
            client = connectEngine(engine.address);
        });

        afterEach(() => {
            client.close();
            engine.close();
        });

        it("shows its lines about a resource before it answers", async () => {
            const { check, configure, create } = await start(
                { log: createEngineLog(client, assert.fail) },
                asksToWait(403),
                recorded,
            );
            const urn = urnOf("ArtifactStorageRecord", "first");
            await check({ name: "first", news: storage() });
            assert.deepEqual(
                engine.shown.map((line) => [line.severity, line.urn]),
                [["info", urn]],
            );
            await configure({ owner: "acme" });
            await create({ name: "first", news: storage() });
            assert.deepEqual(engine.shown[1], { severity: "info", urn, message: "GitHub asks to wait 600 s" });
        });
    });
});

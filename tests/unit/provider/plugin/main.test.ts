import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckRequest,
    type CheckResponse,
    ConfigureRequest,
    type ConfigureResponse,
    GetSchemaRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { joinShared } from "../../../../provider/plugin/join-shared";
import { MeetingPlace } from "../../../../provider/plugin/meeting-place";
import { VERSION } from "../../../../provider/plugin/version";
import { type EngineStandIn, startEngine } from "../../../support/engine-stand-in";
import { struct, urnOf } from "../../../support/plugin-messages";
import { type PluginProcess, startPluginProcess } from "../../../support/plugin-process";
import { desiredStorage } from "../../../support/storage-records";

/** A client of the server on a port. */
const clientOf = (port: string | undefined): ResourceProviderClient =>
    new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });

/** Why a provider refuses a storage record, and the organization that it determines for it. */
async function checked(plugin: PluginProcess, name: string, inputs: object = desiredStorage()) {
    const client = clientOf(await plugin.port);
    const urn = urnOf("ArtifactStorageRecord", name);
    const request = new CheckRequest().setUrn(urn).setOlds(struct({})).setNews(struct(inputs));
    const reply = await promisify(client.check.bind(client) as Unary<CheckRequest, CheckResponse>)(request);
    client.close();
    return {
        refused: reply.getFailuresList().map((failure) => failure.getReason()),
        org: reply.getInputs()?.toJavaScript().org,
    };
}

type Unary<Request, Reply> = (request: Request, done: (error: Error | null, reply: Reply) => void) => void;

describe("the process of the plugin", () => {
    let plugin: PluginProcess;
    let engine: EngineStandIn;

    beforeEach(async () => {
        engine = await startEngine();
    });

    afterEach(async () => {
        engine.close();
        plugin.kill();
        await plugin.ended;
    });

    it("refuses to start without an engine's address", async () => {
        for (const args of [[], ["--logtostderr"]]) {
            plugin = startPluginProcess(args);
            assert.deepEqual(await plugin.ended, {
                code: 1,
                output: "",
                errors: "this is a Pulumi plugin: `pulumi up` starts it and passes it the address of the engine\n",
            });
        }
    });

    it("prints only its port, answers there, and ends with its engine", async () => {
        // A proxy is only for GitHub: the plugin must not connect to the engine through it.
        const environment = {
            GITHUB_BASE_URL: "",
            grpc_proxy: "http://127.0.0.1:1",
            https_proxy: "http://127.0.0.1:1",
        };
        plugin = startPluginProcess(["--logflow", "-v=9", engine.address], environment);
        const port = await plugin.port;
        assert.match(String(port), /^\d+$/);
        const client = clientOf(port);

        const schema = await new Promise<string>((resolve, reject) => {
            client.getSchema(new GetSchemaRequest(), (error, reply) =>
                error ? reject(error) : resolve(reply.getSchema()),
            );
        });
        const { name, version } = JSON.parse(schema);
        assert.deepEqual([name, version], ["github-artifacts", VERSION]);

        assert.deepEqual((await checked(plugin, "it")).refused, []);
        assert.deepEqual(
            engine.shown.map((line) => [line.severity, line.urn]),
            [["info", urnOf("ArtifactStorageRecord")]],
        );

        engine.close();
        assert.deepEqual(await plugin.ended, { code: 0, output: port, errors: "" });
        client.close();
    });

    it("ends with its engine even if something else keeps Node.js running", async () => {
        const environment = { NODE_OPTIONS: "--import=data:text/javascript,setInterval(Object,1e9)" };
        plugin = startPluginProcess([engine.address], environment);
        const port = await plugin.port;
        engine.close();
        const { code, output } = await plugin.ended;
        assert.deepEqual([code, output], [0, port]);
    });
});

describe("the processes of several providers of one engine", () => {
    let engine: EngineStandIn;
    let started: PluginProcess[];
    const start = (environment: NodeJS.ProcessEnv = {}, { address } = engine): PluginProcess => {
        const plugin = startPluginProcess([address], environment);
        started.push(plugin);
        return plugin;
    };

    beforeEach(async () => {
        started = [];
        engine = await startEngine();
    });

    // They end with their engine.
    afterEach(async () => {
        engine.close();
        for (const plugin of started) await plugin.ended;
    });

    for (const [when, startBoth] of [
        ["one after the other", async () => [await portOf(start()), await portOf(start())]],
        ["at the same time", () => Promise.all([start(), start()].map(portOf))],
    ] as const) {
        it(`refuse a record that both declare if they are started ${when}`, async () => {
            const [one, two] = await startBoth();
            assert.ok(one && two && (await one.port) !== (await two.port));
            assert.deepEqual((await checked(one, "one")).refused, []);
            assert.match((await checked(two, "two")).refused.join(), /declared by "two" and also by "one"/);
            assert.deepEqual((await checked(two, "one")).refused, []);
        });
    }

    it("continue if the first one ends, and know what it declared", async () => {
        const [one, two] = [await portOf(start()), await portOf(start())];
        await checked(one, "one");
        one.kill();
        await one.ended;
        assert.match((await checked(two, "two")).refused.join(), /declared by "two" and also by "one"/);
        const three = await portOf(start());
        assert.match((await checked(three, "three")).refused.join(), /declared by "three" and also by "one"/);
    });

    it("do not know the processes of another engine", async () => {
        const another = await startEngine();
        const [one, two] = [start(), start({}, another)];
        assert.deepEqual((await checked(one, "one")).refused, []);
        assert.deepEqual((await checked(two, "two")).refused, []);
        another.close();
        assert.equal((await two.ended).code, 0);
    });

    it("do not compare records of two APIs", async () => {
        const [one, two] = [start(), start({ GITHUB_BASE_URL: "https://ghe.acme.test/api/v3" })];
        await configured(one);
        await configured(two);
        assert.deepEqual((await checked(one, "one")).refused, []);
        assert.deepEqual((await checked(two, "two")).refused, []);
    });

    it("each keep the environment that they were started with", async () => {
        const [one, two] = [
            await portOf(start({ GITHUB_OWNER: "acme" })),
            await portOf(start({ GITHUB_OWNER: "octo" })),
        ];
        const { org: _, ...inputs } = desiredStorage();
        assert.deepEqual(
            [(await checked(one, "one", inputs)).org, (await checked(two, "two", inputs)).org],
            ["acme", "octo"],
        );
    });

    for (const [what, answer] of [
        ["has ended", undefined],
        ["is another program's", "proof\n"],
        ["closes every connection", ""],
    ] as const) {
        it(`skip a port that ${what}`, async () => {
            const other = createServer((socket) => void socket.end(answer ?? "")).listen(0, "127.0.0.1");
            await once(other, "listening");
            const place = new MeetingPlace(engine.address);
            assert.equal(place.publish((other.address() as AddressInfo).port), true);
            if (answer === undefined) other.close();
            assert.deepEqual((await checked(start(), "one")).refused, []);
            other.close();
        });
    }

    it("answer nobody who cannot read where they meet", async () => {
        await portOf(start());
        const socket = connect(Number(new MeetingPlace(engine.address).port()), "127.0.0.1");
        socket.write("00000000-0000-4000-8000-000000000000\n");
        assert.equal(await text(socket), "");
    });

    it("say that a provider could not be served, and serve the next one", async () => {
        const one = await portOf(start());
        const place = new MeetingPlace(engine.address);
        const socket = connect(Number(place.port()), "127.0.0.1");
        socket.write(`${place.leave("it is me")}\n`);
        assert.equal(String(await once(socket, "data")), "it is me\n");
        socket.end("no environment\n");
        assert.equal(await text(socket), "");
        assert.deepEqual((await checked(start(), "two")).refused, []);
        engine.close();
        assert.match((await one.ended).errors, /^a provider could not be served: .*JSON.*\n$/);
    });

    it("say that their engine does not answer, and end", async () => {
        engine.close();
        const { code, output, errors } = await start().ended;
        assert.deepEqual([code, output], [1, ""]);
        assert.match(errors, /^Pulumi's engine does not answer at 127\.0\.0\.1:\d+\n.* ended at its start\n$/);
    });

    it("say that nobody answers, if that stays so, and which file to remove", async () => {
        const { address } = engine;
        let starts = 0;
        const start = async (): Promise<void> => void starts++;
        await assert.rejects(joinShared(address, {}, start), (error: Error) => {
            assert.match(error.message, /cannot be found in \S+\. Remove this file if it exists, and run again$/);
            assert.ok(error.message.includes(new MeetingPlace(address).file));
            return true;
        });
        assert.equal(starts, 3);
    });

    it("say if they cannot meet, and end", async () => {
        const plugin = start({ TMPDIR: __filename, TEMP: __filename });
        const { code, output, errors } = await plugin.ended;
        assert.deepEqual([code, output], [1, ""]);
        assert.match(errors, /ENOTDIR/);
    });
});

/** Configures a provider with no arguments, so that it uses its environment. */
async function configured(plugin: PluginProcess): Promise<void> {
    const client = clientOf(await plugin.port);
    const request = new ConfigureRequest().setArgs(struct({}));
    await promisify(client.configure.bind(client) as Unary<ConfigureRequest, ConfigureResponse>)(request);
    client.close();
}

/** A plugin process that is listening. */
async function portOf(plugin: PluginProcess): Promise<PluginProcess> {
    await plugin.port;
    return plugin;
}

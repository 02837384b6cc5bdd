import assert from "node:assert/strict";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest, GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { VERSION } from "../../../../provider/plugin/package";
import { type EngineStandIn, startEngine } from "../../../support/engine-stand-in";
import { struct, urnOf } from "../../../support/plugin-messages";
import { type PluginProcess, startPluginProcess } from "../../../support/plugin-process";
import { desiredStorage } from "../../../support/storage-records";

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

    it("refuses to start without the address of an engine", async () => {
        for (const args of [[], ["--logtostderr"]]) {
            plugin = startPluginProcess(args);
            assert.deepEqual(await plugin.ended, {
                code: 1,
                output: "",
                errors: "this is a Pulumi plugin: `pulumi up` starts it and passes it the address of the engine\n",
            });
        }
    });

    it("prints its port and nothing else, answers there, and ends with its engine", async () => {
        // A proxy is for GitHub: it leads to no engine on this machine.
        const environment = {
            GITHUB_BASE_URL: "",
            grpc_proxy: "http://127.0.0.1:1",
            https_proxy: "http://127.0.0.1:1",
        };
        plugin = startPluginProcess(["--logflow", "-v=9", engine.address], environment);
        const port = await plugin.port;
        assert.match(String(port), /^\d+$/);
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
            "grpc.enable_http_proxy": 0,
        });

        const schema = await new Promise<string>((resolve, reject) => {
            client.getSchema(new GetSchemaRequest(), (error, reply) =>
                error ? reject(error) : resolve(reply.getSchema()),
            );
        });
        const { name, version } = JSON.parse(schema);
        assert.deepEqual([name, version], ["github-artifacts", VERSION]);

        const urn = urnOf("ArtifactStorageRecord");
        const request = new CheckRequest().setUrn(urn).setOlds(struct({})).setNews(struct(desiredStorage()));
        const failures = await new Promise<string[]>((resolve, reject) => {
            client.check(request, (error, reply) =>
                error ? reject(error) : resolve(reply.getFailuresList().map((failure) => failure.getReason())),
            );
        });
        assert.deepEqual(failures, []);
        assert.deepEqual(
            engine.shown.map((line) => [line.severity, line.urn]),
            [["info", urn]],
        );

        engine.close();
        assert.deepEqual(await plugin.ended, { code: 0, output: port, errors: "" });
        client.close();
    });

    it("ends with its engine whatever else keeps it", async () => {
        const environment = { NODE_OPTIONS: "--import=data:text/javascript,setInterval(Object,1e9)" };
        plugin = startPluginProcess([engine.address], environment);
        const port = await plugin.port;
        engine.close();
        const { code, output } = await plugin.ended;
        assert.deepEqual([code, output], [0, port]);
    });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as entry from "../../../provider/index";
import { UNKNOWN } from "../../../provider/vocabulary/unknown";

const METHODS = ["check", "configure", "create", "delete", "diff", "read", "update"];

describe("the entry point that states refer to", () => {
    it("always has these names", () => {
        assert.deepEqual(Object.keys(entry).sort(), ["recordSet", "storageRecord"]);
        for (const handler of Object.values(entry)) {
            assert.deepEqual(Object.keys(handler).sort(), METHODS);
        }
    });

    it("routes each name to its own resource", async () => {
        const missing = async (handler: typeof entry.storageRecord) =>
            (await handler.check({}, { org: UNKNOWN })).failures.map(({ reason }) => reason.split(" ")[0]);
        assert.deepEqual(await missing(entry.storageRecord), ["name", "digest", "registryUrl"]);
        assert.deepEqual(await missing(entry.recordSet), ["cluster", "logicalEnvironment", "deployments"]);
    });

    it("loads Octokit at the first call, and not before", () => {
        const program = `
            const { Session } = require("node:inspector");
            const session = new Session();
            const scripts = [];
            session.connect();
            session.on("Debugger.scriptParsed", ({ params }) => scripts.push(params.url));
            session.post("Debugger.enable");
            const isLoaded = () => scripts.some((url) => url.includes("@octokit"));
            const provider = require(${JSON.stringify(require.resolve("../../../provider/index"))});
            globalThis.fetch = async () => Response.json({ total_count: 0, deployment_records: [] });
            const deployments = { api: { name: "api", digest: "sha256:0", status: "deployed" } };
            const baseUrl = "https://api.github.com";
            const state = { schemaVersion: 1, org: "acme", deployments, recordIds: {}, rejected: {}, baseUrl };
            const atStart = isLoaded();
            provider.recordSet.read("id", state).then(() => {
                process.stdout.write(JSON.stringify([atStart, isLoaded()]));
                session.disconnect();
            });
        `;
        const output = execFileSync(process.execPath, ["-e", program], {
            env: { GITHUB_TOKEN: "hush" },
            encoding: "utf8",
        });
        assert.deepEqual(JSON.parse(output), [false, true]);
    });
});

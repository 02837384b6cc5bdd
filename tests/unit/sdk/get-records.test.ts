import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { output, RunError, runtime } from "@pulumi/pulumi";
import { type GetRecordsArgs, getDeploymentRecords, getStorageRecords } from "../../../sdk";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { digestOf } from "../../support/record-sets";
import { MockedEngine } from "./mocked-engine";

const digest = digestOf(1);

describe("The functions that read records", () => {
    let github: GitHubServer;
    before(async () => {
        github = await startGitHub();
    });
    beforeEach(() => void github.takeRequests());
    after(() => github.close());

    for (const [name, read, route] of [
        ["getDeploymentRecords", getDeploymentRecords, "deployment-records"],
        ["getStorageRecords", getStorageRecords, "storage-records"],
    ] as const) {
        it(`make one request with the stack's configuration, even in a preview: ${name}`, async () => {
            await MockedEngine.start({}, "preview");
            runtime.setAllConfig(
                {
                    "github-artifacts:owner": "acme",
                    "github-artifacts:token": "ghs_embedded",
                    "github-artifacts:baseUrl": github.url,
                },
                ["github-artifacts:token"],
            );
            try {
                assert.deepEqual(await read({ digest }), { org: "acme", digest, records: [] });
            } finally {
                runtime.setAllConfig({});
            }
            const requests = github.takeRequests().map(({ method, path }) => `${method} ${path}`);
            assert.equal(requests.length, 1);
            assert.match(
                String(requests[0]),
                new RegExp(`^GET /orgs/acme/artifacts/sha256(:|%3A)\\w+/metadata/${route}\\b`),
            );
        });

        it(`fail with Pulumi's own error, which shows only its message: ${name}`, () =>
            assert.rejects(read({ org: "acme", digest: "latest" }), (error: Error) => {
                assert.ok(error instanceof RunError);
                assert.match(error.message, /^digest is "latest", but must be "sha256:"/);
                assert.equal(error.stack, "");
                return true;
            }));

        it(`refuse outputs and promises, and say how to call them: ${name}`, async () => {
            for (const later of [output(digest), Promise.resolve(digest)]) {
                const args = { digest: later } as unknown as GetRecordsArgs;
                await assert.rejects(read(args), {
                    message:
                        `${name}: digest is not known yet, but must be a plain value. Call the function in apply, as in ` +
                        `output.apply((digest) => ${name}({ digest }))`,
                });
            }
        });

        it(`refuse a call without arguments: ${name}`, () =>
            assert.rejects(read(undefined as never), /digest is required, but missing/));
    }

    it("load the code that calls GitHub only at the first call", () => {
        const program = `
            const loaded = () => Object.keys(require.cache).some((file) => /provider.process.(functions|process-context).js$/.test(file));
            const { getStorageRecords } = require(${JSON.stringify(require.resolve("../../../sdk"))});
            const atStart = loaded();
            getStorageRecords({}).catch(() => console.log(JSON.stringify([atStart, loaded()])));
        `;
        const printed = execFileSync(process.execPath, ["-e", program], { encoding: "utf8" });
        assert.deepEqual(JSON.parse(printed), [false, true]);
    });
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { recordSetProvider } from "../../../sdk/dynamic-provider";
import { findable } from "../../../sdk/findable-provider";
import { CHECKOUT } from "../../support/installation";

const run = promisify(execFile);

/** A program that creates two records on mocks, in its own process, and prints what the second one threw. */
const SOURCE = `
    const pulumi = require(${JSON.stringify(join(CHECKOUT, "node_modules/@pulumi/pulumi"))});
    const { ArtifactStorageRecord } = require(${JSON.stringify(join(CHECKOUT, "dist/sdk"))});
    process.chdir("/");
    const args = { name: "api", digest: "sha256:" + "a".repeat(64), registryUrl: "https://ghcr.io" };
    const thrown = () => {
        try {
            new ArtifactStorageRecord("image", args);
        } catch ({ message, stack, constructor }) {
            return { message, stack, isRunError: constructor === pulumi.RunError };
        }
    };
    pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ inputs }) => ({ id: "id", state: inputs }) }).then(() => {
        thrown();
        console.log(JSON.stringify({ thrown: thrown() }));
    });`;

interface Thrown {
    readonly message: string;
    readonly stack: string;
    readonly isRunError: boolean;
}

describe("A program that creates a resource", () => {
    let elsewhere: string;

    before(async () => {
        elsewhere = await realpath(await mkdtemp(join(tmpdir(), "github-artifacts-elsewhere-")));
    });
    after(() => rm(elsewhere, { recursive: true }));

    async function thrownIn(cwd: string, environment: NodeJS.ProcessEnv): Promise<Thrown | undefined> {
        const env = { ...process.env, PULUMI_NODEJS_MONITOR: undefined, ...environment };
        const { stdout } = await run(process.execPath, ["-e", SOURCE], { cwd, env });
        return JSON.parse(stdout).thrown;
    }

    const CLI = { PULUMI_NODEJS_MONITOR: "127.0.0.1:1" };

    it("is refused under Pulumi's CLI, without a stack trace, if its folder cannot find the package", async () => {
        const { message, ...rest } = (await thrownIn(elsewhere, CLI)) as Thrown;
        assert.ok(
            message.startsWith(`Pulumi cannot find pulumi-github-artifacts, which it runs from ${elsewhere}: `),
            message,
        );
        assert.deepEqual(rest, { stack: "", isRunError: true });
    });

    it("is not refused if its folder finds the package, even if it changes its folder later", async () => {
        assert.equal(await thrownIn(CHECKOUT, CLI), undefined);
    });

    it("is not refused on mocks or inline, in any folder", async () => {
        assert.equal(await thrownIn(elsewhere, {}), undefined);
    });

    for (const [bundler, call] of [
        ["esbuild", "return require_provider();"],
        ["esbuild, in an ES module", 'return __require("pulumi-github-artifacts/provider")'],
        ["ncc", "return __nccwpck_require__(8517)"],
    ]) {
        it(`is refused if a bundler has changed the text that goes into the state: ${bundler}`, () => {
            assert.throws(() => findable(recordSetProvider, call), /A bundler has packed pulumi-github-artifacts/);
        });
    }

    it("is not refused if a bundler has kept the call in the text", () => {
        assert.equal(
            findable(recordSetProvider, '()=>{try{return require("pulumi-github-artifacts/provider")}catch(o){}}'),
            recordSetProvider,
        );
    });
});

import assert from "node:assert/strict";
import { storageRecordOf } from "../../../../provider/plugin/storage-record-of";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { listeningContext } from "../../../support/process-context";
import { recordingClient } from "../../../support/recording-client";
import { digestOf } from "../../../support/records";

const digest = digestOf("a");
const IMAGE = `ghcr.io/acme/api:1.4.2@${digest}`;

const answered = (args: Properties, isPreview = false) =>
    storageRecordOf(listeningContext(recordingClient({})), args, isPreview);

describe("the function storageRecordOf", () => {
    const record = {
        name: "ghcr.io/acme/api",
        digest,
        version: "1.4.2",
        registryUrl: "https://ghcr.io",
        repository: "acme/api",
        artifactUrl: "https://ghcr.io/acme/api",
    };

    it("returns the arguments of a storage record", async () => {
        assert.deepEqual(await answered({ image: IMAGE }), { problems: [], result: record });
        const { result } = await answered({ image: `nginx@${digest}`, version: null });
        assert.equal(result?.version, undefined);
        assert.equal(result?.artifactUrl, "https://hub.docker.com/_/nginx");
    });

    it("prefers given arguments, even if the image has no value or an invalid one", async () => {
        const other = { digest: digestOf("b"), version: "2", repository: "x" };
        assert.deepEqual((await answered({ image: IMAGE, ...other })).result, { ...record, ...other });
        const long = `ghcr.io/acme/api:${"t".repeat(101)}`;
        const { result } = await answered({ image: long, digest, version: "1.4.2" });
        assert.deepEqual(result, record);
    });

    for (const [args, message] of [
        [{}, "image is required, but missing"],
        [{ image: 7 }, 'image is 7, but must be an image reference, such as "ghcr.io/acme/api:1.4.2@sha256:…"'],
        [{ image: IMAGE, org: "acme" }, /^org is not an argument here/],
        [{ image: IMAGE, registryUrl: "ghcr.io" }, /^registryUrl is "ghcr\.io", but must be a URL/],
        [{ image: "Api" }, /^"Api" is not an image reference: /],
        [
            { image: `ghcr.io/acme/api:${"t".repeat(101)}@${digest}` },
            /: its tag has 101 characters, but GitHub accepts at most 100 in version: pass another one as version$/,
        ],
    ] as const) {
        it(`refuses invalid arguments: ${JSON.stringify(args).slice(0, 60)}`, async () => {
            const { problems, result } = await answered(args);
            assert.equal(result, undefined);
            assert.equal(problems.length, 1);
            if (typeof message === "string") assert.equal(problems[0], message);
            else assert.match(String(problems[0]), message);
        });
    }

    it("refuses an image without a digest even in a preview, because an engine accepts no unknown value from a function", async () => {
        const { problems } = await answered({ image: "ghcr.io/acme/api:1" }, true);
        assert.match(
            String(problems),
            /^the image "ghcr\.io\/acme\/api:1" has no digest: pass .* or the option digest$/,
        );
    });
});

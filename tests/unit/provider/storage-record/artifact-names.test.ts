import assert from "node:assert/strict";
import { ORIGIN } from "../../../../provider/input/origin";
import { createStorageRecordHandler } from "../../../../provider/storage-record/handler";
import type { DesiredStorage } from "../../../../provider/storage-record/model";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { digestOf } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { desiredStorage } from "../../../support/storage-records";

type Declared = readonly [resource: string | undefined, parts: Partial<DesiredStorage>];

/** The warnings when resources are checked one after the other. */
async function warnedOf(...declared: readonly Declared[]): Promise<readonly string[]> {
    const context = listeningContext(recordingClient({}));
    const { check } = createStorageRecordHandler(context);
    for (const [resource, parts] of declared) {
        const origin = { urn: `urn:pulumi:a::b::c::${resource}`, secrets: [], problems: [] };
        const { failures } = await check({}, { ...desiredStorage(parts), ...(resource && { [ORIGIN]: origin }) });
        assert.deepEqual(failures, []);
    }
    return context.warned;
}

const GHCR: Declared = ["one", {}];
const MIRROR: Declared = ["two", { name: "mirror.dev/api", registryUrl: "https://mirror.dev" }];
const mirror = (parts: Partial<DesiredStorage>): Declared => ["two", { ...MIRROR[1], ...parts }];

describe("an artifact in two storage records", () => {
    it("causes a warning with both resources and the first name if the names differ", async () => {
        assert.deepEqual(await warnedOf(GHCR, MIRROR), [
            'acme: mirror.dev/api@sha256:000000000001… in https://mirror.dev: "two" records the artifact under another name than ' +
                '"one", which uses "ghcr.io/acme/api".\n' +
                "  GitHub keeps the first name that it gets for a digest of one repository. Use the same `name` for both: registryUrl " +
                "and repository distinguish the locations.",
        ]);
    });

    it("causes a warning even if the organization differs in case or one record names no repository", async () => {
        assert.equal((await warnedOf(GHCR, mirror({ org: "ACME" }))).length, 1);
        assert.equal((await warnedOf(GHCR, mirror({ githubRepository: "api" }))).length, 1);
    });

    it("causes no warning if the names are the same", async () => {
        assert.deepEqual(await warnedOf(GHCR, mirror({ name: "ghcr.io/acme/api" })), []);
    });

    it("is not the same artifact in another organization, with another digest or from another repository", async () => {
        assert.deepEqual(await warnedOf(GHCR, mirror({ org: "globex" })), []);
        assert.deepEqual(await warnedOf(GHCR, mirror({ digest: digestOf(2) })), []);
        const built: Declared = ["one", { githubRepository: "api" }];
        assert.deepEqual(await warnedOf(built, mirror({ githubRepository: "web" })), []);
    });

    it("causes one warning, even if Pulumi checks a replaced resource again", async () => {
        assert.equal((await warnedOf(GHCR, MIRROR, MIRROR, GHCR)).length, 1);
    });

    it("causes no warning while a part of it or the resource is unknown", async () => {
        for (const parts of [{ name: UNKNOWN }, { digest: UNKNOWN }, { githubRepository: UNKNOWN }]) {
            assert.deepEqual(await warnedOf(GHCR, mirror(parts)), []);
        }
        assert.deepEqual(await warnedOf(GHCR, [undefined, MIRROR[1]]), []);
    });
});

import assert from "node:assert/strict";
import type { StorageReply } from "../../../../provider/github/client";
import { importStorageRecord } from "../../../../provider/storage-record/import";
import { planStorageRecord } from "../../../../provider/storage-record/plan";
import { decodeStorageRecord } from "../../../../provider/storage-record/state";
import { listeningContext } from "../../../support/process-context";
import { digestOf } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { desiredStorage, storageReply } from "../../../support/storage-records";

const digest = digestOf(1);
const ID = `acme/${encodeURIComponent(digest)}/https%3A%2F%2Fghcr.io`;

/** What an import returns, and its requests to GitHub. */
async function importOf(id: string, ...replies: StorageReply[]) {
    const client = recordingClient({ storageRecords: () => replies });
    const context = listeningContext(client, { baseUrl: "https://api.acme.ghe.com" });
    return { ...(await importStorageRecord(id, context)), reads: client.calls.reads };
}

describe("importing a storage record", () => {
    it("finds it without a record, so that the next up writes it once", async () => {
        const { id, props, inputs, reads } = await importOf(ID, storageReply());
        assert.equal(id, ID);
        assert.deepEqual(inputs, desiredStorage());
        assert.deepEqual(props, {
            ...desiredStorage(),
            schemaVersion: 1,
            recordIds: [],
            writtenAt: "2026-01-02T00:00:00Z",
            unconfirmed: "imported",
            baseUrl: "https://api.acme.ghe.com",
        });
        assert.deepEqual(reads, [`acme ${digest}`]);
        assert.deepEqual(planStorageRecord(decodeStorageRecord(props), desiredStorage()).change.kind, "record");
    });

    it("has no time if GitHub returns none", async () => {
        const { updated_at: _, ...untimed } = storageReply();
        const { writtenAt, unconfirmed } = (await importOf(ID, untimed)).props;
        assert.deepEqual([writtenAt, unconfirmed], [undefined, "imported"]);
    });

    it("finds everything that GitHub returns", async () => {
        const { inputs } = await importOf(
            `${ID}/acme%2Fapi`,
            storageReply({ repository: "acme/api", artifact_url: "https://a.test", name: "n", status: "deleted" }),
        );
        const told = { repository: "acme/api", artifactUrl: "https://a.test", name: "n", status: "deleted" } as const;
        assert.deepEqual(inputs, desiredStorage(told));
    });

    it("reads an unsupported status as active, and an empty URL as none", async () => {
        const { inputs } = await importOf(ID, storageReply({ status: "archived", artifact_url: "" }));
        assert.deepEqual(inputs, desiredStorage());
    });

    it("uses the later of several records at one location, and ignores other locations", async () => {
        const { inputs, props } = await importOf(
            ID,
            storageReply({ id: 9, name: "later", updated_at: "2026-01-09T00:00:00Z" }),
            storageReply({ id: 3, name: "earlier" }),
            storageReply({ id: 10, name: "other repository", repository: "acme/api" }),
            storageReply({ id: 11, name: "other registry", registry_url: "https://b.test" }),
        );
        assert.equal(inputs.name, "later");
        assert.deepEqual([props.unconfirmed, props.writtenAt], ["imported", "2026-01-09T00:00:00Z"]);
    });

    it("gives the same id for every spelling", async () => {
        assert.equal((await importOf(`acme/${digest}/https%3a%2F%2fghcr.io`, storageReply())).id, ID);
    });

    it("is refused if GitHub returns no such record", async () => {
        for (const replies of [[], [storageReply({ repository: "acme/api" })]]) {
            await assert.rejects(importOf(ID, ...replies), (error: Error) => {
                assert.ok(error.message.startsWith(`GitHub returned no such storage record: ${ID}. Either it is not`));
                assert.match(error.message, /"artifact-metadata: read".*Declare it without an import/);
                return true;
            });
        }
    });

    for (const [id, reasons] of [
        ["acme", ["digest is required, but missing", "registryUrl is required, but missing"]],
        [`acme/latest/https%3A%2F%2Fghcr.io`, [/^digest is "latest", but must be "sha256:"/]],
        [
            `acme/${digest}/ghcr.io`,
            [/^registryUrl is "ghcr\.io", but must be a URL .* did you mean "https:\/\/ghcr\.io"\?$/],
        ],
        [`a b/${digest}/https%3A%2F%2Fghcr.io`, [/^org is "a b", but must be an organization's name/]],
        [`${ID}/acme/api`, ["has more than four parts"]],
        [`${ID}/`, [/^repository is "", but must be text of 1 to 128 characters/]],
    ] as const) {
        it(`is refused without a request if the id has another form: ${id.slice(0, 60)}`, async () => {
            const client = recordingClient();
            await assert.rejects(importStorageRecord(id, listeningContext(client)), (error: Error) => {
                const [what, form] = error.message.split(". The id of a storage record is ");
                const start = `${JSON.stringify(id)} cannot be imported: `;
                assert.ok(what?.startsWith(start), what);
                const told = String(what?.slice(start.length)).split("; ");
                const whole = reasons.length === 1 ? [told.join("; ")] : told;
                assert.equal(whole.length, reasons.length, what);
                for (const [index, reason] of reasons.entries()) {
                    if (typeof reason === "string") assert.equal(whole[index], reason);
                    else assert.match(String(whole[index]), reason);
                }
                assert.match(String(form), /^ORG\/DIGEST\/REGISTRY_URL\[\/REPOSITORY\], each part URI-encoded/);
                return true;
            });
            assert.deepEqual(client.calls.reads, []);
        });
    }
});

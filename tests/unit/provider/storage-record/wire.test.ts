import assert from "node:assert/strict";
import { recordsAt, statusOf, toCall, toRecorded } from "../../../../provider/storage-record/wire";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, RECORDED, storageReply } from "../../../support/storage-records";

describe("the call for a storage record", () => {
    it("has GitHub's names, and leaves out what was not given", () => {
        assert.deepEqual(toCall(desiredStorage()), {
            org: "acme",
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            registry_url: "https://ghcr.io",
            status: "active",
        });
    });

    it("sends all that was given, but for how it is removed", () => {
        const all = desiredStorage({
            version: "1.4.2",
            artifactUrl: "https://ghcr.io/acme/api",
            path: "a/b",
            repository: "acme/api",
            status: "eol",
            githubRepository: "api",
            removalStatus: "eol",
        });
        assert.deepEqual(toCall(all), {
            org: "acme",
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            version: "1.4.2",
            artifact_url: "https://ghcr.io/acme/api",
            path: "a/b",
            registry_url: "https://ghcr.io",
            repository: "acme/api",
            status: "eol",
            github_repository: "api",
        });
    });
});

describe("a storage record of a reply", () => {
    it("is kept without what was sent: of that, Pulumi knows what is secret", () => {
        const reply = storageReply({ artifact_url: "https://ghcr.io/acme/api", repository: "acme/api" });
        assert.deepEqual(toRecorded([reply]), RECORDED);
    });

    it("has the time of the latest one, to the second", () => {
        const replies = [storageReply(), storageReply({ id: 8, updated_at: "2026-01-03T00:00:00.5Z" })];
        assert.deepEqual(toRecorded(replies), { recordIds: [7, 8], writtenAt: "2026-01-03T00:00:00Z" });
    });

    it("has no time where GitHub gives none", () => {
        const { updated_at: _updated, ...untimed } = storageReply();
        assert.deepEqual(toRecorded([untimed]), { recordIds: [7] });
    });

    for (const [what, location, record, at] of [
        ["is at its artifact, registry and repository", { repository: "a" }, { repository: "a" }, true],
        ["is there without a repository", {}, {}, true],
        ["is there where GitHub says null for no repository", {}, { repository: null }, true],
        ["is there where GitHub says nothing for no repository", {}, { repository: "" }, true],
        ["is not at another artifact", {}, { digest: digestOf(2) }, false],
        ["is not in another registry", {}, { registry_url: "https://quay.io" }, false],
        ["is not in another repository", { repository: "a" }, { repository: "b" }, false],
        ["is not without the repository", { repository: "a" }, {}, false],
        ["is there under any name: GitHub does not say whether it is a part of the key", { name: "a" }, {}, true],
    ] as const) {
        it(what, () => assert.equal(recordsAt(desiredStorage(location), [storageReply(record)]).length, at ? 1 : 0));
    }

    it("comes before a later one, which counts, in whatever order GitHub returns them", () => {
        const [first, second] = [storageReply({ id: 9 }), storageReply({ id: 10 })];
        for (const replies of [
            [first, second],
            [second, first],
        ]) {
            assert.deepEqual(recordsAt(desiredStorage(), replies), [first, second]);
        }
    });

    it("has a status that can be declared, or that of before", () => {
        assert.equal(statusOf("eol", "active"), "eol");
        assert.equal(statusOf("archived", "active"), "active");
    });
});

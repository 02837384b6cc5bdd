import assert from "node:assert/strict";
import { recordsAt, statusOf, toCall, toRecorded } from "../../../../provider/storage-record/wire";
import { digestOf } from "../../../support/record-sets";
import { desiredStorage, RECORDED, storageReply } from "../../../support/storage-records";

describe("the call for a storage record", () => {
    it("uses GitHub's names, and leaves out absent fields", () => {
        assert.deepEqual(toCall(desiredStorage()), {
            org: "acme",
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            registry_url: "https://ghcr.io",
            status: "active",
        });
    });

    it("sends everything that was given, except removalStatus", () => {
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
    it("is stored without the fields that were sent, because some of them can be secret", () => {
        const reply = storageReply({ artifact_url: "https://ghcr.io/acme/api", repository: "acme/api" });
        assert.deepEqual(toRecorded([reply]), RECORDED);
    });

    it("has the time of the latest record, to the second", () => {
        const replies = [storageReply(), storageReply({ id: 8, updated_at: "2026-01-03T00:00:00.5Z" })];
        assert.deepEqual(toRecorded(replies), { recordIds: [7, 8], writtenAt: "2026-01-03T00:00:00Z" });
    });

    it("has no time if GitHub returned none", () => {
        const { updated_at: _updated, ...untimed } = storageReply();
        assert.deepEqual(toRecorded([untimed]), { recordIds: [7] });
    });

    for (const [what, location, record, at] of [
        ["matches by digest, registry and repository", { repository: "a" }, { repository: "a" }, true],
        ["matches if neither has a repository", {}, {}, true],
        ["matches with a null repository if none is declared", {}, { repository: null }, true],
        ["matches with an empty repository if none is declared", {}, { repository: "" }, true],
        ["does not match another digest", {}, { digest: digestOf(2) }, false],
        ["does not match another registry", {}, { registry_url: "https://quay.io" }, false],
        ["does not match another repository", { repository: "a" }, { repository: "b" }, false],
        ["does not match without the declared repository", { repository: "a" }, {}, false],
        [
            "matches under any name, because GitHub does not say whether the name is a part of the key",
            { name: "a" },
            {},
            true,
        ],
    ] as const) {
        it(what, () => assert.equal(recordsAt(desiredStorage(location), [storageReply(record)]).length, at ? 1 : 0));
    }

    it("comes before a later one, in any order of GitHub's reply", () => {
        const [first, second] = [storageReply({ id: 9 }), storageReply({ id: 10 })];
        for (const replies of [
            [first, second],
            [second, first],
        ]) {
            assert.deepEqual(recordsAt(desiredStorage(), replies), [first, second]);
        }
    });

    it("keeps the previous status if GitHub's status cannot be declared", () => {
        assert.equal(statusOf("eol", "active"), "eol");
        assert.equal(statusOf("archived", "active"), "active");
    });
});

import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import { WHY } from "../../../../provider/ownership/not-retired";
import { createStorageRecordHandler } from "../../../../provider/storage-record/handler";
import { type PriorStorage, withoutRecords } from "../../../../provider/storage-record/model";
import { encodeStorageRecord } from "../../../../provider/storage-record/state";
import { listeningContext } from "../../../support/process-context";
import { digestOf } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";
import { desiredStorage, heldStorage, priorStorage, storageReply } from "../../../support/storage-records";

const PLACE = digestOf(1);
const OTHER = digestOf(2);

const at = (digest: string, parts: Partial<PriorStorage> = {}) => priorStorage({ digest, ...parts });
const outputs = (prior: PriorStorage) => ({ ...encodeStorageRecord(prior) });
const inputs = (parts: Partial<PriorStorage> = {}) => ({ ...desiredStorage(parts) });

/** One run of several resources. GitHub holds both locations as the states say. `refuse` returns the error for a refused name. */
function startRun(refuse: (name: string) => GitHubError | undefined = () => undefined) {
    const client = recordingClient({
        storageRecords: (digest) => [heldStorage(at(digest))],
        storage: ({ name, digest, registry_url, status }) => {
            const error = refuse(name);
            if (error !== undefined) throw error;
            return { records: [storageReply({ name, digest, registry_url, status })], total: 1 };
        },
    });
    const context = listeningContext(client);
    return {
        ...createStorageRecordHandler(context),
        said: context.said,
        warned: context.warned,
        reads: client.calls.reads,
        /** What was sent for a location: `api active`. */
        sent: (place = PLACE) =>
            client.calls.storage
                .filter(({ digest }) => digest === place)
                .map(({ name, status }) => `${name.split("/").at(-1)} ${status}`),
    };
}

const LABEL = "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io";
const LEFT = `${LABEL}: not retired, because another resource declares it`;
const HELD = {
    name: "PlainError",
    message: [`${LABEL}: kept in the state.`, ...WHY["not-written"]].join("\n  "),
};

describe("a storage record that moves from one resource to another in a run", () => {
    it("is not retired by the old resource after the new one wrote it, in any case of the organization", async () => {
        const run = startRun();
        await run.check({}, inputs({ org: "ACME" }));
        await run.create(inputs({ org: "ACME" }));
        await run.delete("old", outputs(at(PLACE)));
        assert.deepEqual(run.sent(), ["api active"]);
        assert.deepEqual(run.said.slice(-1), [LEFT]);
        // A record that the run already knows as claimed costs no request.
        assert.deepEqual(run.reads, []);
    });

    it("is left to the new resource without a warning, even if a refresh found that it was written in the meantime", async () => {
        const run = startRun();
        await run.create(inputs());
        await run.delete("old", outputs(withoutRecords(at(PLACE), "rewritten")));
        assert.deepEqual([run.said.slice(-1), run.warned], [[LEFT], []]);
    });

    it("loses its record in the state of a resource that still declares it and could not write it again", async () => {
        const run = startRun((name) => (name === "refused" ? new GitHubError("invalid", "no") : undefined));
        await run.delete("old", outputs(at(PLACE)));
        const declared = at(PLACE, { name: "refused" });
        const refused = run
            .update("id", outputs(declared), inputs({ name: "refused" }))
            .catch((error: unknown) => error);
        const { properties } = (await refused) as { properties: object };
        assert.deepEqual(properties, { ...outputs(withoutRecords(declared, "rewritten")), __provider: undefined });
    });

    it("is not retired by the old resource if the new one got no clear answer, because the new one then owns it", async () => {
        const run = startRun(() => new GitHubError("unreachable", "no answer came"));
        await assert.rejects(run.create(inputs()), { reasons: ["no answer came"] });
        await run.delete("old", outputs(at(PLACE)));
        assert.deepEqual(run.sent(), ["api active"]);
    });

    it("stays with the old resource if GitHub refused the new one", async () => {
        const run = startRun(() => new GitHubError("invalid", "no"));
        await run.check({}, inputs());
        await assert.rejects(run.create(inputs()), { code: "invalid" });
        await assert.rejects(run.delete("old", outputs(at(PLACE))), HELD);
        assert.deepEqual(run.sent(), ["api active"]);
    });

    it("stays with the old resource if the new one declares it but its step was skipped", async () => {
        const run = startRun();
        await run.check({}, inputs());
        await assert.rejects(run.delete("old", outputs(at(PLACE))), HELD);
        assert.deepEqual([run.sent(), run.reads], [[], []]);
    });

    it("is written by the new resource if the old one retired it before the run knew of the new one", async () => {
        const run = startRun();
        await run.delete("old", outputs(at(PLACE)));
        await run.check({}, inputs());
        await run.create(inputs());
        assert.deepEqual(run.sent(), ["api eol", "api active"]);
    });

    it("ends as active if both resources work at the same time, in either order", async () => {
        const newFirst = startRun();
        await Promise.all([newFirst.create(inputs()), newFirst.delete("old", outputs(at(PLACE)))]);
        assert.deepEqual(newFirst.sent(), ["api active"]);
        const oldFirst = startRun();
        await Promise.all([oldFirst.delete("old", outputs(at(PLACE))), oldFirst.create(inputs())]);
        assert.deepEqual(oldFirst.sent(), ["api eol", "api active"]);
    });

    it("is another record in another registry", async () => {
        const run = startRun();
        await run.create(inputs({ registryUrl: "https://quay.io" }));
        await run.delete("old", outputs(at(PLACE)));
        assert.deepEqual(run.sent(), ["api active", "api eol"]);
    });
});

describe("a storage record that is also in the state of another resource", () => {
    it("is not retired once the other resource is known to have nothing to write", async () => {
        const run = startRun();
        await run.diff("kept", outputs(at(PLACE)), inputs());
        await run.delete("old", outputs(at(PLACE)));
        assert.deepEqual([run.sent(), run.said], [[], [LEFT]]);
    });

    it("is not retired if only the removalStatus of the other resource changed", async () => {
        const run = startRun();
        await run.diff("kept", outputs(at(PLACE)), inputs({ removalStatus: "deleted" }));
        await run.delete("old", outputs(at(PLACE)));
        assert.deepEqual([run.sent(), run.said], [[], [LEFT]]);
    });

    it("stays with the old resource if the other one does not know its last write", async () => {
        const later = (writtenAt: string) => outputs(at(PLACE, { writtenAt }));
        const run = startRun();
        await run.diff("kept", outputs(at(PLACE)), inputs());
        await assert.rejects(run.delete("old", later("2026-01-02T00:00:01Z")), {
            name: "PlainError",
            message: [`${LABEL}: kept in the state.`, ...WHY.outdated].join("\n  "),
        });
        await run.delete("old", later("2026-01-02T00:00:00.999Z"));
        assert.deepEqual(run.sent(), []);
    });

    it("is written again by the other resource if the old one retired it before the run knew of the other", async () => {
        const run = startRun();
        await run.delete("old", outputs(at(PLACE)));
        assert.equal((await run.diff("new", outputs(at(PLACE)), inputs())).changes, true);
        await run.update("new", outputs(at(PLACE)), inputs());
        assert.deepEqual(run.sent(), ["api eol", "api active"]);
    });
});

describe("storage records that swap locations and are deleted before they are replaced", () => {
    const [first, second] = [at(PLACE, { name: "first" }), at(OTHER, { name: "second" })];
    const [firstInputs, secondInputs] = [
        inputs({ name: "first", digest: OTHER }),
        inputs({ name: "second", digest: PLACE }),
    ];

    /** What Pulumi calls before the first step. After that, everything is declared. */
    async function startTrade(refuse?: (name: string) => GitHubError | undefined) {
        const run = startRun(refuse);
        await run.check(inputs(first), firstInputs);
        await run.check(inputs(second), secondInputs);
        for (const [prior, desired] of [
            [first, firstInputs],
            [second, secondInputs],
        ] as const) {
            const { replaces, deleteBeforeReplace } = await run.diff("id", outputs(prior), desired);
            assert.deepEqual([replaces, deleteBeforeReplace], [["digest"], true]);
        }
        return run;
    }

    it("are retired and then written by their new owners, one resource after the other", async () => {
        const run = await startTrade();
        await run.delete("first", outputs(first));
        await run.create(firstInputs);
        await run.delete("second", outputs(second));
        await run.create(secondInputs);
        assert.deepEqual(run.sent(PLACE), ["first eol", "second active"]);
        // The new owner has already written it at this point.
        assert.deepEqual(run.sent(OTHER), ["first active"]);
    });

    it("are retired and then written by their new owners, both at the same time", async () => {
        const run = await startTrade();
        await Promise.all([run.delete("first", outputs(first)), run.delete("second", outputs(second))]);
        await Promise.all([run.create(firstInputs), run.create(secondInputs)]);
        assert.deepEqual(run.sent(PLACE), ["first eol", "second active"]);
        assert.deepEqual(run.sent(OTHER), ["second eol", "first active"]);
    });

    it("stay with the old owner if the new one was refused first", async () => {
        const run = await startTrade((name) => (name === "first" ? new GitHubError("invalid", "no") : undefined));
        await assert.rejects(run.create(firstInputs), { code: "invalid" });
        await assert.rejects(run.delete("second", outputs(second)), {
            message: /: kept in the state\.\n {2}Another resource/,
        });
        assert.deepEqual(run.sent(OTHER), ["first active"]);
    });
});

describe("two storage records with two names at one location", () => {
    it("can be declared by two resources, because GitHub does not say whether the name distinguishes them", async () => {
        const run = startRun();
        for (const name of ["one", "two"]) assert.deepEqual((await run.check({}, inputs({ name }))).failures, []);
    });

    it("are not retired while the other one stays", async () => {
        const run = startRun();
        await run.diff("kept", outputs(at(PLACE)), inputs());
        await run.delete("old", outputs(at(PLACE, { name: "another" })));
        assert.deepEqual(run.sent(), []);
        assert.deepEqual(run.said, [
            "acme: another@sha256:000000000001… in https://ghcr.io: not retired, because another resource declares it",
        ]);
    });

    it("are both written if one is renamed and its old name is retired first", async () => {
        const run = startRun();
        const [old, renamed] = [at(PLACE, { name: "old" }), inputs({ name: "renamed" })];
        await run.check(inputs({ name: "old" }), renamed);
        assert.deepEqual((await run.diff("id", outputs(old), renamed)).replaces, ["name"]);
        await run.delete("id", outputs(old));
        assert.equal((await run.diff("kept", outputs(at(PLACE)), inputs())).changes, true);
        await run.update("kept", outputs(at(PLACE)), inputs());
        await run.create(renamed);
        assert.deepEqual(run.sent(), ["old eol", "api active", "renamed active"]);
    });
});

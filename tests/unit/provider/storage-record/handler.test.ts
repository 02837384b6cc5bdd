import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import { createStorageRecordHandler } from "../../../../provider/storage-record/handler";
import type { PriorStorage } from "../../../../provider/storage-record/model";
import { encodeStorageRecord } from "../../../../provider/storage-record/state";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { listeningContext } from "../../../support/process-context";
import { digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { desiredStorage, priorStorage, storageRecord, storageReply } from "../../../support/storage-records";

const inputs = { ...desiredStorage() };
const outputs = (prior: PriorStorage = priorStorage()) => ({
    ...encodeStorageRecord(prior, prior.records),
    __provider: "text",
});

function start(answers: Answers = {}, settings: Parameters<typeof listeningContext>[1] = {}) {
    const client = recordingClient(answers);
    const context = listeningContext(client, settings);
    return { calls: client.calls, context, handler: createStorageRecordHandler(context) };
}

const diff = async (changes: Record<string, unknown>) => {
    const { context, handler } = start();
    const answer = await handler.diff("id", outputs(), { ...inputs, ...changes });
    assert.equal(context.connections(), 0);
    return { ...answer, said: context.said.map((line) => line.split(": ").at(-1)) };
};

const keep = { changes: false, replaces: [], deleteBeforeReplace: false, differences: [], said: [] };

describe("check of a storage record", () => {
    it("normalises good input, sums a new record up, and makes no call", async () => {
        const { context, handler } = start({}, { owner: "acme" });
        const given = { ...inputs, org: null, status: null };
        assert.deepEqual(await handler.check(undefined, given), { inputs, failures: [] });
        assert.match(context.said.join("\n"), /^acme: ghcr\.io\/acme\/api@.*: to record; 1 request$/);
        await handler.check(inputs, given);
        assert.equal(context.said.length, 1);
        assert.equal(context.connections(), 0);
    });

    it("gives back bad input as it is, with everything that is wrong", async () => {
        const { context, handler } = start({}, { problems: ["GITHUB_BASE_URL is no URL"] });
        const bad = { ...inputs, name: "", digest: "latest" };
        const { inputs: same, failures } = await handler.check(undefined, bad);
        assert.deepEqual(same, bad);
        assert.deepEqual(
            failures.map(({ property, reason }) => [property, reason.split(" ")[0]]),
            [
                ["", "name"],
                ["", "digest"],
                ["", "GITHUB_BASE_URL"],
            ],
        );
        const good = await handler.check(undefined, inputs);
        assert.deepEqual(good, { inputs, failures: [{ property: "", reason: "GITHUB_BASE_URL is no URL" }] });
        assert.deepEqual(context.said, []);
    });
});

describe("diff of a storage record", () => {
    it("answers no change for the same, in any spelling of the organization", async () => {
        assert.deepEqual(await diff({}), keep);
        assert.deepEqual(await diff({ org: "ACME" }), keep);
    });

    it("answers a change that it sums up for another version, known or not", async () => {
        const differences = [{ path: ["version"], kind: "add" }];
        const update = { ...keep, changes: true, differences, said: ["to update version; 1 request"] };
        assert.deepEqual(await diff({ version: "2" }), update);
        assert.deepEqual(await diff({ version: UNKNOWN }), update);
    });

    it("answers a change for another removalStatus, but sums nothing up", async () => {
        const differences = [{ path: ["removalStatus"], kind: "update" }];
        assert.deepEqual(await diff({ removalStatus: "eol" }), { ...keep, changes: true, differences });
    });

    for (const argument of ["org", "name", "digest", "registryUrl", "repository"]) {
        it(`answers a replacement that deletes first for an unknown ${argument}`, async () => {
            const { changes, replaces, deleteBeforeReplace, differences } = await diff({ [argument]: UNKNOWN });
            assert.deepEqual([changes, replaces, deleteBeforeReplace], [true, [argument], true]);
            assert.deepEqual(differences, [{ path: [argument], kind: argument === "repository" ? "add" : "update" }]);
        });
    }

    it("refuses what check would have refused, and a state of a newer package", async () => {
        await assert.rejects(diff({ digest: "latest" }), { message: /^digest is "latest", must be/ });
        const newer = start().handler.diff("id", { ...outputs(), schemaVersion: 2 }, inputs);
        await assert.rejects(newer, { message: /npm install pulumi-github-artifacts@latest/ });
    });
});

describe("a storage record in a run", () => {
    it("is created with an id and what GitHub recorded", async () => {
        const { calls, handler } = start();
        const { id, outs } = await handler.create(inputs);
        assert.equal(id, `acme/${encodeURIComponent(digestOf(1))}/https%3A%2F%2Fghcr.io`);
        assert.deepEqual(outs, { ...inputs, schemaVersion: 1, records: [storageRecord()] });
        assert.equal(calls.storage.length, 1);
    });

    it("stays without a record where GitHub may have written it, though no answer came", async () => {
        const lost = () => {
            throw new GitHubError("unreachable", "no answer came");
        };
        const { handler } = start({ storage: lost });
        const wanted = { ...inputs, version: "2", __provider: "text" };
        for (const [work, version] of [
            [handler.create(wanted), "2"],
            [handler.update("id", outputs(), wanted), undefined],
        ] as const) {
            await assert.rejects(work, (error: Error & { properties?: Record<string, unknown>; reasons?: unknown }) => {
                assert.deepEqual(error.reasons, ["no answer came"]);
                assert.deepEqual(error.properties?.records, []);
                assert.deepEqual([error.properties?.version, error.properties?.__provider], [version, "text"]);
                return true;
            });
        }
    });

    it("is not there where GitHub refused it", async () => {
        const refused = () => {
            throw new GitHubError("invalid", "no");
        };
        const { handler } = start({ storage: refused });
        await assert.rejects(handler.create(inputs), (error: Error) => !("properties" in error));
    });

    describe("that moves to an owner that cannot write it", () => {
        const failing = (code: "invalid" | "unreachable") => ({
            storage: () => {
                throw new GitHubError(code, "no");
            },
        });
        const former = priorStorage({ version: "1", removalStatus: "eol" });
        const wanted = { ...inputs, version: "2", __provider: "text" };
        type Kept = Error & { properties?: Record<string, unknown> };

        for (const code of ["invalid", "unreachable"] as const) {
            it(`stays with that one as it was, without a record, where it was left to it (${code})`, async () => {
                const { handler } = start(failing(code));
                await handler.check({}, wanted);
                await handler.delete("old", outputs(former));
                await assert.rejects(handler.create(wanted), ({ properties }: Kept) => {
                    const { records: _, ...left } = former;
                    assert.deepEqual(properties, { ...left, schemaVersion: 1, records: [], __provider: "text" });
                    return true;
                });
            });
        }

        it("stays with the old one where the write failed first", async () => {
            const { calls, handler } = start(failing("invalid"));
            await assert.rejects(handler.create(wanted));
            await assert.rejects(handler.delete("old", outputs(former)), {
                name: "PlainError",
                message:
                    "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io: kept, as another resource declares " +
                    "it and could not write it: mend what that one reports, and run again",
            });
            assert.equal(calls.storage.length, 1);
        });

        it("is the new one's own where it had it already", async () => {
            const { handler } = start(failing("invalid"));
            await handler.check({}, wanted);
            await handler.delete("old", outputs(former));
            await assert.rejects(handler.update("id", outputs(), wanted), ({ properties }: Kept) => !properties);
        });
    });

    it("is written again where its former owner retired it before this one was heard of", async () => {
        const { calls, handler } = start();
        await handler.delete("old", outputs());
        assert.equal((await handler.diff("new", outputs(), inputs)).changes, true);
        await handler.update("new", outputs(), inputs);
        assert.deepEqual(
            calls.storage.map(({ status }) => status),
            ["deleted", "active"],
        );
    });

    it("is not retired under another name once it is known to stay", async () => {
        const { calls, context, handler } = start();
        await handler.diff("kept", outputs(), inputs);
        await handler.delete("old", outputs(priorStorage({ name: "another name" })));
        assert.equal(calls.storage.length, 0);
        assert.match(context.said.join(), /another name@.*: not retired, as another resource declares it/);
    });

    it("is updated with the state's spelling of the organization", async () => {
        const { calls, handler } = start();
        const { outs } = await handler.update("id", outputs(), { ...inputs, org: "ACME", version: "2" });
        assert.deepEqual(
            calls.storage.map(({ org, version }) => [org, version]),
            [["acme", "2"]],
        );
        assert.deepEqual([outs.org, outs.version], ["acme", "2"]);
    });

    it("is updated without a call where only removalStatus changed", async () => {
        const { calls, handler } = start();
        const { outs } = await handler.update("id", outputs(), { ...inputs, removalStatus: "eol" });
        assert.deepEqual(outs, { ...inputs, removalStatus: "eol", schemaVersion: 1, records: [storageRecord()] });
        assert.equal(calls.storage.length, 0);
    });

    it("is retired at delete, once, by its removalStatus", async () => {
        const { calls, handler } = start();
        await handler.delete("id", outputs(priorStorage({ removalStatus: "eol" })));
        await handler.delete("id", outputs(priorStorage({ status: "deleted" })));
        assert.deepEqual(
            calls.storage.map(({ status }) => status),
            ["eol"],
        );
    });

    it("says at delete how to drop one that GitHub does not find", async () => {
        const failing = (code: "not-found" | "forbidden", status: number) => ({
            storage: () => {
                throw new GitHubError(code, "GitHub refused", { status });
            },
        });
        await assert.rejects(start(failing("not-found", 404)).handler.delete("id", outputs()), {
            name: "GitHubError",
            code: "not-found",
            status: 404,
            message:
                "GitHub refused\nTo drop the resource from the state and leave its records on GitHub as they are, " +
                "run `pulumi state delete` with its URN.",
        });
        await assert.rejects(start(failing("forbidden", 403)).handler.delete("id", outputs()), {
            message: "GitHub refused",
        });
    });

    it("is read as GitHub holds it", async () => {
        const found = storageReply({ status: "eol" });
        const { context, handler } = start({ storageRecords: () => [found] });
        assert.deepEqual(await handler.read("id", outputs()), {
            id: "id",
            props: { ...inputs, status: "eol", schemaVersion: 1, records: [storageRecord({ status: "eol" })] },
            inputs: { ...inputs, status: "eol" },
        });
        assert.deepEqual(context.warned, []);
    });

    it("is kept with a warning where none is found, and the next diff writes it again", async () => {
        const { context, handler } = start();
        const { props, inputs: read } = await handler.read("id", outputs());
        assert.deepEqual([props.records, read], [[], inputs]);
        assert.equal(context.warned.length, 1);
        assert.equal((await handler.diff("id", props, inputs)).changes, true);
    });

    it("hands the configuration to the process", async () => {
        const { context, handler } = start();
        const config = { get: () => digestOf(1) };
        await handler.configure({ config });
        assert.deepEqual(context.configured, [config]);
    });
});

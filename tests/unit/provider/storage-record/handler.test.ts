import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import { LEAVES, WHY } from "../../../../provider/ownership/not-retired";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { find } from "../../../../provider/settings/places";
import { createStorageRecordHandler } from "../../../../provider/storage-record/handler";
import { type PriorStorage, withoutRecords } from "../../../../provider/storage-record/model";
import { encodeStorageRecord } from "../../../../provider/storage-record/state";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { desiredStorage, heldStorage, priorStorage, RECORDED, storageReply } from "../../../support/storage-records";

const inputs = { ...desiredStorage() };
const outputs = (prior: PriorStorage = priorStorage()) => ({
    ...encodeStorageRecord(prior),
    __provider: "text",
});

/** GitHub holds what the state says, unless `answers` says otherwise. */
function start(answers: Answers = {}, settings: Parameters<typeof listeningContext>[1] = {}) {
    const client = recordingClient({ storageRecords: () => [heldStorage()], ...answers });
    const context = listeningContext(client, settings);
    return { calls: client.calls, context, handler: createStorageRecordHandler(context) };
}

const diff = async (changes: Record<string, unknown>) => {
    const { context, handler } = start();
    const answer = await handler.diff("id", outputs(), { ...inputs, ...changes });
    assert.equal(context.connections(), 0);
    return { ...answer, said: context.said.map((line) => line.split(": ").at(-1)) };
};

const LABEL = "acme: ghcr.io/acme/api@sha256:000000000001… in https://ghcr.io";
const keep = { changes: false, replaces: [], deleteBeforeReplace: false, differences: [], said: [] };

describe("check of a storage record", () => {
    it("normalizes valid input, summarizes a new record and makes no request", async () => {
        const { context, handler } = start({}, { owner: "acme" });
        const given = { ...inputs, org: null, status: null };
        assert.deepEqual(await handler.check(undefined, given), { inputs, failures: [] });
        assert.match(context.said.join("\n"), /^acme: ghcr\.io\/acme\/api@.*: to record; 1 request$/);
        await handler.check(inputs, given);
        assert.equal(context.said.length, 1);
        assert.equal(context.connections(), 0);
    });

    it("returns invalid input unchanged, with all problems", async () => {
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
    it("reports no change for the same inputs, in any case of the organization", async () => {
        assert.deepEqual(await diff({}), keep);
        assert.deepEqual(await diff({ org: "ACME" }), keep);
    });

    it("reports a change of version with a summary, whether the version is known or not", async () => {
        const differences = [{ path: ["version"], kind: "add" }];
        const update = { ...keep, changes: true, differences, said: ["to update version; 1 request"] };
        assert.deepEqual(await diff({ version: "2" }), update);
        assert.deepEqual(await diff({ version: UNKNOWN }), update);
    });

    it("reports a change of removalStatus, without a summary", async () => {
        const differences = [{ path: ["removalStatus"], kind: "update" }];
        assert.deepEqual(await diff({ removalStatus: "deleted" }), { ...keep, changes: true, differences });
    });

    for (const argument of ["org", "name", "digest", "registryUrl", "repository"]) {
        it(`reports a replacement that deletes first for an unknown ${argument}`, async () => {
            const { changes, replaces, deleteBeforeReplace, differences } = await diff({ [argument]: UNKNOWN });
            assert.deepEqual([changes, replaces, deleteBeforeReplace], [true, [argument], true]);
            assert.deepEqual(differences, [{ path: [argument], kind: argument === "repository" ? "add" : "update" }]);
        });
    }

    it("summarizes what happens to the old record of a replacement; check summarizes the new record", async () => {
        assert.deepEqual((await diff({ digest: digestOf(2) })).said, ["to retire; 2 requests"]);
    });

    it("refuses what check refuses, and a state that a newer version wrote", async () => {
        await assert.rejects(diff({ digest: "latest" }), { message: /^digest is "latest", but must be/ });
        const newer = start().handler.diff("id", { ...outputs(), schemaVersion: 2 }, inputs);
        await assert.rejects(newer, { message: /npm install pulumi-github-artifacts@latest/ });
    });
});

describe("a storage record in a run", () => {
    it("is created with an id and what GitHub recorded", async () => {
        const { calls, handler } = start();
        const { id, outs } = await handler.create(inputs);
        assert.equal(id, `acme/${encodeURIComponent(digestOf(1))}/https%3A%2F%2Fghcr.io`);
        const { baseUrl } = priorStorage();
        assert.deepEqual(outs, { ...inputs, schemaVersion: 1, ...RECORDED, baseUrl });
        assert.equal(calls.storage.length, 1);
        assert.deepEqual(calls.reads, []);
    });

    it("is updated with the state's spelling of the organization", async () => {
        const { calls, handler } = start();
        const { outs } = await handler.update("id", outputs(), { ...inputs, org: "ACME", version: "2" });
        assert.deepEqual(
            calls.storage.map(({ org, version }) => [org, version]),
            [["acme", "2"]],
        );
        assert.deepEqual([outs.org, outs.version], ["acme", "2"]);
        assert.deepEqual(calls.reads, []);
    });

    it("is updated without a request if only removalStatus changed", async () => {
        const { context, handler } = start();
        const { outs } = await handler.update("id", outputs(), { ...inputs, removalStatus: "deleted" });
        assert.deepEqual(outs, encodeStorageRecord(priorStorage({ removalStatus: "deleted" })));
        assert.equal(context.connections(), 0);
    });

    it("has a record and no doubt after it was written again", async () => {
        const { calls, handler } = start();
        const { outs } = await handler.update("id", outputs(withoutRecords(priorStorage(), "rewritten")), inputs);
        assert.deepEqual(outs, encodeStorageRecord(priorStorage()));
        assert.equal(calls.storage.length, 1);
    });

    it("passes the configuration to the process", async () => {
        const { context, handler } = start();
        await handler.configure({ config: { get: (name) => (name === "github:owner" ? "acme" : undefined) } });
        const [places = []] = context.configured;
        assert.equal(find(places, "owner")?.name, "the stack configuration github:owner");
    });
});

type Kept = Error & { properties?: Properties; reasons?: readonly string[] };

describe("writing a storage record with an unknown argument", () => {
    it("is refused; only a preview accepts it, because GitHub would store the placeholder", async () => {
        const { calls, handler } = start();
        const all = { ...inputs, version: UNKNOWN };
        const refusal = { message: "version is not known, so nothing was recorded: run `pulumi up` again" };
        await assert.rejects(handler.create(all), refusal);
        await assert.rejects(handler.update("id", outputs(), all), refusal);
        assert.equal(calls.storage.length, 0);
    });
});

describe("a failed write of a storage record", () => {
    const wanted = { ...inputs, version: "2", __provider: "new text" };
    const failing = (code: "invalid" | "unreachable"): Answers => ({
        storage: () => {
            throw new GitHubError(code, "GitHub did not take it");
        },
    });
    const unclear = [
        ["there was no answer", failing("unreachable"), /^GitHub did not take it$/],
        [
            "GitHub returned no record",
            { storage: () => ({ records: [], total: 0 }) },
            /its answer does not contain this record/,
        ],
        [
            "GitHub returned a record of another location",
            { storage: () => ({ records: [storageReply({ digest: digestOf(2) })], total: 1 }) },
            /its answer does not contain this record/,
        ],
        [
            "the answer was not understood",
            {
                storage: () => {
                    throw new TypeError("a bug");
                },
            },
            /^a bug$/,
        ],
    ] as const;

    for (const [what, answers, reason] of unclear) {
        it(`keeps a new record in the state as it was sent, as unclear, if ${what}`, async () => {
            await assert.rejects(start(answers).handler.create(wanted), ({ properties, reasons }: Kept) => {
                const { baseUrl } = priorStorage();
                const unclear = { recordIds: [], unconfirmed: "unclear" };
                assert.deepEqual(properties, { ...wanted, schemaVersion: 1, ...unclear, baseUrl });
                assert.match(String(reasons), reason);
                return true;
            });
        });

        it(`keeps an existing record in the state as it was, as unclear, if ${what}`, async () => {
            const update = start(answers).handler.update("id", outputs(), wanted);
            await assert.rejects(update, ({ properties, reasons }: Kept) => {
                const held = encodeStorageRecord(priorStorage({ recordIds: [], unconfirmed: "unclear" }));
                assert.deepEqual(properties, { ...held, __provider: "new text" });
                assert.match(String(reasons), reason);
                return true;
            });
        });
    }

    const isPlainRefusal = (error: Error) => error instanceof GitHubError && !("properties" in error);

    it("leaves nothing in the state if the record is new and GitHub refused it", async () => {
        const create = start(failing("invalid")).handler.create(wanted);
        await assert.rejects(create, isPlainRefusal);
    });

    it("leaves the state unchanged if the record exists and GitHub refused the write", async () => {
        const update = start(failing("invalid")).handler.update("id", outputs(), wanted);
        await assert.rejects(update, isPlainRefusal);
    });

    it("is recovered by the next run, which writes the record again or retires it without a read", async () => {
        const [, answers] = unclear[0];
        const kept = (await start(answers)
            .handler.create(wanted)
            .catch((error) => error.properties)) as Properties;
        const again = start();
        assert.equal((await again.handler.diff("id", kept, wanted)).changes, true);
        await again.handler.update("id", kept, wanted);
        assert.deepEqual(
            again.calls.storage.map(({ status }) => status),
            ["active"],
        );
        const { calls, handler } = start();
        await handler.delete("id", kept);
        assert.deepEqual(
            calls.storage.map(({ status }) => status),
            ["eol"],
        );
        assert.deepEqual(calls.reads, []);
    });
});

describe("delete of a storage record", () => {
    it("retires it with its removalStatus after GitHub confirmed that nobody else wrote it in the meantime", async () => {
        for (const removalStatus of ["eol", "deleted"] as const) {
            const { calls, context, handler } = start();
            await handler.delete("id", outputs(priorStorage({ removalStatus, version: "1" })));
            assert.deepEqual(
                calls.storage.map(({ status, version }) => [status, version]),
                [[removalStatus, "1"]],
            );
            assert.equal(calls.reads.length, 1);
            assert.deepEqual([context.said, context.warned], [[], []]);
        }
    });

    for (const status of ["eol", "deleted"] as const) {
        it(`makes no request and prints nothing if the status is already ${status}`, async () => {
            const { context, handler } = start();
            await handler.delete("id", outputs(priorStorage({ status })));
            assert.deepEqual([context.connections(), context.said, context.warned], [0, [], []]);
        });
    }

    const left = (why: "rewritten" | "gone"): string =>
        [`${LABEL}: ${why === "gone" ? "not retired" : "left unchanged on GitHub"}.`, ...WHY[why], ...LEAVES].join(
            "\n  ",
        );

    it("leaves a record that somebody else wrote in the meantime unchanged, with a warning that says what to do", async () => {
        const since = heldStorage(priorStorage(), { updated_at: "2026-01-02T00:00:01Z" });
        const { calls, context, handler } = start({ storageRecords: () => [since] });
        await handler.delete("id", outputs());
        assert.deepEqual(context.warned, [left("rewritten")]);
        assert.deepEqual(calls.storage, []);
    });

    it("leaves a record unchanged, without a request, if a refresh found that somebody else wrote it", async () => {
        const { context, handler } = start();
        await handler.delete("id", outputs(withoutRecords(priorStorage(), "rewritten")));
        assert.deepEqual(context.warned, [left("rewritten")]);
        assert.equal(context.connections(), 0);
    });

    it("sends nothing for a record that GitHub no longer returns if it can read, and warns", async () => {
        const other = priorStorage({ digest: digestOf(2) });
        const { calls, context, handler } = start({
            storageRecords: (digest) => (digest === digestOf(2) ? [heldStorage(other)] : []),
        });
        await handler.read("other", outputs(other));
        await handler.delete("id", outputs());
        assert.deepEqual(context.warned, [left("gone")]);
        assert.deepEqual(calls.storage, []);
    });

    it("fails and keeps the record in the state if GitHub returned nothing that the stack knows", async () => {
        const { calls, context, handler } = start({ storageRecords: () => [] });
        await assert.rejects(handler.delete("id", outputs()), {
            message: /the credential cannot read it.*state delete/s,
        });
        assert.deepEqual([calls.storage, context.warned], [[], []]);
    });

    it("says how to drop a record that GitHub does not find", async () => {
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
                "GitHub refused\n  To drop the resource from the state and leave its records on GitHub as they are, " +
                "run `pulumi state delete` with its URN.",
        });
        await assert.rejects(start(failing("forbidden", 403)).handler.delete("id", outputs()), {
            message: "GitHub refused",
        });
    });
});

describe("read of a storage record", () => {
    it("returns what GitHub holds", async () => {
        const found = storageReply({ status: "eol" });
        const { context, handler } = start({ storageRecords: () => [found] });
        const held = priorStorage({ status: "eol" });
        assert.deepEqual(await handler.read("id", outputs()), {
            id: "id",
            props: encodeStorageRecord(held),
            inputs: { ...inputs, status: "eol" },
        });
        assert.deepEqual(context.warned, []);
    });

    for (const [what, replies, reason] of [
        ["is not found", [], "not-returned"],
        ["was written by somebody else", [storageReply({ updated_at: "2026-01-03T00:00:00Z" })], "rewritten"],
    ] as const) {
        it(`keeps a record that ${what}, with a warning, and the next diff writes it again`, async () => {
            const { context, handler } = start({ storageRecords: () => [...replies] });
            const { props, inputs: read } = await handler.read("id", outputs());
            assert.deepEqual(props, encodeStorageRecord(withoutRecords(priorStorage(), reason)));
            assert.deepEqual(read, inputs);
            assert.equal(context.warned.length, 1);
            const { changes, differences } = await handler.diff("id", props, inputs);
            assert.deepEqual([changes, differences], [true, [{ path: ["status"], kind: "add" }]]);
        });
    }
});

describe("a storage record with a state of another API", () => {
    const GHE = "https://api.acme.ghe.com";
    const settings = { baseUrl: GHE };
    const STAYS =
        `${LABEL}: recorded at https://api.github.com, but this run uses ${GHE}. Nothing changes at ` +
        "https://api.github.com.\n  To retire it there, set github-artifacts:baseUrl to https://api.github.com and run " +
        `\`pulumi destroy\` before you continue with ${GHE}.`;

    it("is planned as new here, and a warning says what stays at the other API", async () => {
        const { context, handler } = start({}, settings);
        const { changes, replaces, differences } = await handler.diff("id", outputs(), inputs);
        assert.deepEqual([changes, replaces], [true, []]);
        assert.deepEqual(differences, [{ path: ["status"], kind: "add" }]);
        assert.deepEqual(context.said, [`${LABEL}: to record; 1 request`]);
        assert.deepEqual(context.warned, [STAYS]);
        assert.equal(context.connections(), 0);
    });

    it("stays at the other API if it is replaced", async () => {
        const { context, handler } = start({}, settings);
        const { replaces } = await handler.diff("id", outputs(), { ...inputs, digest: digestOf(2) });
        assert.deepEqual(replaces, ["digest"]);
        assert.deepEqual(context.said, []);
        assert.deepEqual(context.warned, [STAYS]);
    });

    it("is written here by an update, and then the state names this API", async () => {
        const { calls, handler } = start({}, settings);
        const { outs } = await handler.update("id", outputs(), inputs);
        assert.equal(calls.storage.length, 1);
        assert.deepEqual(outs, encodeStorageRecord(priorStorage({ baseUrl: GHE })));
        assert.equal((await handler.diff("id", outs, inputs)).changes, false);
    });

    it("has this API in its state if a write here got no clear answer", async () => {
        const { handler } = start({ storage: () => ({ records: [], total: 0 }) }, settings);
        await assert.rejects(handler.update("id", outputs(), inputs), ({ properties }: Kept) => {
            assert.equal(properties?.baseUrl, GHE);
            assert.equal(properties?.unconfirmed, "unclear");
            return true;
        });
    });

    it("is not retired at either API by a delete, and a warning says so", async () => {
        const { context, handler } = start({}, settings);
        await handler.delete("id", outputs());
        assert.deepEqual(context.warned, [STAYS]);
        assert.equal(context.connections(), 0);
    });

    it("is not refreshed, and a warning says so", async () => {
        const { context, handler } = start({}, settings);
        assert.deepEqual(await handler.read("id", outputs()), {
            id: "id",
            props: encodeStorageRecord(priorStorage()),
            inputs,
        });
        assert.deepEqual(context.warned, [
            `${LABEL}: not refreshed, because it is recorded at https://api.github.com and this run uses ${GHE}.\n  The next ` +
                `\`pulumi up\` with ${GHE} records it there.`,
        ]);
        assert.equal(context.connections(), 0);
    });
});

describe("the verification of a storage record", () => {
    const verifying = (settings = { verify: true }) =>
        start(
            { verify: () => ({ problems: [{ path: "githubRepository", reason: "would be rejected" }], warnings: [] }) },
            settings,
        );
    const REJECTED = "githubRepository would be rejected";
    const asked = {
        label: LABEL,
        org: "acme",
        artifacts: [{ prefix: "", digest: digestOf(1), github_repository: "api" }],
    };
    const named = { ...inputs, githubRepository: "api" };

    it("makes check refuse a new record that would be rejected", async () => {
        const { calls, context, handler } = verifying();
        assert.deepEqual((await handler.check({}, named)).failures, [{ property: "", reason: REJECTED }]);
        assert.deepEqual([calls.verified, context.said], [[asked], []]);
    });

    it("makes a diff fail if the record would be rejected when it is updated or recorded again", async () => {
        for (const prior of [priorStorage(), withoutRecords(priorStorage(), "rewritten")]) {
            const { calls, context, handler } = verifying();
            await assert.rejects(handler.diff("id", outputs(prior), named), { name: "PlainError", message: REJECTED });
            assert.deepEqual([calls.verified, context.said], [[asked], []]);
        }
    });

    it("does not take place if nothing is written", async () => {
        const { context, handler } = verifying();
        await handler.diff("id", outputs(), inputs);
        await handler.diff("id", outputs(), { ...inputs, removalStatus: "deleted" });
        assert.equal(context.connections(), 0);
    });

    it("is left to check if the record is replaced", async () => {
        const { context, handler } = verifying();
        const { replaces } = await handler.diff("id", outputs(), { ...inputs, name: "another" });
        assert.deepEqual([replaces, context.connections()], [["name"], 0]);
    });

    it("does not take place if the settings do not ask for it", async () => {
        const { context, handler } = verifying({ verify: false });
        await handler.check({}, named);
        await handler.diff("id", outputs(), named);
        assert.equal(context.connections(), 0);
    });
});

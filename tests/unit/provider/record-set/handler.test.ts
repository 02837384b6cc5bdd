import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import type { Declared } from "../../../../provider/github/verification";
import { ORIGIN } from "../../../../provider/input/origin";
import { createRecordSetHandler } from "../../../../provider/record-set/handler";
import type { PriorSet } from "../../../../provider/record-set/model";
import { encodeRecordSet } from "../../../../provider/record-set/state";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { deployment, deploymentReply, digestOf, heldAsIn, priorSet, target } from "../../../support/record-sets";
import { type Answers, recordingClient, rejectSome } from "../../../support/recording-client";

const api = deployment();
const inputs = { ...target(), deployments: { api }, onRejected: "fail", __provider: "text" };
const outputs = (prior: PriorSet) => ({ ...encodeRecordSet(prior), __provider: "text" });

/** GitHub holds what the states of these tests say, and nothing else, unless `answers` says otherwise. */
const held = { deploymentRecords: heldAsIn(priorSet({ api, bad: api, web: api })) };

function start(answers: Answers = {}, settings: Parameters<typeof listeningContext>[1] = {}) {
    const client = recordingClient({ ...held, ...answers });
    const context = listeningContext(client, settings);
    return { calls: client.calls, context, handler: createRecordSetHandler(context) };
}

const rejecting = { cluster: rejectSome({ bad: "not_found" }) };
const failing = {
    cluster: () => {
        throw new GitHubError("forbidden", "GitHub answered 403");
    },
};
const withBad = { ...inputs, deployments: { api, bad: api } };

/** What Pulumi reads from an error that marks a resource as partially created. */
interface PartialFailure extends Error {
    readonly id: string;
    readonly properties: Record<string, Record<string, unknown>>;
    readonly reasons: readonly string[];
}

const partialFailure = async (work: Promise<unknown>): Promise<PartialFailure> => {
    const error = (await work.then(
        () => assert.fail("it did not fail"),
        (reason) => reason,
    )) as PartialFailure;
    assert.equal(error.message, error.reasons?.join("\n"));
    return error;
};

describe("create of a record set", () => {
    it("records all deployments and returns an id and the outputs", async () => {
        const { calls, handler } = start();
        const { id, outs } = await handler.create(inputs);
        assert.equal(id, "acme/prod-eu-1/production");
        assert.equal(calls.cluster.length, 1);
        assert.deepEqual(Object.keys(outs.recordIds as object), ["api"]);
        assert.deepEqual(outs.deployments, { api });
        assert.deepEqual([outs.schemaVersion, outs.rejected, outs.onRejected], [1, {}, "fail"]);
        assert.deepEqual([outs.baseUrl, outs.unconfirmed], ["https://api.github.com", undefined]);
    });

    it("is refused while some deployments are unknown; only a preview accepts them", async () => {
        const { calls, handler } = start();
        for (const [entry, place] of [
            [{ "workloads[1] not known before up": {} }, "workloads[1]"],
            [{ web: UNKNOWN }, 'deployments["web"]'],
            [{ web: { ...api, version: UNKNOWN } }, 'deployments["web"]["version"]'],
            [{ web: { ...api, tags: { team: UNKNOWN } } }, 'deployments["web"]["tags"]["team"]'],
        ] as const) {
            const all = { ...inputs, deployments: { api, ...entry } };
            const refusal = { message: `${place} is not known, so nothing was recorded: run \`pulumi up\` again` };
            await assert.rejects(handler.create(all), refusal);
            await assert.rejects(handler.update("id", outputs(priorSet({ api })), all), refusal);
        }
        assert.equal(calls.cluster.length, 0);
    });

    it("makes no request without deployments", async () => {
        const { calls, handler } = start();
        assert.deepEqual((await handler.create({ ...inputs, deployments: {} })).outs.recordIds, {});
        assert.equal(calls.cluster.length, 0);
    });

    it("fails for a rejected deployment, and keeps what was recorded and the dynamic provider's text", async () => {
        const { context, handler } = start(rejecting);
        const { id, properties, reasons } = await partialFailure(handler.create(withBad));
        assert.equal(id, "acme/prod-eu-1/production");
        assert.deepEqual(properties.deployments, { api });
        assert.deepEqual(Object.keys(properties.recordIds as object), ["api"]);
        assert.deepEqual(properties.rejected, { bad: "not_found" });
        assert.equal(properties.__provider, "text");
        assert.equal(reasons.length, 1);
        assert.match(reasons[0] as string, /^deployment "bad" .* GitHub rejected it as not_found/);
        assert.deepEqual(context.warned, []);
    });

    it("keeps what was recorded if GitHub gives an undocumented cause", async () => {
        const { handler } = start({ cluster: rejectSome({ bad: "rate_limited" }) });
        const { properties, reasons } = await partialFailure(handler.create(withBad));
        assert.deepEqual([properties.deployments, properties.rejected], [{ api }, { bad: "rate_limited" }]);
        assert.match(reasons.join(), /^deployment "bad" .* GitHub rejected it as rate_limited: that is why\.\n/);
    });

    it('with "warn" only warns of a rejected deployment', async () => {
        const { context, handler } = start(rejecting);
        const { outs } = await handler.create({ ...withBad, onRejected: "warn" });
        assert.deepEqual(outs.deployments, { api });
        assert.deepEqual(outs.rejected, { bad: "not_found" });
        assert.equal(context.warned.length, 1);
        assert.match(context.warned[0] as string, /^deployment "bad" /);
    });

    it("fails without a partial state if nothing was recorded", async () => {
        for (const onRejected of ["fail", "warn"]) {
            const work = start(failing).handler.create({ ...inputs, onRejected });
            await assert.rejects(work, (error: PartialFailure) => {
                assert.match(error.message, /GitHub answered 403$/);
                assert.deepEqual([error.id, error.properties, error.reasons], [undefined, undefined, undefined]);
                return true;
            });
        }
        const onlyBad = { ...inputs, deployments: { bad: api } };
        await assert.rejects(start(rejecting).handler.create(onlyBad), (error: PartialFailure) => !error.id);
        assert.deepEqual(
            (await start(rejecting).handler.create({ ...onlyBad, onRejected: "warn" })).outs.deployments,
            {},
        );
    });
});

const lost = {
    cluster: () => {
        throw new GitHubError("unreachable", "no answer came");
    },
};

describe("a record set's call without an answer, which GitHub may have carried out,", () => {
    it("leaves new deployments in the state without a record, and the next run sends or retires them", async () => {
        const { handler } = start(lost);
        const { id, properties, reasons } = await partialFailure(handler.create(inputs));
        assert.equal(id, "acme/prod-eu-1/production");
        assert.deepEqual([properties.deployments, properties.recordIds], [{ api }, {}]);
        assert.deepEqual(properties.unconfirmed, { api: { reason: "unclear" } });
        assert.match(reasons.join(), /1 deployment \("api"\) not written: no answer came/);
        const again = start();
        await again.handler.update(id, properties, inputs);
        assert.equal(again.calls.cluster.length, 1);
        const leaving = start({ deploymentRecords: () => [] });
        await leaving.handler.delete(id, properties);
        assert.equal(leaving.calls.cluster[0]?.deployments[0]?.status, "decommissioned");
        assert.deepEqual(leaving.calls.reads, []);
    });

    it("leaves updated deployments in the state without a record, so that even a revert writes them again", async () => {
        const { handler } = start(lost);
        const before = outputs(priorSet({ api, kept: api }));
        const changed = { ...inputs, deployments: { api: { ...api, version: "2" }, kept: { ...api, version: "2" } } };
        const { properties } = await partialFailure(handler.update("id", before, changed));
        assert.deepEqual([properties.deployments, properties.recordIds], [{ api, kept: api }, {}]);
        const { changes } = await handler.diff("id", properties, { ...inputs, deployments: { api, kept: api } });
        assert.equal(changes, true);
    });

    it("differs from a refused call, which leaves the state as it was", async () => {
        const refused = () => {
            throw new GitHubError("invalid", "no");
        };
        const { handler } = start({ cluster: refused });
        const { properties } = await partialFailure(
            handler.update("id", outputs(priorSet({ api })), {
                ...inputs,
                deployments: { api: { ...api, version: "2" } },
            }),
        );
        assert.deepEqual(Object.keys(properties.recordIds as object), ["api"]);
    });
});

describe("a deployment that its old owner retired before the run knew of its new one", () => {
    it("is written again by the new owner, even if it has not changed", async () => {
        const { calls, context, handler } = start();
        await handler.update("old", outputs(priorSet({ api })), { ...inputs, deployments: {} });
        assert.equal(calls.cluster[0]?.deployments[0]?.status, "decommissioned");
        const state = outputs(priorSet({ api }));
        const { inputs: declared } = await handler.check(state, inputs);
        assert.equal((await handler.diff("new", state, declared)).changes, true);
        await handler.update("new", state, declared);
        assert.equal(calls.cluster[1]?.deployments[0]?.status, "deployed");
        assert.match(context.said.join(), /1 to record; 1 request/);
    });
});

describe("a deployment that is also in the state of another resource", () => {
    it("is written again by the resource that keeps it if the other resource wrote it later", async () => {
        const { calls, context, handler } = start();
        const declared = await handler.check({}, { ...inputs, [ORIGIN]: { urn: "urn", secrets: [], problems: [] } });
        const older = {
            ...priorSet({ api }),
            records: new Map([["api", { id: 7, updatedAt: "2026-01-01T00:00:00Z" }]]),
        };
        await handler.update("old", outputs(priorSet({ api })), { ...inputs, deployments: {} });
        assert.deepEqual([calls.reads, calls.cluster], [[], []]);
        assert.match(
            context.said.join("\n"),
            /not decommissioned, because another resource declares it: 1 deployment \("api"\)$/,
        );
        assert.equal((await handler.diff("new", outputs(older), declared.inputs)).changes, true);
        assert.equal((await handler.diff("new", outputs(priorSet({ api })), declared.inputs)).changes, false);
    });

    it("stays in the state if the resource that keeps it had nothing to write and does not know the last write", async () => {
        const { calls, handler } = start();
        const older = {
            ...priorSet({ api }),
            records: new Map([["api", { id: 7, updatedAt: "2026-01-01T00:00:00Z" }]]),
        };
        assert.equal((await handler.diff("new", outputs(older), inputs)).changes, false);
        await assert.rejects(handler.delete("old", outputs(priorSet({ api }))), {
            message:
                /: kept in the state: 1 deployment \("api"\)\.\n {2}Another resource declares it, .*`pulumi up --refresh`/s,
        });
        assert.deepEqual([calls.reads, calls.cluster], [[], []]);
    });

    it("is left to the resource that keeps it", async () => {
        const { calls, context, handler } = start();
        await handler.diff("new", outputs(priorSet({ api })), inputs);
        await handler.delete("old", outputs(priorSet({ api })));
        assert.deepEqual([calls.reads, calls.cluster], [[], []]);
        assert.match(context.said.join(), /not decommissioned, because another resource declares it/);
    });
});

describe("a record set with a target that changes only in case", () => {
    it("is deleted before its replacement is created, so that it ends as deployed", async () => {
        const { calls, handler } = start();
        const news = { ...inputs, cluster: "PROD-EU-1" };
        const declared = (await handler.check({}, { ...news, [ORIGIN]: { urn: "urn", secrets: [], problems: [] } }))
            .inputs;
        const { deleteBeforeReplace } = await handler.diff("id", outputs(priorSet({ api })), declared);
        assert.equal(deleteBeforeReplace, true);
        await handler.delete("id", outputs(priorSet({ api })));
        await handler.create(declared);
        assert.deepEqual(
            calls.cluster.map(({ cluster, deployments }) => [cluster, deployments[0]?.status]),
            [
                ["prod-eu-1", "decommissioned"],
                ["PROD-EU-1", "deployed"],
            ],
        );
    });

    it("is retired first even if another resource declares its deployments", async () => {
        const { calls, handler } = start();
        await handler.check({}, { ...inputs, [ORIGIN]: { urn: "urn", secrets: [], problems: [] } });
        await handler.diff("id", outputs(priorSet({ api })), { ...inputs, logicalEnvironment: "PRODUCTION" });
        await handler.delete("id", outputs(priorSet({ api })));
        assert.equal(calls.cluster[0]?.deployments[0]?.status, "decommissioned");
    });
});

describe("update of a record set", () => {
    it("sends what changed, and keeps the organization's spelling in the state", async () => {
        const { calls, handler } = start();
        const changed = deployment({ digest: digestOf(2) });
        const news = { ...inputs, org: "ACME", deployments: { api: changed, web: api } };
        const { outs } = await handler.update("id", outputs(priorSet({ api, web: api })), news);
        assert.deepEqual(
            calls.cluster[0]?.deployments.map(({ deployment_name }) => deployment_name),
            ["api"],
        );
        assert.equal(calls.cluster[0]?.org, "acme");
        assert.equal(outs.org, "acme");
        assert.deepEqual(outs.deployments, { api: changed, web: api });
    });

    it("makes no request for onRejected alone", async () => {
        const { calls, context, handler } = start();
        const prior = priorSet({ api }, { rejected: new Map([["bad", "not_found"]]) });
        const { outs } = await handler.update("id", outputs(prior), { ...inputs, onRejected: "warn" });
        assert.equal(outs.onRejected, "warn");
        assert.deepEqual(outs.rejected, {});
        assert.deepEqual([calls.cluster.length, context.connections()], [0, 0]);
    });

    it("tries rejected deployments again, and leaves them out of the state's deployments if they fail again", async () => {
        const prior = priorSet({ api }, { onRejected: "warn", rejected: new Map([["bad", "not_found"]]) });
        const { calls, context, handler } = start(rejecting);
        const { outs } = await handler.update("id", outputs(prior), { ...withBad, onRejected: "warn" });
        assert.equal(calls.cluster.length, 1);
        assert.deepEqual([outs.deployments, outs.rejected], [{ api }, { bad: "not_found" }]);
        assert.equal(context.warned.length, 1);
        const diff = await handler.diff("id", outs, { ...withBad, onRejected: "warn" });
        assert.deepEqual([diff.changes, diff.replaces], [true, []]);
    });

    it("fails with what is recorded, even if nothing new is", async () => {
        const { properties, id, reasons } = await partialFailure(
            start(failing).handler.update("old-id", outputs(priorSet({ api })), withBad),
        );
        assert.equal(id, "old-id");
        assert.deepEqual(properties.deployments, { api });
        assert.equal(properties.__provider, "text");
        assert.deepEqual(reasons, ['1 deployment ("bad") not written: GitHub answered 403']);
        const empty = start(failing).handler.update("old-id", outputs(priorSet()), inputs);
        assert.equal((await partialFailure(empty)).id, "old-id");
    });

    it("fails for a failed call even if rejections only cause warnings", async () => {
        const work = start(failing).handler.update("id", outputs(priorSet()), { ...inputs, onRejected: "warn" });
        assert.equal((await partialFailure(work)).reasons.length, 1);
    });
});

describe("delete of a record set", () => {
    it("decommissions what is recorded and in use", async () => {
        const { calls, handler } = start();
        const old = deployment({ status: "decommissioned" });
        await handler.delete("id", outputs(priorSet({ api, old })));
        assert.deepEqual(
            calls.cluster.map(({ deployments }) => deployments.map((entry) => [entry.deployment_name, entry.status])),
            [[["api", "decommissioned"]]],
        );
    });

    it("first asks once for each digest who wrote last, and warns of what somebody else wrote", async () => {
        const [kept, later] = [
            deploymentReply(),
            deploymentReply({ id: 8, deployment_name: "web", updated_at: "2026-02-01T00:00:00Z" }),
        ];
        const { calls, context, handler } = start({ deploymentRecords: () => [kept, later] });
        await handler.delete("id", outputs(priorSet({ api, web: api })));
        assert.deepEqual(calls.reads, [`acme ${digestOf(1)}`]);
        assert.deepEqual(
            calls.cluster[0]?.deployments.map(({ deployment_name }) => deployment_name),
            ["api"],
        );
        assert.equal(context.warned.length, 1);
        assert.match(
            context.warned.join(),
            /left unchanged on GitHub: 1 deployment \("web"\)\.\n {2}It was updated after/,
        );
    });

    it('with "warn" succeeds and warns of deployments that GitHub no longer finds', async () => {
        const { context, handler } = start({ cluster: rejectSome({ api: "not_found" }) });
        await handler.delete("id", outputs(priorSet({ api, web: api }, { onRejected: "warn" })));
        assert.equal(context.warned.length, 1);
        assert.match(
            context.warned.join(),
            /^deployment "api" .* GitHub rejected it as not_found: that is why\.\n.*\n {2}It is still recorded as deployed, but no/,
        );
    });

    it('with "fail" fails for deployments that GitHub no longer finds, and names both ways out', async () => {
        const { handler } = start({ cluster: rejectSome({ api: "not_found" }) });
        await assert.rejects(handler.delete("id", outputs(priorSet({ api, web: api }))), {
            message:
                /^deployment "api" .* GitHub rejected it as not_found: .*\n {2}It is still recorded as deployed\. To drop it .*onRejected to "warn", or run `pulumi state delete`/s,
        });
    });

    it("fails if GitHub's answer names no retired deployment, because its state is then unclear", async () => {
        const { handler } = start({ cluster: () => ({ records: [], errors: [], total: 0 }) });
        await assert.rejects(handler.delete("id", outputs(priorSet({ api }))), {
            message: /^1 deployment \("api"\): GitHub's answer does not say whether it was recorded or rejected/,
        });
    });

    it("fails with every reason if something was not retired, and tells how to recover from a partial delete", async () => {
        const unauthorized = start({ cluster: rejectSome({ api: "unauthorized" }) }).handler;
        await assert.rejects(unauthorized.delete("id", outputs(priorSet({ api, web: api }, { onRejected: "warn" }))), {
            message:
                /^deployment "api" .* unauthorized.*\n.*\nIf you keep the set in the program, run `pulumi up --refresh`/,
        });
        await assert.rejects(start(failing).handler.delete("id", outputs(priorSet({ api }))), {
            message: /GitHub answered 403$/,
        });
        const unread = start({ deploymentRecords: () => assert.fail("GitHub answered 500") });
        await assert.rejects(unread.handler.delete("id", outputs(priorSet({ api }))), {
            message: /could not be asked who wrote last: GitHub answered 500$/,
        });
        assert.equal(unread.calls.cluster.length, 0);
    });

    it("fails without a request for a deployment that a new owner failed to write", async () => {
        const { calls, handler } = start(failing);
        await assert.rejects(handler.create(withBad));
        await assert.rejects(handler.delete("id", outputs(priorSet({ api, bad: api }))), {
            name: "PlainError",
            message:
                /^acme\/prod-eu-1\/production: kept in the state: 2 deployments \("api", "bad"\)\.\n.*has not written it\. Fix what/,
        });
        assert.deepEqual([calls.cluster.length, calls.reads], [1, []]);
    });

    it("fails if the step of the new owner was skipped", async () => {
        const { calls, handler } = start();
        await handler.check({}, { ...inputs, [ORIGIN]: { urn: "urn", secrets: [], problems: [] } });
        await assert.rejects(handler.delete("id", outputs(priorSet({ api }))), {
            message: /kept in the state: 1 deployment \("api"\)\.\n.*has not written it/,
        });
        assert.deepEqual([calls.cluster, calls.reads], [[], []]);
    });

    it("says how to drop a set that GitHub does not find", async () => {
        const cluster = () => {
            throw new GitHubError("not-found", "GitHub answered 404", { status: 404 });
        };
        await assert.rejects(start({ cluster }).handler.delete("id", outputs(priorSet({ api }))), {
            message:
                '1 deployment ("api") not written: GitHub answered 404\n  To drop the resource from the state and leave ' +
                "its records on GitHub as they are, run `pulumi state delete` with its URN.",
        });
        await assert.rejects(start({ cluster }).handler.update("id", outputs(priorSet({ api })), withBad), {
            message: /GitHub answered 404$/,
        });
    });
});

describe("read of a record set", () => {
    it("returns outputs and inputs as GitHub holds them, and drops nothing", async () => {
        const found = deploymentReply({ tags: { a: "1" } });
        const { context, handler } = start({ deploymentRecords: () => [found] });
        const { id, props, inputs: read } = await handler.read("id", outputs(priorSet({ api, web: api })));
        const deployments = { api: deployment({ tags: { a: "1" } }), web: api };
        assert.equal(id, "id");
        assert.deepEqual([props.deployments, props.schemaVersion], [deployments, 1]);
        assert.deepEqual(Object.keys(props.recordIds as object), ["api"]);
        assert.deepEqual(read, { ...target(), deployments, onRejected: "fail" });
        assert.match(context.warned.join("\n"), /GitHub did not return 1 deployment \("web"\)/);
    });

    it("gives each warning separately", async () => {
        const later = deploymentReply({ updated_at: "2026-02-01T00:00:00Z" });
        const { context, handler } = start({ deploymentRecords: () => [later] });
        await handler.read("id", outputs(priorSet({ api, web: api })));
        assert.deepEqual(
            context.warned.map((warning) => warning.split("\n  ").length),
            [3, 2],
        );
    });

    it("warns if it finds nothing, and the next diff writes the records again", async () => {
        const { context, handler } = start({ deploymentRecords: () => [] });
        const { props, inputs: read } = await handler.read("id", outputs(priorSet({ api })));
        assert.deepEqual([props.deployments, props.recordIds, read.deployments], [{ api }, {}, { api }]);
        assert.match(context.warned.join("\n"), /^acme\/prod-eu-1\/production: GitHub returned none of 1 deployment/);
        assert.equal((await handler.diff("id", props, inputs)).changes, true);
    });
});

describe("a record set with a state of another API", () => {
    const THERE = "https://api.acme.ghe.com";
    const old = outputs(priorSet({ api, left: api }, { rejected: new Map([["bad", "not_found"]]) }));
    const there = (answers: Answers = {}) => start(answers, { baseUrl: THERE });

    it("is planned as new here, with nothing to retire; a warning says what stays at the other API", async () => {
        const { context, handler } = there();
        const { changes, replaces } = await handler.diff("id", old, inputs);
        assert.deepEqual([changes, replaces], [true, []]);
        assert.deepEqual(context.said, ["acme/prod-eu-1/production: 1 to record; 1 request"]);
        assert.equal(context.warned.length, 1);
        assert.match(
            context.warned.join(),
            /^acme\/prod-eu-1\/production: recorded at https:\/\/api\.github\.com, but this run uses https:\/\/api\.acme\.ghe\.com\. Nothing/,
        );
    });

    it("changes even if nothing is declared, because the state then belongs to this API", async () => {
        const { calls, handler } = there();
        const nothing = { ...inputs, deployments: {} };
        assert.equal((await handler.diff("id", outputs(priorSet({ api })), nothing)).changes, true);
        const { outs } = await handler.update("id", old, nothing);
        assert.deepEqual([outs.deployments, outs.rejected, outs.baseUrl], [{}, {}, THERE]);
        assert.deepEqual([calls.cluster, calls.reads], [[], []]);
        assert.equal((await handler.diff("id", outs, nothing)).changes, false);
    });

    it("retires nothing if it is replaced, and a warning says what stays at the other API", async () => {
        const { context, handler } = there();
        assert.deepEqual((await handler.diff("id", old, { ...inputs, cluster: "other" })).replaces, ["cluster"]);
        assert.deepEqual(context.said, []);
        assert.match(context.warned.join(), /Nothing changes at https:\/\/api\.github\.com/);
    });

    it("is recorded here by an update, which retires nothing and reads nothing", async () => {
        const { calls, handler } = there();
        const { outs } = await handler.update("id", old, inputs);
        assert.deepEqual(
            calls.cluster.map(({ deployments }) => deployments.map((entry) => [entry.deployment_name, entry.status])),
            [[["api", "deployed"]]],
        );
        assert.deepEqual([calls.reads, outs.baseUrl, outs.deployments], [[], THERE, { api }]);
    });

    it("stays as it was if an update records nothing here", async () => {
        await assert.rejects(there(failing).handler.update("id", old, inputs), (error: PartialFailure) => {
            assert.match(error.message, /GitHub answered 403$/);
            assert.deepEqual([error.id, error.properties], [undefined, undefined]);
            return true;
        });
    });

    it("belongs to this API once an update has recorded some of it here", async () => {
        const { properties } = await partialFailure(there(rejecting).handler.update("id", old, withBad));
        assert.deepEqual([properties.baseUrl, properties.deployments], [THERE, { api }]);
    });

    it("is dropped by a delete without a request; a warning says what stays at the other API", async () => {
        const { calls, context, handler } = there();
        await handler.delete("id", old);
        assert.deepEqual([calls.cluster, calls.reads, context.connections()], [[], [], 0]);
        assert.match(context.warned.join(), /Nothing changes at https:\/\/api\.github\.com/);
    });

    it("is left unchanged by a read, with a warning", async () => {
        const { calls, context, handler } = there();
        const { props } = await handler.read("id", old);
        assert.deepEqual([{ ...props, __provider: "text" }, calls.reads, context.connections()], [old, [], 0]);
        assert.match(context.warned.join(), /: not refreshed, because it is recorded at https:\/\/api\.github\.com/);
    });
});

describe("the verification of a record set", () => {
    const verifying = (answers: Answers = {}) => start(answers, { verify: true });
    const web = deployment({ digest: digestOf(2), githubRepository: "web" });
    const reject = ({ artifacts }: Declared) => ({
        problems: artifacts.map(({ prefix }) => ({ path: `${prefix}githubRepository`, reason: "would be rejected" })),
        warnings: [],
    });
    const prefixes = (verified: readonly Declared[]) =>
        verified.map(({ artifacts }) => artifacts.map(({ prefix }) => prefix));

    it("makes check refuse a new set that would be rejected, with the path of each entry", async () => {
        const { calls, handler } = verifying({ verify: reject });
        const { failures } = await handler.check({}, { ...inputs, deployments: { api, 'w"b': web } });
        assert.deepEqual(
            failures.map(({ reason }) => reason),
            [
                'deployments["api"].githubRepository would be rejected',
                'deployments["w\\"b"].githubRepository would be rejected',
            ],
        );
        assert.deepEqual(calls.verified, [
            {
                label: "acme/prod-eu-1/production",
                org: "acme",
                artifacts: [
                    { prefix: 'deployments["api"].', digest: digestOf(1), github_repository: undefined },
                    { prefix: 'deployments["w\\"b"].', digest: digestOf(2), github_repository: "web" },
                ],
            },
        ]);
    });

    it("makes a diff fail for recorded or updated deployments that would be rejected", async () => {
        const { calls, context, handler } = verifying({ verify: reject });
        const prior = priorSet({ kept: api, updated: api, left: api });
        const deployments = { kept: api, updated: web, new: web };
        await assert.rejects(handler.diff("id", outputs(prior), { ...inputs, deployments }), {
            name: "PlainError",
            message:
                'deployments["new"].githubRepository would be rejected\ndeployments["updated"].githubRepository would be rejected',
        });
        assert.deepEqual(prefixes(calls.verified), [['deployments["new"].', 'deployments["updated"].']]);
        assert.deepEqual(context.said, []);
    });

    it("lets a diff show its changes if nothing would be rejected", async () => {
        const { context, handler } = verifying();
        assert.equal((await handler.diff("id", outputs(priorSet({ api })), withBad)).changes, true);
        assert.equal(context.said.length, 1);
    });

    it("does not take place if nothing is written, or if deployments are only retired", async () => {
        const { context, handler } = verifying({ verify: reject });
        assert.equal((await handler.diff("id", outputs(priorSet({ api })), inputs)).changes, false);
        assert.equal((await handler.diff("id", outputs(priorSet({ api, web })), inputs)).changes, true);
        assert.equal(context.connections(), 0);
    });

    it("is left to check if the set is replaced", async () => {
        const { context, handler } = verifying({ verify: reject });
        const { replaces } = await handler.diff("id", outputs(priorSet({ api })), { ...inputs, cluster: "another" });
        assert.deepEqual([replaces, context.connections()], [["cluster"], 0]);
    });

    it("does not take place if the settings do not ask for it", async () => {
        const { context, handler } = start({ verify: reject });
        await handler.check({}, inputs);
        await handler.diff("id", outputs(priorSet({})), inputs);
        assert.equal(context.connections(), 0);
    });
});

describe("a record set with a rejected deployment", () => {
    it("asks for the reason, with the organization and the artifact that was sent", async () => {
        const { calls, handler } = start({ ...rejecting, explain: () => ["it is not there."] });
        const { reasons } = await partialFailure(handler.create(withBad));
        assert.match(reasons.join(), /rejected it as not_found: it is not there\.$/);
        assert.deepEqual(calls.refusals, [
            {
                org: "acme",
                artifacts: [{ digest: digestOf(1), github_repository: undefined }],
                as: "not_found",
                permission: "write",
            },
        ]);
    });

    it("makes no request if nothing was rejected", async () => {
        const { context, handler } = start();
        await handler.create({ ...inputs, deployments: {} });
        assert.equal(context.connections(), 0);
    });
});

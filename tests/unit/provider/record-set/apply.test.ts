import assert from "node:assert/strict";
import type { ClusterCall, ClusterReply } from "../../../../provider/github/client";
import { GitHubError } from "../../../../provider/github/errors";
import { Run } from "../../../../provider/ownership/run";
import type { Deployment } from "../../../../provider/record-set/model";
import { applied } from "../../../support/applied-plan";
import {
    deployment,
    deploymentRecord,
    deploymentReply,
    desiredSet,
    digestOf,
    priorSet,
} from "../../../support/record-sets";
import { recordAll, rejectSome } from "../../../support/recording-client";

const one = deployment();
const two = deployment({ digest: digestOf(2) });

const { updatedAt: writtenAt } = deploymentRecord();

const names = (call: ClusterCall | undefined) => call?.deployments.map(({ deployment_name }) => deployment_name);

const many = (count: number): Record<string, Deployment> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`d${String(count - 1 - n).padStart(4, "0")}`, one]));

describe("applying a plan", () => {
    it("sends only what changes, sorted by name", async () => {
        const prior = priorSet({ kept: one, updated: one, left: one, gone: deployment({ status: "decommissioned" }) });
        const { calls, ...outcome } = await applied(prior, desiredSet({ new: one, kept: one, updated: two }));
        assert.equal(calls.cluster.length, 1);
        assert.deepEqual(
            calls.cluster[0]?.deployments.map(({ deployment_name, status, digest }) => [
                deployment_name,
                status,
                digest,
            ]),
            [
                ["left", "decommissioned", digestOf(1)],
                ["new", "deployed", digestOf(1)],
                ["updated", "deployed", digestOf(2)],
            ],
        );
        assert.deepEqual(Object.fromEntries(outcome.deployments), { kept: one, new: one, updated: two });
        assert.deepEqual([...outcome.records.keys()].sort(), ["kept", "new", "updated"]);
        assert.notDeepEqual(outcome.records.get("updated"), prior.records.get("updated"));
        assert.deepEqual([outcome.failures, outcome.rejections, outcome.rejected.size], [[], [], 0]);
        assert.deepEqual([outcome.notRetired.size, outcome.unconfirmed.size], [0, 0]);
    });

    it("sends nothing and asks for no client if nothing changes", async () => {
        const client = async () => assert.fail("no client is needed");
        const prior = priorSet({ kept: one });
        const { deployments, records } = await applied(prior, desiredSet({ kept: one }), {}, { client });
        assert.deepEqual([deployments, records], [prior.deployments, prior.records]);
    });

    it("drops an already decommissioned deployment from the state, without a request", async () => {
        const prior = priorSet({ old: deployment({ status: "decommissioned" }) });
        const { calls, deployments } = await applied(prior, desiredSet());
        assert.deepEqual([calls.reads, calls.cluster, deployments.size], [[], [], 0]);
    });

    it("sends calls of 1,000 deployments, in the order of their names", async () => {
        const { calls, records } = await applied(undefined, desiredSet(many(2001)));
        assert.deepEqual(
            calls.cluster.map((call) => [names(call)?.length, names(call)?.[0], names(call)?.at(-1)]),
            [
                [1000, "d0000", "d0999"],
                [1000, "d1000", "d1999"],
                [1, "d2000", "d2000"],
            ],
        );
        assert.equal(records.size, 2001);
    });

    it("sends 1,000 deployments in one call", async () => {
        assert.equal((await applied(undefined, desiredSet(many(1000)))).calls.cluster.length, 1);
    });

    it("retires a name in one call before it writes the name in another case in the next", async () => {
        const { sent, records } = await applied(
            priorSet({ Api: one, left: one, kept: one }),
            desiredSet({ API: one, kept: one, a: one }),
        );
        assert.deepEqual(sent, [["Api: decommissioned"], ["API: deployed", "a: deployed", "left: decommissioned"]]);
        assert.deepEqual([...records.keys()].sort(), ["API", "a", "kept"]);
    });

    it("sends nothing more if it cannot retire a name that is written in another case", async () => {
        const cluster = () => {
            throw new GitHubError("forbidden", "no");
        };
        const { sent, failures } = await applied(priorSet({ Api: one }), desiredSet({ API: one }), { cluster });
        assert.deepEqual(sent, [["Api: decommissioned"]]);
        assert.deepEqual(failures, [
            '1 deployment ("Api") not written: no',
            '1 deployment ("API") not sent after that',
        ]);
    });
});

describe("a call that fails", () => {
    const refused = () => {
        throw new GitHubError("forbidden", "GitHub answered 403");
    };
    const failSecond = (error: Error) => (call: ClusterCall, index: number) => {
        if (index === 1) throw error;
        return recordAll(call);
    };

    it("is the last one: earlier records stay, and the rest is counted", async () => {
        const cluster = failSecond(new GitHubError("forbidden", "GitHub answered 403"));
        const { calls, deployments, records, unconfirmed, failures } = await applied(
            undefined,
            desiredSet(many(2500)),
            { cluster },
        );
        assert.equal(calls.cluster.length, 2);
        assert.deepEqual([deployments.size, records.size, unconfirmed.size], [1000, 1000, 0]);
        assert.deepEqual(failures, [
            '1000 changed deployments, from "d1000" to "d1999" in the order of their names, not written: ' +
                "GitHub answered 403",
            '500 changed deployments, from "d2000" to "d2499" in the order of their names, not sent after that',
        ]);
    });

    it("keeps the records of its deployments if GitHub did not carry it out", async () => {
        const prior = priorSet({ updated: one, left: one });
        const { deployments, records, unconfirmed, failures } = await applied(
            prior,
            desiredSet({ updated: two, new: one }),
            { cluster: refused },
        );
        assert.deepEqual([deployments, records, unconfirmed.size], [prior.deployments, prior.records, 0]);
        assert.deepEqual(failures, ['3 deployments ("left", "new", "updated") not written: GitHub answered 403']);
    });

    for (const [what, thrown] of [
        ["there is no answer", new GitHubError("unreachable", "no text")],
        ["the answer is not understood", "no text"],
    ] as const) {
        it(`keeps all of its deployments in the state without a record, as unconfirmed, if ${what}`, async () => {
            const cluster = () => {
                throw thrown;
            };
            const prior = priorSet({ updated: one, left: one });
            const { deployments, records, unconfirmed, failures } = await applied(
                prior,
                desiredSet({ updated: two, new: one }),
                { cluster },
            );
            assert.deepEqual(Object.fromEntries(deployments), { updated: one, left: one, new: one });
            assert.equal(records.size, 0);
            assert.deepEqual(Object.fromEntries(unconfirmed), {
                left: { reason: "unclear", writtenAt },
                new: { reason: "unclear" },
                updated: { reason: "unclear", writtenAt },
            });
            assert.deepEqual(failures, ['3 deployments ("left", "new", "updated") not written: no text']);
        });
    }

    it("leaves its own deployments unconfirmed, but not those of later calls", async () => {
        const cluster = failSecond(new GitHubError("unreachable", "no answer came"));
        const { records, unconfirmed } = await applied(undefined, desiredSet(many(2500)), { cluster });
        assert.deepEqual([records.size, unconfirmed.size], [1000, 1000]);
        assert.deepEqual([unconfirmed.has("d1000"), unconfirmed.has("d2000")], [true, false]);
    });

    it("names up to twenty deployments, and only the first and the last of more", async () => {
        const cluster = () => Promise.reject(new Error("no"));
        const [twenty] = (await applied(undefined, desiredSet(many(20)), { cluster })).failures;
        assert.match(twenty as string, /^20 deployments \("d0000", ("d00\d\d", ){18}"d0019"\) not written: no$/);
        const [more] = (await applied(undefined, desiredSet(many(21)), { cluster })).failures;
        const range = '21 changed deployments, from "d0000" to "d0020" in the order of their names,';
        assert.equal(more, `${range} not written: no`);
    });

    it("can be due to a missing credential", async () => {
        const client = () => Promise.reject(new GitHubError("no-credential", "no GitHub credential was found"));
        const { deployments, failures } = await applied(undefined, desiredSet({ new: one }), {}, { client });
        assert.deepEqual(failures, ['1 deployment ("new") not written: no GitHub credential was found']);
        assert.equal(deployments.size, 0);
    });
});

describe("a reply", () => {
    const NEITHER =
        "GitHub's answer does not say whether it was recorded or rejected. Run `pulumi up` again: writing a record twice does no harm.";
    const answer = (reply: Partial<ClusterReply>) => ({
        cluster: (): ClusterReply => ({ records: [], errors: [], total: undefined, ...reply }),
    });
    const record = (parts: Parameters<typeof deploymentReply>[0] = {}) => deploymentReply({ id: 40, ...parts });

    describe("that lists a deployment as a record", () => {
        it("confirms a deployment that was to be recorded", async () => {
            const { deployments, records, failures } = await applied(
                undefined,
                desiredSet({ api: one }),
                answer({ records: [record()] }),
            );
            assert.deepEqual([Object.fromEntries(deployments), records.get("api")?.id], [{ api: one }, 40]);
            assert.deepEqual(failures, []);
        });

        it("confirms a deployment that was to be updated", async () => {
            const { deployments, records } = await applied(
                priorSet({ api: one }),
                desiredSet({ api: two }),
                answer({ records: [record({ digest: digestOf(2) })] }),
            );
            assert.deepEqual([Object.fromEntries(deployments), records.get("api")?.id], [{ api: two }, 40]);
        });

        it("removes a deployment that was to be decommissioned from the state, whatever GitHub counts", async () => {
            const { deployments, failures } = await applied(
                priorSet({ api: one, web: one }),
                desiredSet(),
                answer({ records: [record()] }),
            );
            assert.deepEqual([...deployments.keys()], ["web"]);
            assert.deepEqual(failures, [`1 deployment ("web"): ${NEITHER}`]);
        });

        it("may spell its name in another case", async () => {
            const { records, failures } = await applied(
                undefined,
                desiredSet({ API: one, web: one }),
                answer({ records: [record(), record({ id: 41, deployment_name: "WEB" })] }),
            );
            assert.deepEqual([records.get("API")?.id, records.get("web")?.id, failures], [40, 41, []]);
        });

        it("is matched by exact case first if both cases were sent", async () => {
            const { records } = await applied(
                undefined,
                desiredSet({ API: one, api: one }),
                answer({ records: [record({ id: 41, deployment_name: "API" }), record()] }),
            );
            assert.deepEqual([records.get("API")?.id, records.get("api")?.id], [41, 40]);
        });

        for (const ids of [
            [40, 9],
            [9, 40],
        ]) {
            it(`counts with the highest id if it lists the deployment twice: ${ids}`, async () => {
                const records = ids.map((id) => record({ id }));
                const outcome = await applied(undefined, desiredSet({ api: one }), answer({ records }));
                assert.equal(outcome.records.get("api")?.id, 40);
            });
        }

        it("confirms nothing if the record has another digest", async () => {
            const { records, unconfirmed } = await applied(
                undefined,
                desiredSet({ api: two }),
                answer({ records: [record()] }),
            );
            assert.deepEqual([records.size, unconfirmed.get("api")], [0, { reason: "unclear" }]);
        });
    });

    describe("that lists a deployment as an error", () => {
        const rejecting = (cause: string) => ({ cluster: rejectSome({ bad: cause }) });

        for (const cause of ["unauthorized", "not_found", "rate_limited"]) {
            it(`leaves a new deployment out of the state and keeps the others (${cause})`, async () => {
                const { deployments, records, rejected, rejections, failures } = await applied(
                    undefined,
                    desiredSet({ bad: one, good: one }),
                    rejecting(cause),
                );
                assert.deepEqual([[...deployments.keys()], [...records.keys()]], [["good"], ["good"]]);
                assert.deepEqual(Object.fromEntries(rejected), { bad: cause });
                assert.deepEqual([rejections.map(({ change }) => change.name), failures], [["bad"], []]);
            });

            it(`keeps a deployment that was to be updated as it was (${cause})`, async () => {
                const { deployments, records, rejected } = await applied(
                    priorSet({ bad: one, good: one }),
                    desiredSet({ bad: two, good: two }),
                    rejecting(cause),
                );
                assert.deepEqual(Object.fromEntries(deployments), { bad: one, good: two });
                assert.deepEqual(records.get("bad"), deploymentRecord());
                assert.notDeepEqual(records.get("good"), deploymentRecord());
                assert.deepEqual(Object.fromEntries(rejected), { bad: cause });
            });

            it(`keeps a deployment that was to be decommissioned as it was (${cause}, "fail")`, async () => {
                const prior = priorSet({ bad: one });
                const outcome = await applied(prior, desiredSet(), rejecting(cause));
                assert.deepEqual([outcome.deployments, outcome.records], [prior.deployments, prior.records]);
                assert.deepEqual(Object.fromEntries(outcome.rejected), { bad: cause });
                assert.deepEqual(
                    outcome.rejections.map(({ isStaying }) => isStaying),
                    [true],
                );
                assert.equal(outcome.notRetired.size, 0);
            });
        }

        it('with "warn" drops a deployment that was to be decommissioned if GitHub does not find it', async () => {
            const { deployments, rejected, rejections, notRetired } = await applied(
                priorSet({ bad: one }),
                desiredSet({}, { onRejected: "warn" }),
                rejecting("not_found"),
            );
            assert.deepEqual([deployments.size, rejected.size, notRetired.size], [0, 0, 0]);
            assert.deepEqual(
                rejections.map(({ change, cause, isStaying }) => [change.name, cause, isStaying]),
                [["bad", "not_found", false]],
            );
        });

        it('with another cause keeps a deployment that was to be decommissioned, even with "warn"', async () => {
            const { deployments, rejected } = await applied(
                priorSet({ bad: one }),
                desiredSet({}, { onRejected: "warn" }),
                rejecting("unauthorized"),
            );
            assert.deepEqual([[...deployments.keys()], rejected.get("bad")], [["bad"], "unauthorized"]);
        });

        it("rejects it even if a record names it, too", async () => {
            const errors = [{ cause: "unauthorized", deployment_name: "api" }];
            const both = answer({ records: [record()], errors });
            const { deployments, rejected } = await applied(undefined, desiredSet({ api: one }), both);
            assert.deepEqual([deployments.size, rejected.get("api")], [0, "unauthorized"]);
        });
    });

    describe("that does not list a deployment", () => {
        const left = priorSet({ a: one, b: one });

        it("leaves a deployment that was to be written unconfirmed, even if the total accounts for it", async () => {
            const { deployments, records, unconfirmed, failures } = await applied(
                priorSet({ updated: one }),
                desiredSet({ new: one, updated: two }),
                answer({ total: 2 }),
            );
            assert.deepEqual([Object.fromEntries(deployments), records.size], [{ new: one, updated: one }, 0]);
            assert.deepEqual(Object.fromEntries(unconfirmed), {
                new: { reason: "unclear" },
                updated: { reason: "unclear", writtenAt },
            });
            assert.deepEqual(failures, [`2 deployments ("new", "updated"): ${NEITHER}`]);
        });

        it("confirms that deployments are decommissioned if the total accounts for all", async () => {
            const { deployments, failures } = await applied(left, desiredSet(), answer({ total: 2 }));
            assert.deepEqual([deployments.size, failures], [0, []]);
        });

        it("confirms that deployments are decommissioned if the total and the errors account for all", async () => {
            const errors = [{ cause: "unauthorized", deployment_name: "a" }];
            const { deployments, failures } = await applied(left, desiredSet(), answer({ errors, total: 1 }));
            assert.deepEqual([[...deployments.keys()], failures], [["a"], []]);
        });

        for (const [what, reply] of [
            ["the total is 0", { total: 0 }],
            ["the total is too low", { total: 1 }],
            ["there is no total", {}],
            [
                "an error is about another deployment",
                { total: 1, errors: [{ cause: "not_found", deployment_name: "other" }] },
            ],
        ] as const) {
            it(`leaves a deployment that was to be decommissioned unconfirmed if ${what}`, async () => {
                const { errors = [], ...rest } = reply as { errors?: ClusterReply["errors"]; total?: number };
                const { deployments, records, unconfirmed, failures } = await applied(
                    left,
                    desiredSet(),
                    answer({ ...rest, errors }),
                );
                assert.deepEqual([deployments, records.size], [left.deployments, 0]);
                assert.deepEqual(unconfirmed.get("a"), { reason: "unclear", writtenAt });
                assert.deepEqual(failures, [`2 deployments ("a", "b"): ${NEITHER}`]);
            });
        }

        it("does not count one error twice", async () => {
            const errors = ["a", "a"].map((deployment_name) => ({ cause: "unauthorized", deployment_name }));
            const { unconfirmed } = await applied(left, desiredSet(), answer({ errors, total: 0 }));
            assert.deepEqual([...unconfirmed.keys()], ["b"]);
        });
    });
});

describe("a deployment that was rejected in the last run", () => {
    it("is no longer listed as rejected once it is recorded", async () => {
        const prior = priorSet({}, { rejected: new Map([["new", "not_found"]]) });
        const { rejected, records } = await applied(prior, desiredSet({ new: one }), { cluster: rejectSome({}) });
        assert.deepEqual([rejected.size, records.has("new")], [0, true]);
    });
});

describe("two plans for one target in one run", () => {
    it("are applied one after the other", async () => {
        const run = new Run();
        const log: string[] = [];
        const slow = async (call: ClusterCall) => {
            log.push(`${names(call)} begins`);
            await new Promise(setImmediate);
            log.push(`${names(call)} ends`);
            return recordAll(call);
        };
        await Promise.all(
            ["a", "b"].map((name) => applied(undefined, desiredSet({ [name]: one }), { cluster: slow }, { run })),
        );
        assert.deepEqual(log, ["a begins", "a ends", "b begins", "b ends"]);
    });
});

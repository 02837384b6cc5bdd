import assert from "node:assert/strict";
import fc from "fast-check";
import type { Doubt } from "../../../../provider/ownership/last-write";
import type { Deployment, KnownSet, PriorSet } from "../../../../provider/record-set/model";
import { callsOf, isChange, isSent, planRecordSet, type SentChange } from "../../../../provider/record-set/plan";
import { frozen } from "../../../support/frozen";
import { deploymentRecord, digestOf, target } from "../../../support/record-sets";

type Artifact = Pick<Deployment, "name"> & { version?: string };

function deploymentsOf(artifact: (n: number, variant: number) => Artifact) {
    const entry = fc.record(
        {
            n: fc.integer({ min: 1, max: 3 }),
            variant: fc.nat(1),
            isRetired: fc.boolean(),
            repository: fc.option(fc.constantFrom("api", "API", "web")),
            tags: fc.option(fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"), { minKeys: 1 })),
            risk: fc.boolean(),
        },
        { noNullPrototype: true },
    );
    const deployment = entry.map(
        ({ n, variant, isRetired, repository, tags, risk }): Deployment => ({
            digest: digestOf(n),
            ...artifact(n, variant),
            ...(isRetired && { status: "decommissioned" as const }),
            ...(repository && { githubRepository: repository }),
            ...(tags && { tags: { ...tags } }),
            ...(risk && { runtimeRisks: ["internet-exposed"] }),
        }),
    );
    return fc
        .array(fc.tuple(fc.constantFrom("a", "A", "b", "c", "d/e", "é", "🚀"), deployment))
        .map((all) => new Map(all));
}

/** After a failed call, a state may hold an old and a new version of one digest. */
const before = deploymentsOf((n, variant) => ({ name: `old-${n}`, version: `${variant}` }));
/** The declared deployments agree on the name and version of each digest, as the parser requires. */
const after = fc
    .boolean()
    .chain((versioned) => deploymentsOf((n) => ({ name: `artifact-${n}`, ...(versioned && { version: "2" }) })));
const DOUBTS: readonly Doubt[] = ["unclear", "rewritten", "not-returned", "imported", "moved"];
/** Each deployment has either a record or a reason why there is none. */
const prior: fc.Arbitrary<PriorSet | undefined> = fc.option(
    fc.tuple(before, fc.func(fc.constantFrom(undefined, undefined, ...DOUBTS))).map(([deployments, doubtOf]) => {
        const doubts = [...deployments.keys()].flatMap((name) => {
            const reason = doubtOf(name);
            return reason === undefined ? [] : [[name, { reason }] as const];
        });
        const unconfirmed = new Map(doubts);
        const recorded = [...deployments.keys()].filter((name) => !unconfirmed.has(name));
        return {
            ...target(),
            onRejected: "fail" as const,
            deployments,
            records: new Map(recorded.map((name) => [name, deploymentRecord()])),
            unconfirmed,
            rejected: new Map(),
            baseUrl: "https://api.github.com",
        };
    }),
    { nil: undefined },
);
const desired: fc.Arbitrary<KnownSet> = after.map((deployments) => ({ ...target(), onRejected: "fail", deployments }));

const reversed = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].reverse());

/** GitHub, as far as a plan is concerned: an upsert by name for each sent entry. */
function upsert(recorded: ReadonlyMap<string, Deployment>, plan: ReturnType<typeof planRecordSet>) {
    const sent = plan.changes.filter(isSent).map(({ name, after }) => [name, after] as const);
    return new Map([...recorded, ...sent]);
}

/** The deployments in use, by name. */
const inUse = (recorded: ReadonlyMap<string, Deployment>) =>
    new Map([...recorded].filter(([, { status }]) => status !== "decommissioned").sort());

describe("every plan", () => {
    it("does not depend on the order of declared or recorded deployments", () => {
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                const shuffled = old && {
                    ...old,
                    deployments: reversed(old.deployments),
                    records: reversed(old.records),
                    unconfirmed: reversed(old.unconfirmed),
                };
                const one = planRecordSet(old, next);
                const other = planRecordSet(shuffled, { ...next, deployments: reversed(next.deployments) });
                assert.deepEqual(other, one);
            }),
        );
    });

    it("turns recorded into declared deployments, and does not change what others recorded or wrote in the meantime", () => {
        let [changed, left] = [0, 0];
        const theirs: Deployment = { name: "theirs", digest: digestOf(9) };
        fc.assert(
            fc.property(prior, desired, after, (old, next, others) => {
                const doubts = [...(old?.unconfirmed ?? [])];
                const rewritten = doubts.flatMap(([name, { reason }]) => (reason === "rewritten" ? [name] : []));
                const foreign = new Map([
                    ...[...others].map(([name, entry]) => [`foreign/${name}`, entry] as const),
                    ...rewritten.map((name) => [name, theirs] as const),
                ]);
                const recorded = new Map([
                    ...[...(old?.deployments ?? [])].filter(([name]) => old?.records.has(name)),
                    ...foreign,
                ]);
                const result = upsert(recorded, planRecordSet(old, next));
                assert.deepEqual(inUse(result), inUse(new Map([...foreign, ...next.deployments])));
                for (const [name, entry] of next.deployments) assert.deepEqual(result.get(name), entry);
                if (result.size !== recorded.size) changed += 1;
                if (rewritten.some((name) => !next.deployments.has(name))) left += 1;
            }),
        );
        assert.ok(changed > 0 && left > 0);
    });

    it("ends with what is declared even if GitHub treats two cases of a name as one record", () => {
        let twins = 0;
        const fold = (name: string) => name.toLowerCase();
        const swapped = (name: string) => (name === fold(name) ? name.toUpperCase() : fold(name));
        const foldedOnce = <Value>(map: ReadonlyMap<string, Value>) => {
            const names = [...map.keys()].map(fold);
            return new Map([...map].filter(([name]) => names.filter((other) => other === fold(name)).length === 1));
        };
        const foldedSet = (old: PriorSet | undefined) => old && { ...old, deployments: foldedOnce(old.deployments) };
        fc.assert(
            fc.property(prior.map(foldedSet), after, fc.func(fc.boolean()), (old, others, isRenamed) => {
                const held = [...(old?.deployments ?? [])];
                const renamed = held.flatMap(([name, entry]) =>
                    isRenamed(name) ? [[swapped(name), entry] as const] : [],
                );
                const declared = foldedOnce(new Map([...renamed, ...others]));
                const recorded = held.filter(([name]) => old?.records.has(name));
                const result = new Map(recorded.map(([name, entry]) => [fold(name), entry]));
                const calls = callsOf(
                    planRecordSet(old, { ...target(), deployments: declared }).changes.filter(isSent),
                );
                const retiredLast = (one: SentChange, other: SentChange) => other.kind.localeCompare(one.kind);
                for (const call of calls) {
                    for (const { name, after } of [...call].sort(retiredLast)) result.set(fold(name), after);
                }
                for (const [name, entry] of declared) assert.deepEqual(result.get(fold(name)), entry);
                if (calls.length > 1) twins += 1;
            }),
        );
        assert.ok(twins > 0);
    });

    it("needs as many calls as it counts", () => {
        let asked = 0;
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                const { changes, requests } = planRecordSet(old, next);
                const digests = changes.flatMap((change) =>
                    change.kind === "decommission" && old?.unconfirmed.get(change.name)?.reason !== "unclear"
                        ? [change.before.digest]
                        : [],
                );
                asked += digests.length;
                assert.equal(requests, callsOf(changes.filter(isSent)).length + new Set(digests).size);
            }),
        );
        assert.ok(asked > 0);
    });

    it("is followed by a plan that changes nothing", () => {
        let changed = 0;
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                if (planRecordSet(old, next).changes.some(isChange)) changed += 1;
                const records = new Map([...next.deployments.keys()].map((name) => [name, deploymentRecord()]));
                const held = { deployments: next.deployments, records, unconfirmed: new Map() };
                const again = planRecordSet(held, next);
                assert.equal(again.requests, 0);
                assert.equal(again.changes.some(isChange), false);
            }),
        );
        assert.ok(changed > 0);
    });

    it("sends one name and one version for each digest of a repository", () => {
        let shared = 0;
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                const artifacts = new Map<string, string>();
                for (const { after } of planRecordSet(old, next).changes.filter(isSent)) {
                    const artifact = JSON.stringify([after.name, after.version]);
                    const key = `${after.digest} ${after.githubRepository?.toLowerCase()}`;
                    if (artifacts.has(key)) shared += 1;
                    assert.equal(artifacts.get(key) ?? artifact, artifact);
                    artifacts.set(key, artifact);
                }
            }),
        );
        assert.ok(shared > 0);
    });

    it("does not change its inputs", () => {
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                assert.doesNotThrow(() => planRecordSet(frozen(old), frozen(next)));
            }),
        );
    });

    it("reads deployments in proportion to their number", () => {
        const reads = (count: number): number => {
            let read = 0;
            const counted = (entry: Deployment) =>
                new Proxy(entry, {
                    get(object, property, receiver) {
                        read += 1;
                        return Reflect.get(object, property, receiver);
                    },
                });
            const make = (tag: string) =>
                new Map(
                    Array.from({ length: count }, (_, n) => [
                        `d${n}`,
                        counted({ name: "a", digest: digestOf(n), tags: { tag } }),
                    ]),
                );
            const records = new Map(Array.from({ length: count }, (_, n) => [`d${n}`, deploymentRecord()]));
            const held = { deployments: make("1"), records, unconfirmed: new Map() };
            planRecordSet(held, { ...target(), deployments: make("2") });
            return read;
        };
        assert.ok(reads(10) > 0);
        assert.equal(reads(1000), 100 * reads(10));
    });
});

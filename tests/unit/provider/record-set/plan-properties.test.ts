import assert from "node:assert/strict";
import fc from "fast-check";
import type { Deployment, KnownSet, PriorSet } from "../../../../provider/record-set/model";
import { isChange, isSent, planRecordSet } from "../../../../provider/record-set/plan";
import { frozen } from "../../../support/frozen";
import { deploymentRecord, digestOf, target } from "../../../support/record-sets";

type Artifact = Pick<Deployment, "name"> & { version?: string };

function deploymentsOf(artifact: (n: number, variant: number) => Artifact) {
    const entry = fc.record(
        {
            n: fc.integer({ min: 1, max: 3 }),
            variant: fc.nat(1),
            status: fc.constantFrom("deployed" as const, "decommissioned" as const),
            tags: fc.option(fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2"), { minKeys: 1 })),
            risk: fc.boolean(),
        },
        { noNullPrototype: true },
    );
    const deployment = entry.map(
        ({ n, variant, status, tags, risk }): Deployment => ({
            digest: digestOf(n),
            ...artifact(n, variant),
            status,
            ...(tags && { tags: { ...tags } }),
            ...(risk && { runtimeRisks: ["internet-exposed"] }),
        }),
    );
    return fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d/e", "é", "🚀"), deployment)).map((all) => new Map(all));
}

/** After a failed call, a state may hold an old and a new version of one digest. */
const before = deploymentsOf((n, variant) => ({ name: `old-${n}`, version: `${variant}` }));
/** What is declared agrees on the name and version of each digest, as the parser asks for. */
const after = fc
    .boolean()
    .chain((versioned) => deploymentsOf((n) => ({ name: `artifact-${n}`, ...(versioned && { version: "2" }) })));
const prior: fc.Arbitrary<PriorSet | undefined> = fc.option(
    fc.tuple(before, fc.func(fc.boolean())).map(([deployments, hasRecord]) => ({
        ...target(),
        onRejected: "fail" as const,
        deployments,
        records: new Map([...deployments.keys()].filter(hasRecord).map((name) => [name, deploymentRecord()])),
        rejected: new Map(),
    })),
    { nil: undefined },
);
const desired: fc.Arbitrary<KnownSet> = after.map((deployments) => ({ ...target(), onRejected: "fail", deployments }));

const reversed = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].reverse());

/** GitHub, as far as a plan can tell: an upsert by name for each entry that is sent. */
function upsert(recorded: ReadonlyMap<string, Deployment>, plan: ReturnType<typeof planRecordSet>) {
    const sent = plan.changes.filter(isSent).map(({ name, after }) => [name, after] as const);
    return new Map([...recorded, ...sent]);
}

/** The deployments in use, by name. */
const inUse = (recorded: ReadonlyMap<string, Deployment>) =>
    new Map([...recorded].filter(([, { status }]) => status === "deployed").sort());

describe("every plan", () => {
    it("does not depend on the order of what is declared or recorded", () => {
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                const shuffled = old && {
                    ...old,
                    deployments: reversed(old.deployments),
                    records: reversed(old.records),
                };
                const one = planRecordSet(old, next);
                const other = planRecordSet(shuffled, { ...next, deployments: reversed(next.deployments) });
                assert.deepEqual(other, one);
            }),
        );
    });

    it("turns what is recorded into what is declared, and leaves what others recorded", () => {
        let changed = 0;
        fc.assert(
            fc.property(prior, desired, after, (old, next, others) => {
                const foreign = new Map([...others].map(([name, entry]) => [`foreign/${name}`, entry]));
                const recorded = new Map([
                    ...[...(old?.deployments ?? [])].filter(([name]) => old?.records.has(name)),
                    ...foreign,
                ]);
                const result = upsert(recorded, planRecordSet(old, next));
                assert.deepEqual(inUse(result), inUse(new Map([...next.deployments, ...foreign])));
                for (const [name, entry] of next.deployments) assert.deepEqual(result.get(name), entry);
                if (result.size !== recorded.size) changed += 1;
            }),
        );
        assert.ok(changed > 0);
    });

    it("is followed by one that changes nothing", () => {
        let changed = 0;
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                if (planRecordSet(old, next).changes.some(isChange)) changed += 1;
                const records = new Map([...next.deployments.keys()].map((name) => [name, deploymentRecord()]));
                const again = planRecordSet({ deployments: next.deployments, records }, next);
                assert.equal(again.requests, 0);
                assert.equal(again.changes.some(isChange), false);
            }),
        );
        assert.ok(changed > 0);
    });

    it("gives one digest one name and one version, whatever it sends", () => {
        let shared = 0;
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                const artifacts = new Map<string, string>();
                for (const { after } of planRecordSet(old, next).changes.filter(isSent)) {
                    const artifact = JSON.stringify([after.name, after.version]);
                    if (artifacts.has(after.digest)) shared += 1;
                    assert.equal(artifacts.get(after.digest) ?? artifact, artifact);
                    artifacts.set(after.digest, artifact);
                }
            }),
        );
        assert.ok(shared > 0);
    });

    it("changes nothing of what it is made from", () => {
        fc.assert(
            fc.property(prior, desired, (old, next) => {
                assert.doesNotThrow(() => planRecordSet(frozen(old), frozen(next)));
            }),
        );
    });

    it("looks at each deployment once for each that there is", () => {
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
                        counted({ name: "a", digest: digestOf(n), status: "deployed", tags: { tag } }),
                    ]),
                );
            const records = new Map(Array.from({ length: count }, (_, n) => [`d${n}`, deploymentRecord()]));
            planRecordSet({ deployments: make("1"), records }, { ...target(), deployments: make("2") });
            return read;
        };
        assert.ok(reads(10) > 0);
        assert.equal(reads(1000), 100 * reads(10));
    });
});

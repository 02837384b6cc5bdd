import assert from "node:assert/strict";
import { isOf, latestByName, toCall, toRecord, withRecordedFields } from "../../../../provider/record-set/wire";
import { deployment, deploymentReply, digestOf, target } from "../../../support/record-sets";

describe("the call for some deployments", () => {
    it("uses GitHub's names and leaves out absent fields, except tags and risks, which it sends empty to clear them", () => {
        assert.deepEqual(toCall(target(), [{ name: "shop/api", after: deployment() }]), {
            org: "acme",
            cluster: "prod-eu-1",
            logical_environment: "production",
            deployments: [
                {
                    name: "ghcr.io/acme/api",
                    digest: digestOf(1),
                    status: "deployed",
                    deployment_name: "shop/api",
                    tags: {},
                    runtime_risks: [],
                },
            ],
        });
    });

    it("sends all fields of each entry", () => {
        const all = deployment({
            version: "1.4.2",
            status: "decommissioned",
            githubRepository: "api",
            tags: { team: "shop" },
            runtimeRisks: ["internet-exposed"],
        });
        const call = toCall(target({ physicalEnvironment: "eu-west-1" }), [
            { name: "a", after: all },
            { name: "b", after: deployment({ digest: digestOf(2) }) },
        ]);
        assert.equal(call.physical_environment, "eu-west-1");
        assert.deepEqual(call.deployments[0], {
            name: "ghcr.io/acme/api",
            digest: digestOf(1),
            version: "1.4.2",
            status: "decommissioned",
            deployment_name: "a",
            github_repository: "api",
            tags: { team: "shop" },
            runtime_risks: ["internet-exposed"],
        });
        assert.deepEqual(
            call.deployments.map(({ deployment_name, digest }) => [deployment_name, digest]),
            [
                ["a", digestOf(1)],
                ["b", digestOf(2)],
            ],
        );
    });
});

describe("a record of a reply", () => {
    it("is stored without the fields that were sent, because some of them can be secret", () => {
        assert.deepEqual(toRecord(deploymentReply({ attestation_id: 12 })), {
            id: 7,
            updatedAt: "2026-01-02T00:00:00Z",
        });
    });

    it("has its time to the second, which the records of one call share", () => {
        const { updatedAt } = toRecord(deploymentReply({ updated_at: "2026-01-02T00:00:00.987Z" }));
        assert.equal(updatedAt, "2026-01-02T00:00:00Z");
    });

    it("has no time if GitHub returned none", () => {
        const { updated_at: _updated, ...untimed } = deploymentReply();
        assert.deepEqual(toRecord(untimed), { id: 7 });
    });

    it("gives its sorted tags and risks to the deployment, and changes no other field", () => {
        const before = deployment({ version: "1", tags: { a: "old" }, runtimeRisks: ["lateral-movement"] });
        const reply = deploymentReply({
            tags: { y: "2", x: "1" },
            runtime_risks: ["sensitive-data", "critical-resource"],
        });
        const after = withRecordedFields(before, reply);
        assert.deepEqual(after, {
            ...deployment({ version: "1" }),
            tags: { x: "1", y: "2" },
            runtimeRisks: ["critical-resource", "sensitive-data"],
        });
        assert.deepEqual(Object.keys(after.tags ?? {}), ["x", "y"]);
    });

    for (const [what, parts] of [
        ["empty", { tags: {}, runtime_risks: [] }],
        ["null", { tags: null, runtime_risks: null }],
    ] as const) {
        it(`removes tags and risks if it has ${what} ones`, () => {
            const before = deployment({ tags: { a: "1" }, runtimeRisks: ["lateral-movement"] });
            const { runtime_risks, tags } = parts;
            const reply = deploymentReply({ tags, runtime_risks: runtime_risks && [...runtime_risks] });
            assert.deepEqual(withRecordedFields(before, reply), deployment());
        });
    }

    it("removes tags and risks if it has none", () => {
        const { tags: _tags, runtime_risks: _risks, ...silent } = deploymentReply();
        assert.deepEqual(withRecordedFields(deployment({ tags: { a: "1" } }), silent), deployment());
    });
});

describe("a record and a set", () => {
    const here = target({ physicalEnvironment: "eu" });

    for (const [what, set, parts, belongs] of [
        ["match by cluster and environments", here, { physical_environment: "eu" }, true],
        ["do not match if the cluster differs", here, { physical_environment: "eu", cluster: "other" }, false],
        ["do not match if the record has no cluster", here, { physical_environment: "eu", cluster: null }, false],
        [
            "do not match if the logical environment differs",
            here,
            { physical_environment: "eu", logical_environment: "x" },
            false,
        ],
        ["do not match if the physical environment differs", here, { physical_environment: "us" }, false],
        ["do not match if only the set has a physical environment", here, {}, false],
        ["match if neither has a physical environment", target(), {}, true],
        [
            "match if the set has no physical environment and that of the record is null",
            target(),
            { physical_environment: null },
            true,
        ],
        [
            "match if the set has no physical environment and that of the record is empty",
            target(),
            { physical_environment: "" },
            true,
        ],
        ["do not match if only the record has a physical environment", target(), { physical_environment: "eu" }, false],
    ] as const) {
        it(what, () => assert.equal(isOf(set, deploymentReply(parts)), belongs));
    }
});

describe("several records for one name", () => {
    for (const ids of [
        [3, 9],
        [9, 3],
    ]) {
        it(`are reduced to the one with the highest id: ${ids}`, () => {
            const records = ids.map((id) => ({ name: "api", reply: deploymentReply({ id }) }));
            const other = { name: "web", reply: deploymentReply({ id: 5 }) };
            const found = [...latestByName([other, ...records])].map(([name, { id }]) => [name, id]);
            assert.deepEqual(Object.fromEntries(found), { api: 9, web: 5 });
        });
    }
});

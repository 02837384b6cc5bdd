import assert from "node:assert/strict";
import { createRecordSetHandler } from "../../../../provider/record-set/handler";
import { encodeRecordSet } from "../../../../provider/record-set/state";
import { find } from "../../../../provider/settings/places";
import { UNKNOWN } from "../../../../provider/vocabulary";
import { listeningContext } from "../../../support/process-context";
import { deployment, digestOf, priorSet } from "../../../support/record-sets";
import { recordingClient } from "../../../support/recording-client";

const api = deployment();
const inputs = {
    org: "acme",
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    deployments: { api },
    onRejected: "fail",
};
const olds = { ...encodeRecordSet(priorSet({ api })) };

function start(settings: Parameters<typeof listeningContext>[1] = {}) {
    const client = recordingClient();
    const context = listeningContext(client, settings);
    return { context, client, handler: createRecordSetHandler(context) };
}

const diff = async (changes: Record<string, unknown>, before: Record<string, unknown> = olds) => {
    const { context, handler } = start();
    const answer = await handler.diff("id", before, { ...inputs, ...changes });
    assert.equal(context.connections(), 0);
    return { ...answer, said: context.said };
};

const keep = { changes: false, replaces: [], deleteBeforeReplace: false, differences: [] };

describe("check of a record set", () => {
    it("normalises good input, sums a new set up, and makes no call", async () => {
        const { context, handler } = start({ owner: "acme" });
        const { name, digest } = api;
        const given = {
            ...inputs,
            org: null,
            onRejected: null,
            deployments: [{ name, digest, deploymentName: "api" }],
        };
        assert.deepEqual(await handler.check(undefined, given), { inputs, failures: [] });
        assert.deepEqual(context.said, ["acme/prod-eu-1/production: 1 to record; 1 request"]);
        await handler.check({}, given);
        assert.equal(context.said.length, 2);
        assert.equal(context.connections(), 0);
    });

    it("leaves it to diff to sum up a set that is there already", async () => {
        const { context, handler } = start();
        await handler.check(inputs, inputs);
        assert.deepEqual(context.said, []);
    });

    it("sums up a set that is there already where its deployments are not known before up", async () => {
        const { context, handler } = start();
        await handler.check(inputs, { ...inputs, deployments: UNKNOWN });
        assert.deepEqual(context.said, ["acme/prod-eu-1/production: deployments not known before up"]);
        await handler.check(inputs, { ...inputs, deployments: { api: UNKNOWN } });
        assert.equal(context.said.length, 1);
    });

    it("counts what is known against what was declared before, and hands it on as unknown as a whole", async () => {
        const { context, handler } = start();
        const deployments = { api, web: api, "workloads[1] not known before up": UNKNOWN };
        assert.deepEqual((await handler.check(inputs, { ...inputs, deployments })).inputs, {
            ...inputs,
            deployments: UNKNOWN,
        });
        assert.deepEqual(context.said, [
            "acme/prod-eu-1/production: 1 to record, 1 unchanged, workloads[1] not known before up; 1 request or more",
        ]);
    });

    it("verifies what is known of such a set", async () => {
        const { context, handler, client } = start({ verify: true });
        const deployments = { api, web: { ...api, digest: digestOf(2) }, "workloads[1] not known before up": UNKNOWN };
        await handler.check(inputs, { ...inputs, deployments });
        assert.deepEqual(
            client.calls.verified.map(({ artifacts }) => artifacts.map(({ digest }) => digest)),
            [[digestOf(2)]],
        );
        assert.equal(context.said.length, 1);
    });

    it("gives back bad input as it is, with everything that is wrong", async () => {
        const { context, handler } = start({ problems: ["GITHUB_BASE_URL is no URL"] });
        const bad = { ...inputs, org: undefined, deployments: { api: { ...api, name: "" } } };
        const { inputs: same, failures } = await handler.check(undefined, bad);
        assert.deepEqual(same, bad);
        assert.deepEqual(
            failures.map(({ property, reason }) => [property, reason.split(" ")[0]]),
            [
                ["", "org"],
                ["", 'deployments["api"].name'],
                ["", "GITHUB_BASE_URL"],
            ],
        );
        assert.deepEqual(context.said, []);
    });

    it("refuses good input where the settings are bad", async () => {
        const { context, handler } = start({ problems: ["GITHUB_BASE_URL is no URL"] });
        assert.deepEqual(await handler.check(undefined, inputs), {
            inputs,
            failures: [{ property: "", reason: "GITHUB_BASE_URL is no URL" }],
        });
        assert.deepEqual(context.said, []);
    });

    it("passes unknown values on", async () => {
        const { handler } = start();
        for (const deployments of [UNKNOWN, { api: UNKNOWN }, { api: { ...api, digest: UNKNOWN } }]) {
            const given = { ...inputs, deployments };
            assert.deepEqual(await handler.check(undefined, given), { inputs: given, failures: [] });
        }
    });
});

describe("diff of a record set", () => {
    it("answers no change for the same, and says nothing", async () => {
        assert.deepEqual(await diff({}), { ...keep, said: [] });
    });

    it("answers a change for another deployment, and sums it up", async () => {
        assert.deepEqual(await diff({ deployments: { api, web: api } }), {
            ...keep,
            changes: true,
            differences: [{ path: ["deployments", "web"], kind: "add" }],
            said: ["acme/prod-eu-1/production: 1 to record, 1 unchanged; 1 request"],
        });
    });

    it("answers a change for onRejected alone, but sums nothing up", async () => {
        const differences = [{ path: ["onRejected"], kind: "update" }];
        assert.deepEqual(await diff({ onRejected: "warn" }), { ...keep, changes: true, differences, said: [] });
    });

    it("answers a change where what was rejected is not declared any more, so that update clears it", async () => {
        const rejected = { ...encodeRecordSet(priorSet({ api }, { rejected: new Map([["bad", "not_found"]]) })) };
        const { changes, differences } = await diff({}, rejected);
        assert.deepEqual([changes, differences], [true, [{ path: ["rejected"], kind: "delete" }]]);
    });

    for (const [argument, value] of [
        ["org", "other"],
        ["cluster", "other"],
        ["logicalEnvironment", "other"],
        ["physicalEnvironment", "other"],
        ["org", UNKNOWN],
        ["cluster", UNKNOWN],
        ["logicalEnvironment", UNKNOWN],
        ["physicalEnvironment", UNKNOWN],
    ] as const) {
        it(`answers a replacement for ${value === UNKNOWN ? "an unknown" : "another"} ${argument}`, async () => {
            const { changes, replaces, deleteBeforeReplace, differences } = await diff({ [argument]: value });
            assert.deepEqual([changes, replaces, deleteBeforeReplace], [true, [argument], false]);
            const kind = argument === "physicalEnvironment" ? "add" : "update";
            assert.deepEqual(differences, [{ path: [argument], kind }]);
        });
    }

    for (const [argument, value, deletesFirst] of [
        ["cluster", "PROD-EU-1", true],
        ["logicalEnvironment", "Production", true],
        ["cluster", "prod-eu-2", false],
        ["org", "other", false],
        ["physicalEnvironment", "eu", false],
    ] as const) {
        it(`answers that a replacement deletes ${deletesFirst ? "first" : "last"} for ${argument} "${value}"`, async () => {
            assert.equal((await diff({ [argument]: value })).deleteBeforeReplace, deletesFirst);
        });
    }

    it("answers that a replacement deletes last where more than the case differs", async () => {
        const { replaces, deleteBeforeReplace } = await diff({ cluster: "PROD-EU-1", logicalEnvironment: "other" });
        assert.deepEqual([replaces, deleteBeforeReplace], [["cluster", "logicalEnvironment"], false]);
    });

    it("sums up what a replacement retires, with the question who wrote last", async () => {
        const { said } = await diff({ cluster: "other" });
        assert.deepEqual(said, ["acme/prod-eu-1/production: 1 to decommission; 2 requests"]);
    });

    it("answers a replacement where the physical environment is taken away", async () => {
        const placed = { ...encodeRecordSet(priorSet({ api }, { physicalEnvironment: "eu" })) };
        const { replaces, differences } = await diff({}, placed);
        assert.deepEqual(replaces, ["physicalEnvironment"]);
        assert.deepEqual(differences, [{ path: ["physicalEnvironment"], kind: "delete" }]);
    });

    it("compares the organization without case", async () => {
        assert.deepEqual(await diff({ org: "ACME" }), { ...keep, said: [] });
    });

    for (const [what, deployments] of [
        ["deployments", UNKNOWN],
        ["deployment", { api: UNKNOWN }],
        ["name", { api: { ...api, name: UNKNOWN } }],
        ["digest", { api: { ...api, digest: UNKNOWN } }],
        ["tags", { api: { ...api, tags: UNKNOWN } }],
        ["tag", { api: { ...api, tags: { a: UNKNOWN } } }],
        ["risk", { api: { ...api, runtimeRisks: [UNKNOWN] } }],
        ["name and digest of a list's entry", [{ name: UNKNOWN, digest: UNKNOWN, deploymentName: "api" }]],
    ] as const) {
        it(`answers an update, never a replacement, for an unknown ${what}`, async () => {
            const { changes, replaces } = await diff({ deployments });
            assert.deepEqual([changes, replaces], [true, []]);
        });
    }

    it("refuses what check would have refused", async () => {
        await assert.rejects(diff({ deployments: { api: { ...api, digest: "latest", version: "" } } }), {
            message: /^deployments\["api"\]\.digest is "latest".*\ndeployments\["api"\]\.version is ""/,
        });
    });

    it("refuses a state of a newer package", async () => {
        await assert.rejects(diff({}, { ...olds, schemaVersion: 2 }), {
            message: /npm install pulumi-github-artifacts@latest/,
        });
    });

    it("compares with the deployment of the state, not with its record", async () => {
        const { changes, differences } = await diff({ deployments: { api: { ...api, digest: digestOf(2) } } });
        assert.equal(changes, true);
        assert.deepEqual(differences, [{ path: ["deployments", "api", "digest"], kind: "update" }]);
    });
});

describe("configure of a record set", () => {
    it("hands the configuration to the process", async () => {
        const { context, handler } = start();
        await handler.configure({ config: { get: (name) => (name === "github:owner" ? "acme" : undefined) } });
        const [places = []] = context.configured;
        assert.equal(find(places, "owner")?.name, "the stack configuration github:owner");
    });
});

import assert from "node:assert/strict";
import { createRecordSetHandler } from "../../../../provider/record-set/handler";
import { encodeRecordSet } from "../../../../provider/record-set/state";
import { find } from "../../../../provider/settings/places";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
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
    it("normalizes valid input, summarizes a new set and makes no request", async () => {
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

    it("leaves the summary of an existing set to diff", async () => {
        const { context, handler } = start();
        await handler.check(inputs, inputs);
        assert.deepEqual(context.said, []);
    });

    it("summarizes an existing set if its deployments are not known before up", async () => {
        const { context, handler } = start();
        await handler.check(inputs, { ...inputs, deployments: UNKNOWN });
        assert.deepEqual(context.said, ["acme/prod-eu-1/production: deployments not known before up"]);
        await handler.check(inputs, { ...inputs, deployments: { api: UNKNOWN } });
        assert.equal(context.said.length, 1);
    });

    it("counts known deployments against the old inputs, and passes all of them on as one unknown value", async () => {
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

    it("verifies the known deployments of a partly unknown set", async () => {
        const { context, handler, client } = start({ verify: true });
        const deployments = { api, web: { ...api, digest: digestOf(2) }, "workloads[1] not known before up": UNKNOWN };
        await handler.check(inputs, { ...inputs, deployments });
        assert.deepEqual(
            client.calls.verified.map(({ artifacts }) => artifacts.map(({ digest }) => digest)),
            [[digestOf(2)]],
        );
        assert.equal(context.said.length, 1);
    });

    it("returns invalid input unchanged, with all problems", async () => {
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

    it("refuses valid input if the settings are invalid", async () => {
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
    it("reports no change for the same inputs, and prints nothing", async () => {
        assert.deepEqual(await diff({}), { ...keep, said: [] });
    });

    it("reports a change for another deployment, and summarizes it", async () => {
        assert.deepEqual(await diff({ deployments: { api, web: api } }), {
            ...keep,
            changes: true,
            differences: [{ path: ["deployments", "web"], kind: "add" }],
            said: ["acme/prod-eu-1/production: 1 to record, 1 unchanged; 1 request"],
        });
    });

    it("reports a change of onRejected alone, without a summary", async () => {
        const differences = [{ path: ["onRejected"], kind: "update" }];
        assert.deepEqual(await diff({ onRejected: "warn" }), { ...keep, changes: true, differences, said: [] });
    });

    it("reports a change if a rejected deployment is no longer declared, so that an update clears it", async () => {
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
        it(`reports a replacement for ${value === UNKNOWN ? "an unknown" : "another"} ${argument}`, async () => {
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
        it(`reports that a replacement deletes ${deletesFirst ? "first" : "last"} for ${argument} "${value}"`, async () => {
            assert.equal((await diff({ [argument]: value })).deleteBeforeReplace, deletesFirst);
        });
    }

    it("reports that a replacement deletes last if more than the case differs", async () => {
        const { replaces, deleteBeforeReplace } = await diff({ cluster: "PROD-EU-1", logicalEnvironment: "other" });
        assert.deepEqual([replaces, deleteBeforeReplace], [["cluster", "logicalEnvironment"], false]);
    });

    it("summarizes what a replacement retires, with the request that asks who wrote it last", async () => {
        const { said } = await diff({ cluster: "other" });
        assert.deepEqual(said, ["acme/prod-eu-1/production: 1 to decommission; 2 requests"]);
    });

    it("reports a replacement if the physical environment is removed", async () => {
        const placed = { ...encodeRecordSet(priorSet({ api }, { physicalEnvironment: "eu" })) };
        const { replaces, differences } = await diff({}, placed);
        assert.deepEqual(replaces, ["physicalEnvironment"]);
        assert.deepEqual(differences, [{ path: ["physicalEnvironment"], kind: "delete" }]);
    });

    it("ignores the case of the organization", async () => {
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
        it(`reports an update, never a replacement, for an unknown ${what}`, async () => {
            const { changes, replaces } = await diff({ deployments });
            assert.deepEqual([changes, replaces], [true, []]);
        });
    }

    it("refuses what check refuses", async () => {
        await assert.rejects(diff({ deployments: { api: { ...api, digest: "latest", version: "" } } }), {
            message: /^deployments\["api"\]\.digest is "latest".*\ndeployments\["api"\]\.version is ""/,
        });
    });

    it("refuses a state that a newer version wrote", async () => {
        await assert.rejects(diff({}, { ...olds, schemaVersion: 2 }), {
            message: /npm install pulumi-github-artifacts@latest/,
        });
    });

    it("compares with the deployment in the state, not with its record", async () => {
        const { changes, differences } = await diff({ deployments: { api: { ...api, digest: digestOf(2) } } });
        assert.equal(changes, true);
        assert.deepEqual(differences, [{ path: ["deployments", "api", "digest"], kind: "update" }]);
    });
});

describe("configure of a record set", () => {
    it("passes the configuration to the process", async () => {
        const { context, handler } = start();
        await handler.configure({ config: { get: (name) => (name === "github:owner" ? "acme" : undefined) } });
        const [places = []] = context.configured;
        assert.equal(find(places, "owner")?.name, "the stack configuration github:owner");
    });
});

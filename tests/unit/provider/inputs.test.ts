import assert from "node:assert/strict";
import { createInputs, type Parsed } from "../../../provider/inputs";
import type { Properties } from "../../../provider/resource-handler";
import { listeningContext } from "../../support/process-context";
import { recordingClient } from "../../support/recording-client";

const PROBLEMS = [
    { path: 'deployments["a"].digest', reason: "is required, but missing" },
    { path: "org", reason: "is missing" },
];

const parse = (raw: Properties, owner: string | undefined): Parsed<Properties> =>
    raw.bad === true ? { problems: PROBLEMS } : { desired: { ...raw, owner }, problems: [] };

const declaration = {
    parse,
    announce: () => "1 to record",
    claims: () => ["claimed"],
    encode: (desired: Properties) => ({ ...desired, encoded: 1 }),
};

describe("the inputs of a resource", () => {
    const inputsWith = (settings: object) => {
        const context = listeningContext(recordingClient({}), settings);
        return { context, ...createInputs(context, declaration) };
    };

    it("are refused with all problems whole in the reasons, beside no property, and those of the settings", async () => {
        const { check, context } = inputsWith({ problems: ["GITHUB_BASE_URL is no URL"] });
        assert.deepEqual(await check({}, { bad: true }), {
            inputs: { bad: true },
            failures: [
                { property: "", reason: 'deployments["a"].digest is required, but missing' },
                { property: "", reason: "org is missing" },
                { property: "", reason: "GITHUB_BASE_URL is no URL" },
            ],
        });
        assert.deepEqual((await check({}, {})).failures, [{ property: "", reason: "GITHUB_BASE_URL is no URL" }]);
        assert.deepEqual(context.said, []);
    });

    it("are parsed with the organization of the settings, and registered as they are encoded", async () => {
        const { check } = inputsWith({ owner: "acme" });
        assert.deepEqual(await check(undefined, { a: 1 }), {
            inputs: { a: 1, owner: "acme", encoded: 1 },
            failures: [],
        });
    });

    it("claim what they declare, so that no other resource retires it", async () => {
        const { check, context } = inputsWith({});
        await check({}, { bad: true });
        assert.equal(context.run.isClaimed("claimed"), false);
        await check({}, {});
        assert.equal(context.run.isClaimed("claimed"), true);
        assert.equal(context.run.isClaimed("other"), false);
    });

    it("are announced for a new resource only: of an old one, diff tells what changes", async () => {
        const { check, context } = inputsWith({});
        await check({ a: 1 }, { a: 2 });
        assert.deepEqual(context.said, []);
        await check({}, { a: 2 });
        await check(undefined, { a: 2 });
        assert.deepEqual(context.said, ["1 to record", "1 to record"]);
    });

    it("are thrown for, all that is wrong at once, by calls that come without a check", () => {
        const { desiredOf } = inputsWith({ owner: "acme" });
        assert.deepEqual(desiredOf({ a: 1 }), { a: 1, owner: "acme" });
        const message = 'deployments["a"].digest is required, but missing\norg is missing';
        assert.throws(() => desiredOf({ bad: true }), { message });
    });
});

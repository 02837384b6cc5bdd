import assert from "node:assert/strict";
import type { Verified } from "../../../../provider/github/verification";
import { ORIGIN, type Origin } from "../../../../provider/input/origin";
import { createInputs, type Parsed } from "../../../../provider/resource/inputs";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { recordingClient } from "../../../support/recording-client";

const PROBLEMS = [
    { path: 'deployments["a"].digest', reason: "is required, but missing" },
    { path: "org", reason: "is missing", discreet: "is missing, and hush" },
];

const parse = (raw: Properties, owner: string | undefined): Parsed<Properties> =>
    raw.bad === true ? { problems: PROBLEMS } : { desired: { ...raw, owner }, problems: [] };

const declaration = {
    parse,
    announced: ({ written = [] }: Properties, olds: Properties) => ({
        line: `1 to record beside ${JSON.stringify(olds)}`,
        writes: {
            label: "acme/prod",
            org: "acme",
            artifacts: (written as string[]).map((digest) => ({ prefix: "", digest })),
        },
    }),
    declares: ({ declared = [] }: Properties) =>
        (declared as string[]).map((name) => ({ key: `key of ${name}`, name })),
    label: (desired: Properties, names: readonly string[]) => `${names.join(", ")} of ${desired.owner}`,
    identity: ["org"],
    encode: (desired: Properties) => ({ ...desired, encoded: 1 }),
};

describe("the inputs of a resource", () => {
    const inputsWith = (settings: object) => {
        const context = listeningContext(recordingClient({}), settings);
        return { context, ...createInputs(context, declaration) };
    };

    it("are refused with all problems and those of the settings, each as a whole reason without a property", async () => {
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

    it("are parsed with the organization of the settings, and registered in encoded form", async () => {
        const { check } = inputsWith({ owner: "acme" });
        assert.deepEqual(await check(undefined, { a: 1 }), {
            inputs: { a: 1, owner: "acme", encoded: 1 },
            failures: [],
        });
    });

    it("declare their records in the run if they are valid, so that no other resource retires them", async () => {
        const { check, context } = inputsWith({});
        const left = (name: string) => context.run.release(`key of ${name}`, { writtenAt: undefined }, "update");
        await check({}, { bad: true, declared: ["a"] });
        assert.equal(left("a"), "retire");
        await check({}, { declared: ["b"] });
        assert.equal(left("b"), "forget");
        assert.equal(left("c"), "retire");
    });

    it("mark their records as replaced if they are checked again as new, so that the old owner retires them first", async () => {
        const { check, context } = inputsWith({});
        const left = (name: string) => context.run.release(`key of ${name}`, { writtenAt: undefined }, "delete");
        const one = originOf("one");
        await check({ declared: ["a"] }, { declared: ["a"], ...one });
        assert.equal(left("a"), "not-written");
        await check({}, { declared: ["a"], ...one });
        assert.equal(left("a"), "retire");
        await check({}, { declared: ["b"], ...originOf("two") });
        assert.equal(left("b"), "not-written");
        // If the inputs have no URN, nobody knows whether they are checked again.
        await check({ declared: ["c"] }, { declared: ["c"] });
        await check({}, { declared: ["d"] });
        assert.equal(left("d"), "not-written");
    });

    const originOf = (name: string, parts: Partial<Origin> = {}) => ({
        [ORIGIN]: { urn: `urn:pulumi:dev::shop::the:Type::${name}`, secrets: [], problems: [], ...parts },
    });

    it("are refused if another resource declares one of their records; the message names both and the shared records", async () => {
        const { check } = inputsWith({ owner: "acme" });
        const declare = async (name: string, ...declared: string[]) =>
            (await check({}, { declared, ...originOf(name) })).failures.map(({ reason }) => reason);
        assert.deepEqual(await declare("one", "a", "b", "c"), []);
        assert.deepEqual(await declare("two", "d"), []);
        assert.deepEqual(await declare("one", "a", "b", "c"), []);
        const says = (names: string, other: string) =>
            `${names} of acme: declared by "three::x" and also by "${other}" (urn:pulumi:dev::shop::the:Type::${other}). ` +
            "A record belongs to one resource: keep it in only one of the two";
        assert.deepEqual(await declare("three::x", "b", "d", "c", "e"), [says("b, c", "one"), says("d", "two")]);
    });

    it("are registered without their origin", async () => {
        const { check } = inputsWith({});
        assert.deepEqual(await check({}, { a: 1, ...originOf("one") }), {
            inputs: { a: 1, owner: undefined, encoded: 1 },
            failures: [],
        });
    });

    it("are refused without secret values, and if a secret would be shown in an id", async () => {
        const { check } = inputsWith({});
        const reasons = async (secrets: string[]) =>
            (await check({}, { bad: true, ...originOf("one", { secrets }) })).failures.map(({ reason }) => reason);
        assert.deepEqual(await reasons(["deployments"]), [
            'deployments["a"].digest is required, but missing',
            "org is missing",
        ]);
        assert.deepEqual(await reasons(["org"]), [
            'deployments["a"].digest is required, but missing',
            "org is missing, and hush",
            "org is a secret, but it identifies the record and would be shown in its id and in messages. If it may be " +
                "shown, pass it through `pulumi.unsecret`",
        ]);
    });

    it("are refused if the program could not pass all of them, and no other problem is reported", async () => {
        const { check } = inputsWith({});
        const problems = [{ path: "deployments", reason: "failed: no digest" }];
        assert.deepEqual((await check({}, { bad: true, ...originOf("one", { problems }) })).failures, [
            { property: "", reason: "deployments failed: no digest" },
        ]);
    });

    it("are announced only for a new resource, because diff announces the changes of an existing one", async () => {
        const { check, context } = inputsWith({});
        await check({ a: 1 }, { a: 2 });
        assert.deepEqual(context.said, []);
        await check({}, { a: 2 });
        await check(undefined, { a: 2 });
        assert.deepEqual(context.said, ["1 to record beside {}", "1 to record beside {}"]);
    });

    it("are also announced for an existing resource if too much is unknown for diff", async () => {
        const context = listeningContext(recordingClient({}), {});
        const { check } = createInputs(context, { ...declaration, isOpen: ({ a }) => a === UNKNOWN });
        await check({ a: 1 }, { a: 2 });
        assert.deepEqual(context.said, []);
        await check({ a: 1 }, { a: UNKNOWN });
        assert.deepEqual(context.said, ['1 to record beside {"a":1}']);
    });

    describe("to verify", () => {
        const rejected = { problems: [{ path: "a.githubRepository", reason: "would be rejected" }], warnings: [] };

        function verifying(settings: object = { verify: true }, answer: Verified = rejected) {
            const client = recordingClient({ verify: () => answer });
            const context = listeningContext(client, settings);
            return { context, verified: client.calls.verified, ...createInputs(context, declaration) };
        }

        it("are refused with the argument, and not announced, if GitHub would reject a new resource", async () => {
            const { check, context, verified } = verifying();
            assert.deepEqual(await check({}, { written: ["sha256:1"] }), {
                inputs: { written: ["sha256:1"] },
                failures: [{ property: "", reason: "a.githubRepository would be rejected" }],
            });
            assert.deepEqual(verified, [
                { label: "acme/prod", org: "acme", artifacts: [{ prefix: "", digest: "sha256:1" }] },
            ]);
            assert.deepEqual(context.said, []);
        });

        it("are announced with warnings if GitHub would record a new resource", async () => {
            const { check, context } = verifying(
                { verify: true },
                { problems: [], warnings: ["one was not verified"] },
            );
            assert.deepEqual((await check(undefined, { written: ["sha256:1"] })).failures, []);
            assert.deepEqual([context.said, context.warned], [["1 to record beside {}"], ["one was not verified"]]);
        });

        it("are not verified if the settings do not ask for it", async () => {
            const { check, context } = verifying({});
            assert.deepEqual((await check({}, { written: ["sha256:1"] })).failures, []);
            assert.equal(context.connections(), 0);
        });

        it("are left to diff if a state has the resource", async () => {
            const { check, context } = verifying();
            assert.deepEqual((await check({ a: 1 }, { written: ["sha256:1"] })).failures, []);
            assert.equal(context.connections(), 0);
        });

        it("are not verified if they are refused anyway", async () => {
            const { check, context } = verifying();
            assert.equal((await check({}, { bad: true, written: ["sha256:1"] })).failures.length, 2);
            await check({}, { declared: ["a"], ...originOf("one") });
            const { failures } = await check({}, { declared: ["a"], written: ["sha256:1"], ...originOf("two") });
            assert.equal(failures.length, 1);
            assert.match(failures[0]?.reason as string, /declared by "two" and also by "one"/);
            assert.equal(context.connections(), 0);
        });
    });

    it("cause one error with all problems in calls without a check", () => {
        const { desiredOf } = inputsWith({ owner: "acme" });
        assert.deepEqual(desiredOf({ a: 1 }), { a: 1, owner: "acme" });
        const message = 'deployments["a"].digest is required, but missing\norg is missing';
        assert.throws(() => desiredOf({ bad: true }), { message });
    });
});

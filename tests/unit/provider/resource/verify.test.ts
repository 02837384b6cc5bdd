import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import type { Declared } from "../../../../provider/github/verification";
import { verify } from "../../../../provider/resource/verify";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";

const start = (answers: Answers = {}, settings = { verify: true }) => {
    const client = recordingClient(answers);
    return { context: listeningContext(client, settings), verified: client.calls.verified };
};

const artifact = (n: number, github_repository?: string) => ({
    prefix: `${n}.`,
    digest: digestOf(n),
    github_repository,
});

const declared = (...artifacts: Declared["artifacts"]): Declared => ({ label: "acme/prod", org: "acme", artifacts });

describe("verifying what is to be written", () => {
    it("asks about everything at once, and returns a line for each problem", async () => {
        const problems = [
            { path: "1.githubRepository", reason: "would be rejected: it is not there" },
            { path: "org", reason: "would be rejected: it is a user" },
        ];
        const { context, verified } = start({ verify: () => ({ problems, warnings: [] }) });
        const of = declared(artifact(1, "api"), artifact(2));
        assert.deepEqual(await verify(context, of), [
            "1.githubRepository would be rejected: it is not there",
            "org would be rejected: it is a user",
        ]);
        assert.deepEqual([verified, context.warned], [[of], []]);
    });

    it("warns of what it could not verify", async () => {
        const warnings = ["one was not verified", "two was not verified"];
        const { context } = start({ verify: () => ({ problems: [], warnings }) });
        assert.deepEqual(await verify(context, declared(artifact(1))), []);
        assert.deepEqual(context.warned, warnings);
    });

    it("asks only about the known parts in a preview", async () => {
        const { context, verified } = start();
        const unknown = { prefix: "", digest: UNKNOWN };
        await verify(context, declared(artifact(1, "api"), unknown, artifact(2, UNKNOWN), artifact(3)));
        assert.deepEqual(verified, [declared(artifact(1, "api"), artifact(3))]);
    });

    for (const [what, of] of [
        ["there is nothing to write", declared()],
        ["nothing is known", declared({ prefix: "", digest: UNKNOWN }, artifact(1, UNKNOWN))],
        ["the organization is not known", { ...declared(artifact(1)), org: UNKNOWN }],
        ["a part of the organization is not known", { ...declared(artifact(1)), org: `acme-${UNKNOWN}` }],
    ] as const) {
        it(`asks nothing if ${what}`, async () => {
            const { context } = start();
            assert.deepEqual(await verify(context, of), []);
            assert.equal(context.connections(), 0);
        });
    }

    it("asks nothing if the settings do not ask for it", async () => {
        const { context } = start({}, { verify: false });
        assert.deepEqual(await verify(context, declared(artifact(1))), []);
        assert.equal(context.connections(), 0);
    });

    it("returns a refusal if GitHub refuses the credential or there is none", async () => {
        const error = new GitHubError("bad-credential", "GitHub answered 401");
        const fail = () => {
            throw error;
        };
        const { context } = start({ verify: fail });
        assert.deepEqual(await verify(context, declared(artifact(1))), ["GitHub answered 401"]);
        const none = { ...context, client: async () => fail() };
        assert.deepEqual(await verify(none, declared(artifact(1))), ["GitHub answered 401"]);
    });

    it("throws a bug unchanged", async () => {
        const bug = new TypeError("a bug");
        const { context } = start({
            verify: () => {
                throw bug;
            },
        });
        await assert.rejects(verify(context, declared(artifact(1))), (error) => error === bug);
    });
});

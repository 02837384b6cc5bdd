import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import { PlainError } from "../../../../provider/text/plain-error";

describe("a plain error", () => {
    for (const error of [new PlainError("do this"), new GitHubError("forbidden", "do this", { status: 403 })]) {
        it(`has its advice only in its message, as a ${error.name}`, () => {
            assert.equal(error.message, "do this");
            // What Pulumi's dynamic provider prints beside the message.
            assert.equal(
                `${error}: ${error.stack}`,
                "pulumi-github-artifacts: the error of the resource says what failed and what to do",
            );
        });
    }

    it("keeps its cause", () => {
        const cause = new Error("socket closed");
        assert.equal(new PlainError("do this", cause).cause, cause);
        assert.equal(new GitHubError("unreachable", "do this", { cause }).cause, cause);
    });
});

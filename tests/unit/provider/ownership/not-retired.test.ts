import assert from "node:assert/strict";
import { DROP_IT, LEAVES, WHY, type WhyNotRetired } from "../../../../provider/ownership/not-retired";

describe("the reason why a record was not retired", () => {
    const rows: Readonly<Record<WhyNotRetired, readonly RegExp[]>> = {
        rewritten: [/^It was updated after this stack last wrote it: by another stack or tool, or by an earlier run/],
        gone: [/^GitHub no longer lists it under this stack's digest: someone else/],
        unseen: [
            /it is not known whether someone else updated it/,
            /the credential cannot read it .*"artifact-metadata: read"/,
        ],
        "not-written": [/^Another resource declares it, but has not written it\. Fix/, /deleteBeforeReplace/],
        outdated: [/^Another resource declares it, but this stack wrote it later/, /^Run `pulumi up --refresh`/],
    };
    for (const [why, patterns] of Object.entries(rows)) {
        it(`is given in whole sentences, one per line: ${why}`, () => {
            const lines = WHY[why as WhyNotRetired];
            assert.equal(lines.length, patterns.length);
            for (const [index, line] of lines.entries()) {
                assert.match(line, patterns[index] as RegExp);
                assert.match(line, /^[A-Z].*\.$/);
                assert.doesNotMatch(line, /\n/);
            }
        });
    }

    it("comes with advice for a record that leaves the state and for a record that stays", () => {
        assert.match(
            LEAVES.join(),
            /^It leaves this stack's state\. .*declare it again, run `pulumi up`, then remove it\.$/,
        );
        assert.equal(DROP_IT, "run `pulumi state delete` with the URN of the resource");
    });
});

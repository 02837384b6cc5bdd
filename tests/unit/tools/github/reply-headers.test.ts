import assert from "node:assert/strict";
import { createReplyHeaders } from "../../../../tools/github/reply-headers";

describe("the headers of a reply", () => {
    it("never say that the rate limit is used up", () => {
        const next = createReplyHeaders(() => new Date(0));
        const remaining = Array.from({ length: 10_001 }, () => Number(next()["x-ratelimit-remaining"]));
        assert.deepEqual([Math.min(...remaining), Math.max(...remaining)], [1, 5000]);
    });
});

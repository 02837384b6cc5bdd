import assert from "node:assert/strict";
import { startGitHub } from "../../../../tools/github/index";
import { createReplyHeaders } from "../../../../tools/github/reply-headers";

describe("The headers of a reply", () => {
    it("never say that the rate limit is used up", () => {
        const next = createReplyHeaders(() => new Date(0));
        const remaining = Array.from({ length: 10_001 }, () => Number(next()["x-ratelimit-remaining"]));
        assert.deepEqual([Math.min(...remaining), Math.max(...remaining)], [1, 5000]);
    });

    it("have the time of the given clock in every kind of reply", async () => {
        const server = await startGitHub({ now: () => new Date("2031-05-06T07:08:09.9Z") });
        server.fail({ status: 502, path: /^\/broken/ });
        const dates = [];
        for (const [path, accept] of [
            ["/orgs/acme", "application/json"],
            ["/nowhere", "application/json"],
            ["/broken", "application/json"],
            ["/", "text/html"],
        ] as const) {
            const authorization = "token ghs_embedded";
            const { headers } = await fetch(`${server.url}${path}`, { headers: { accept, authorization } });
            dates.push(headers.get("date"));
        }
        await server.close();
        assert.deepEqual(dates, Array(4).fill("Tue, 06 May 2031 07:08:09 GMT"));
    });
});

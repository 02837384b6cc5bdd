import assert from "node:assert/strict";
import { misfit, toFailures } from "../../../provider/resource-handler";

const problems = [
    { path: 'deployments["a"].digest', reason: "is required, but missing" },
    { path: "org", reason: "is missing" },
];

describe("what check refuses", () => {
    it("stands whole in the reason, beside no property, with what is wrong with the settings", () => {
        assert.deepEqual(toFailures(problems, { baseUrl: "", problems: ["GITHUB_BASE_URL is no URL"] }), [
            { property: "", reason: 'deployments["a"].digest is required, but missing' },
            { property: "", reason: "org is missing" },
            { property: "", reason: "GITHUB_BASE_URL is no URL" },
        ]);
        assert.deepEqual(toFailures([], { baseUrl: "", problems: [] }), []);
    });

    it("is thrown, all of it, by calls that come without a check", () => {
        assert.equal(misfit(problems).message, 'deployments["a"].digest is required, but missing\norg is missing');
    });
});

import assert from "node:assert/strict";
import { anotherApi, leftBehind, notRefreshed } from "../../../../provider/ownership/another-api";

const GITHUB = { baseUrl: "https://api.github.com" };
const TENANT = { baseUrl: "https://api.acme.ghe.com" };
const between = { before: GITHUB.baseUrl, now: TENANT.baseUrl };

describe("another API", () => {
    it("is an API with another base URL than the state's", () => {
        assert.deepEqual(anotherApi(GITHUB, TENANT), between);
        assert.deepEqual(anotherApi(TENANT, GITHUB), { before: TENANT.baseUrl, now: GITHUB.baseUrl });
        assert.equal(anotherApi(GITHUB, { ...GITHUB }), undefined);
    });

    it("leaves what is recorded at the first API, and says how to retire it there", () => {
        assert.equal(
            leftBehind("acme/prod", between),
            "acme/prod: recorded at https://api.github.com, but this run uses https://api.acme.ghe.com. Nothing changes " +
                "at https://api.github.com.\n  To retire it there, set github-artifacts:baseUrl to " +
                "https://api.github.com and run `pulumi destroy` before you continue with https://api.acme.ghe.com.",
        );
    });

    it("is not used to refresh what is recorded at the first API", () => {
        assert.equal(
            notRefreshed("acme/prod", between),
            "acme/prod: not refreshed, because it is recorded at https://api.github.com and this run uses " +
                "https://api.acme.ghe.com.\n  The next `pulumi up` with https://api.acme.ghe.com records it there.",
        );
    });
});

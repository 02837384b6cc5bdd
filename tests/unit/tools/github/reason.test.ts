import assert from "node:assert/strict";
import { reasonOf } from "../../../../tools/github/reason";
import { refuse, refuseWithStatus } from "../../../../tools/github/replies";

describe("The reason for a failed request", () => {
    it("is its reply's message and errors, on one line", () => {
        assert.equal(reasonOf(refuseWithStatus(503)), "Service Unavailable");
        assert.equal(reasonOf(refuse(422, "Invalid", "", "digest is wrong")), "Invalid; digest is wrong");
        const errors = [
            { field: "a", code: "missing" },
            { field: "b", code: "custom", message: "b is wrong." },
        ];
        assert.equal(
            reasonOf({ status: 422, body: { message: "Invalid", errors } }),
            "Invalid; a: missing; b: b is wrong.",
        );
        const rejected = [{ cause: "not_found", deployment: { deployment_name: "shop/web" } }];
        assert.equal(reasonOf({ status: 207, body: { errors: rejected } }), "shop/web: not_found");
    });

    it("has five errors, and the number of the others", () => {
        const errors = Array.from({ length: 7 }, (_, index) => `e${index}`);
        assert.equal(reasonOf({ status: 422, body: { errors } }), "e0; e1; e2; e3; e4; and 2 more");
    });

    it("is undefined if the request succeeded or its reply says nothing", () => {
        assert.equal(reasonOf({ status: 200, body: { message: "fine" } }), undefined);
        for (const body of ["<html>", null, {}]) assert.equal(reasonOf({ status: 502, body }), undefined);
    });
});

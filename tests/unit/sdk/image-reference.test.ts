import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { parseImageReference } from "../../../sdk";

describe("parseImageReference", () => {
    it("returns the parts of a reference", () => {
        assert.equal(parseImageReference("ghcr.io/acme/api:1").repository, "acme/api");
    });

    it("refuses other text, with the error that Pulumi shows without a stack trace", () => {
        assert.throws(
            () => parseImageReference("Api"),
            (error: Error) =>
                error instanceof RunError && error.message.startsWith('"Api" is not an image reference: '),
        );
    });
});

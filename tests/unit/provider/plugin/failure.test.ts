import assert from "node:assert/strict";
import { type ServiceError, status } from "@grpc/grpc-js";
import { toServiceError } from "../../../../provider/plugin/failure";
import { NOTHING } from "../../../../provider/plugin/secrets";
import { partialFailure } from "../../../../provider/resource/resource-handler";
import { marked, partialFailureIn } from "../../../support/plugin-messages";

describe("an error on its way to the engine", () => {
    it("has its message, in the plugin's terms", () => {
        assert.deepEqual(toServiceError(new Error("set github-artifacts:token"), NOTHING), {
            code: status.UNKNOWN,
            details: "set github-artifacts:token",
        });
    });

    it("about a partial failure says what to keep, with secrets marked, and why", () => {
        const properties = { a: "x", b: { c: "hush", d: [1, null] }, __provider: undefined };
        const error = partialFailure("acme/prod", properties, ["not written: set github-artifacts:token", "and more"]);
        const hidden = new Map([["b", new Map([["c", "all"] as const])]]);
        const sent = toServiceError(error, hidden) as ServiceError;
        assert.equal(sent.details, "not written: set github-artifacts:token\nand more");
        const { message, code, ...kept } = partialFailureIn(sent);
        assert.equal(message, sent.details);
        assert.equal(code, sent.code);
        assert.deepEqual(kept, {
            id: "acme/prod",
            properties: { a: "x", b: { c: marked("hush"), d: [1, null] } },
            reasons: ["not written: set github-artifacts:token", "and more"],
        });
    });
});

import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { deploymentsOf } from "../../../sdk";

describe("An error of deploymentsOf", () => {
    it("is Pulumi's own, shown without a stack trace, if the user can correct the cause", () =>
        assert.rejects(
            deploymentsOf([{ kind: "Pod", spec: {} }]),
            (error: Error) =>
                error instanceof RunError && error.message.startsWith("deploymentsOf found:\n- workloads[0]"),
        ));

    it("stays unchanged if something else failed, such as a promise in its arguments", async () => {
        const failed = new TypeError("no such cluster");
        await assert.rejects(deploymentsOf(Promise.reject(failed)), (error) => error === failed);
    });
});

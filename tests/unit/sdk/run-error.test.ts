import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { deploymentsOf } from "../../../sdk";

describe("an error of deploymentsOf", () => {
    it("is Pulumi's own where a person has something to put right: it is shown without a trace", () =>
        assert.rejects(
            deploymentsOf([{ kind: "Pod", spec: {} }]),
            (error: Error) =>
                error instanceof RunError && error.message.startsWith("deploymentsOf found:\n- workloads[0]"),
        ));

    it("is left as it is where something else failed, such as a promise that it was given", async () => {
        const failed = new TypeError("no such cluster");
        await assert.rejects(deploymentsOf(Promise.reject(failed)), (error) => error === failed);
    });
});

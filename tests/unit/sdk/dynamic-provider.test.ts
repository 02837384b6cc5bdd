import assert from "node:assert/strict";
import { recordSet, storageRecord } from "../../../provider";
import { recordSetProvider, storageRecordProvider } from "../../../sdk/dynamic-provider";

const METHODS = ["configure", "check", "diff", "create", "read", "update", "delete"] as const;

const STUBS = [
    ["recordSet", recordSetProvider, recordSet],
    ["storageRecord", storageRecordProvider, storageRecord],
] as const;

describe("The stub that Pulumi keeps in the state", () => {
    for (const [name, stub, entry] of STUBS) {
        for (const method of METHODS) {
            it(`hands ${method} of ${name} on to the entry, with all arguments and the answer`, () => {
                const handler = entry as unknown as Record<string, unknown>;
                const original = handler[method];
                handler[method] = (...given: unknown[]) => ["answered", ...given];
                try {
                    const call = stub[method] as unknown as (...given: unknown[]) => unknown;
                    assert.deepEqual(call("a", "b", "c"), ["answered", "a", "b", "c"]);
                } finally {
                    handler[method] = original;
                }
            });
        }

        it(`has no method of ${name} besides`, () => {
            assert.deepEqual(Object.keys(stub).sort(), [...METHODS].sort());
        });
    }
});

import assert from "node:assert/strict";
import Module from "node:module";
import { recordSet, storageRecord } from "../../../provider";
import { load, recordSetProvider, storageRecordProvider } from "../../../sdk/dynamic-provider";

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

    it("tells in one line, without a trace, that the package is not there", () => {
        const original = resolving._resolveFilename;
        resolving._resolveFilename = () => {
            throw new Error("Cannot find module 'pulumi-github-artifacts/provider'\nRequire stack:\n- ");
        };
        try {
            assert.throws(load, {
                message:
                    `Pulumi cannot load pulumi-github-artifacts from ${process.cwd()}: Cannot find module ` +
                    "'pulumi-github-artifacts/provider'. Resources need it there, to be deleted as well",
                stack: "",
            });
        } finally {
            resolving._resolveFilename = original;
        }
    });
});

/** How Node.js looks for what is required. */
const resolving = Module as unknown as { _resolveFilename: (request: string) => string };

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
            it(`passes ${method} of ${name} on to the package's entry, with all arguments, and returns the answer`, () => {
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

        it(`has no other methods of ${name}`, () => {
            assert.deepEqual(Object.keys(stub).sort(), [...METHODS].sort());
        });
    }

    it("says in one line, without a stack trace, that the package cannot be loaded", () => {
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

/** The function of Node.js that finds required modules. */
const resolving = Module as unknown as { _resolveFilename: (request: string) => string };

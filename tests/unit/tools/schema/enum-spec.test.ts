import assert from "node:assert/strict";
import ts from "typescript";
import { enumSpec } from "../../../../tools/schema/enum-spec";
import { declared } from "./declared";

const specOf = (text: string) => enumSpec(declared(`/** Words. */ type A = ${text};`, ts.isTypeAliasDeclaration));

describe("An enum in the schema", () => {
    it("has a name and a description for each value", () => {
        assert.deepEqual(specOf('\n    /** Bad. */\n    | "internet-exposed"\n    /** Worse. */\n    | "not_found"'), {
            description: "Words.",
            type: "string",
            enum: [
                { name: "InternetExposed", description: "Bad.", value: "internet-exposed" },
                { name: "NotFound", description: "Worse.", value: "not_found" },
            ],
        });
    });

    it("is refused if a value has no comment of its own", () => {
        assert.throws(() => specOf('/** Bad. */ | "a" | "b"'), /no doc comment/);
        assert.throws(() => specOf('"a" | /** Worse. */ "b"'), /no doc comment/);
    });

    it("is refused if it is not a union of strings", () => {
        assert.throws(() => specOf("string"), /A is no union of texts/);
        assert.throws(() => specOf("/** One. */ | 1 /** Two. */ | 2"), /1 is no text/);
    });
});

import assert from "node:assert/strict";
import ts from "typescript";
import { docText, docTextOf } from "../../../../tools/schema/doc-text";
import { declared } from "./declared";

const textOf = (comment: string): string =>
    docText(declared(`${comment}\ntype A = string;`, ts.isTypeAliasDeclaration));

describe("The text of a doc comment", () => {
    it("has one line for each paragraph", () => {
        assert.equal(textOf("/**\n * One\n * line.\n *\n * Another\n *   one.\n */"), "One line.\n\nAnother one.");
    });

    it("has the names of its links' targets", () => {
        assert.equal(
            textOf("/** The arguments of a {@link ClusterDeploymentRecordSet}. */"),
            "The arguments of a `ClusterDeploymentRecordSet`.",
        );
    });

    it("leaves out the text of a tag", () => {
        assert.equal(
            textOf("/**\n * All.\n *\n * @remarks\n * Here: a list.\n *\n * @example\n * ```ts\n * a;\n * ```\n */"),
            "All.",
        );
    });

    it("comes from the comment next to the declaration", () => {
        assert.equal(textOf("/** A file. */\n\n/** A type. */"), "A type.");
    });

    it("is required", () => {
        for (const comment of ["", "// Not one.", "/** @remarks Only here. */"]) {
            assert.throws(() => textOf(comment), /no doc comment: type A = string;/);
        }
    });

    it("can be read from a comment without a declaration", () => {
        assert.equal(docTextOf("/** It runs. */"), "It runs.");
        assert.throws(() => docTextOf(""), /no doc comment/);
    });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CHECKOUT } from "../../support/installation";
import { snippetsOf } from "../../support/snippets";

const read = (file: string): string => readFileSync(join(CHECKOUT, file), "utf8");

describe("A page for the Pulumi Registry", () => {
    for (const page of ["docs/_index.md", "docs/installation-configuration.md"]) {
        it(`has a title, a description and the layout of a package: ${page}`, () => {
            const [, matter = ""] = /^---\n(.*?)\n---\n/s.exec(read(page)) ?? [];
            const { title, meta_desc, layout } = parse(matter);
            assert.deepEqual([typeof title, typeof meta_desc, layout], ["string", "string", "package"]);
        });

        it(`has only absolute links: ${page}`, () => {
            for (const [, target = ""] of read(page).matchAll(/\]\(([^)]+)\)/g)) assert.match(target, /^https:\/\//);
        });
    }

    for (const [language, file] of [
        ["yaml", "examples/yaml/Pulumi.yaml"],
        ["python", "examples/python/__main__.py"],
    ] as const) {
        it(`shows the program of ${file}, which the tests run`, () => {
            const shown = snippetsOf("_index.md", read("docs/_index.md")).filter((one) => one.language === language);
            assert.equal(shown.length, 1);
            assert.ok(read(file).includes(shown[0]?.code ?? "nothing"));
        });
    }
});

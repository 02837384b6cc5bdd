import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { docCommentsOf, filesIn, type Snippet, snippetsOf } from "../../support/snippets";
import { outlineOf, problemsIn } from "../../support/type-check";

const ROOT = resolve(__dirname, "../../../..").replaceAll("\\", "/");
const PRELUDE = `${ROOT}/tests/unit/docs/prelude.d.ts`;

const read = (file: string): string => readFileSync(`${ROOT}/${file}`, "utf8");

/** Without docs/api: its code blocks are signatures, and its examples come from the doc comments, which are checked below. */
const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...filesIn(ROOT, "docs", ".md").filter((file) => !file.startsWith("docs/api/")),
    ...filesIn(ROOT, "examples", "README.md"),
];
const sources = filesIn(ROOT, "sdk", ".ts");

const documented = [
    ...documents.flatMap((file) => snippetsOf(file, read(file))),
    ...sources.flatMap((file) => snippetsOf(file, docCommentsOf(read(file)))),
];

/** Its programs use the plugin's SDKs. The tests in tests/e2e/languages/ generate these and check the programs. */
const OF_THE_PLUGIN = "docs/languages.md";

/** Snippets that must be refused, each with the expected message. */
const WRONG: readonly (readonly [language: string, code: string, says: RegExp])[] = [
    ["ts", 'new ArtifactStorageRecord("a", { name: "a", digest });', /line 1: .*\n.*'registryUrl' is missing/],
    ["ts", "// An excerpt.\nimage.reff;", /line 2: Property 'reff' does not exist/],
    ["ts", "undeclared;", /line 1: Cannot find name 'undeclared'/],
    ["ts", 'import * as pulumi from "@pulumi/pulumi";\npulumi.output(digest);', /line 2: Cannot find name 'digest'/],
    ["ts", 'import { deploymentOf } from "pulumi-github-artifacts";', /line 1: .*has no exported member.*deploymentOf/],
    ["ts", 'import { Handler } from "pulumi-github-artifacts/internals";', /line 1: Cannot find module/],
    ["ts", "deploymentsOf([api], { ... });", /line 1: Expression expected/],
    ["ts", "function f(untyped) { return untyped; }", /line 1: .*implicitly has an 'any' type/],
    [
        "ts",
        '    "shop/api/server": {\n        name: "a",\n        digst: digest,\n    },',
        /line 3: .*'digst' does not exist/,
    ],
    ["json", '{\n    "a": 1,\n}', /line 1 on: .*JSON/],
    ["yaml", "a: 1\n  b: 2", /line 1 on: .*not allowed/],
    ["typescript", "const x = 1;", /call the language ts/],
    ["yml", "a: 1", /call the language yaml/],
];

/** Excerpts that must pass: entries of `deployments`, a name of the prelude that is declared again, an omission. */
const FINE = ['"shop/api/server": { name: "a", digest },', 'const image = "a";\nimage.length;', "// …\nimage.ref;"];

const made = [...WRONG, ...FINE.map((code) => ["ts", code] as const)].map(
    ([language, code], index): Snippet => ({ file: `made-up-${index}`, line: 1, language, code }),
);

const prelude = outlineOf(read("tests/unit/docs/prelude.d.ts")).names;

/** An excerpt that has only entries of the map `deployments`. */
const ENTRIES = /^\s*"[^"\n]+": \{/;

/** An excerpt with an import of the prelude's names that it does not declare. It is on the first line, so line numbers stay the same. */
function completed(code: string): string {
    if (ENTRIES.test(code)) return completed(`const deployments: Record<string, DeploymentArgs> = {${code}};`);
    const { names, imports } = outlineOf(code);
    if (imports) return code;
    const given = [...prelude].filter((name) => !names.has(name));
    return `import { ${given.join(", ")} } from ${JSON.stringify(PRELUDE.replace(/\.d\.ts$/, ""))}; ${code}`;
}

const pathOf = (snippet: Snippet): string => `${ROOT}/${snippet.file}.line-${snippet.line}.ts`;

/** All problems, by snippet. One program checks all TypeScript. */
function problemsBySnippet(all: readonly Snippet[]): Map<Snippet, string[]> {
    const typed = all.filter(({ file, language }) => language === "ts" && file !== OF_THE_PLUGIN);
    const found = problemsIn(typed.map((snippet) => ({ path: pathOf(snippet), text: completed(snippet.code) })));
    return new Map(
        all.map((snippet) => {
            const own = found.filter(({ path }) => snippet.language === "ts" && path === pathOf(snippet));
            const typing = own.map(({ line, message }) => `line ${snippet.line + line}: ${message}`);
            return [snippet, [...typing, ...parsing(snippet).map((message) => `line ${snippet.line} on: ${message}`)]];
        }),
    );
}

function parsing({ language, code }: Snippet): string[] {
    const usual = OTHER_NAMES[language.toLowerCase()];
    if (usual !== undefined) return [`call the language ${usual}: then it is checked`];
    if (language === "yaml")
        return parseAllDocuments(code).flatMap(({ errors }) => errors.map(({ message }) => message));
    if (language !== "json") return [];
    try {
        JSON.parse(code);
        return [];
    } catch (error) {
        return [String(error)];
    }
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
    typescript: "ts",
    tsx: "ts",
    js: "ts",
    javascript: "ts",
    yml: "yaml",
    jsonc: "json",
    json5: "json",
};

describe("The code in the documentation", () => {
    let problems: Map<Snippet, string[]>;

    before(function () {
        this.timeout(120_000);
        problems = problemsBySnippet([...documented, ...made]);
    });

    it("is found in the README, beside the examples and in doc comments", () => {
        const typed = documented.filter(({ language }) => language === "ts").map(({ file }) => file);
        assert.ok(typed.includes("README.md"));
        assert.ok(documented.some(({ file }) => file === "examples/quickstart/README.md"));
        for (const file of sources) {
            const examples = docCommentsOf(read(file)).match(/^@example/gm)?.length ?? 0;
            assert.equal(
                typed.filter((one) => one === file).length,
                examples,
                `${file}: each @example must be a block of ts`,
            );
        }
        assert.ok(typed.includes("sdk/cluster-deployment-record-set.ts"));
    });

    for (const file of [...new Set(documented.map((snippet) => snippet.file))]) {
        it(`compiles or parses: ${file}`, () => {
            const own = documented.filter((snippet) => snippet.file === file);
            const wrong = own.flatMap((snippet) => (problems.get(snippet) ?? []).map((one) => `${file}, ${one}`));
            assert.deepEqual(wrong, []);
        });
    }

    for (const [index, code] of FINE.entries()) {
        it(`is accepted if correct: ${JSON.stringify(code)}`, () =>
            assert.deepEqual(problems.get(made[WRONG.length + index] as Snippet), []));
    }

    for (const [index, [language, code, says]] of WRONG.entries()) {
        it(`is refused if wrong: ${language} ${JSON.stringify(code)}`, () =>
            assert.match(problems.get(made[index] as Snippet)?.join("\n") ?? "", says));
    }
});

describe("A block of code", () => {
    it("is found in a list, without the indentation, and among longer fences", () => {
        const text = ["1. One:", "   ```ts", "   a;", "     b;", "   ```", "", "````", "```ts", "````"].join("\n");
        assert.deepEqual(snippetsOf("a.md", text), [
            { file: "a.md", line: 3, language: "ts", code: "a;\n  b;" },
            { file: "a.md", line: 8, language: "", code: "```ts" },
        ]);
    });

    it("must be closed", () => assert.throws(() => snippetsOf("a.md", "text\n```ts\ncode"), /a\.md:3: .*not closed/));
});

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { posix, resolve } from "node:path";
import { filesIn } from "../../support/snippets";

const ROOT = resolve(__dirname, "../../../..").replaceAll("\\", "/");
const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...filesIn(ROOT, "docs", ".md"),
    ...filesIn(ROOT, "examples", "README.md"),
];

const read = (file: string): string => readFileSync(`${ROOT}/${file}`, "utf8");

/** A link from a document to another place in the repository, or to a heading. */
interface Link {
    readonly target: string;
    /** The file or folder that it leads to, from the root. */
    readonly path: string;
    readonly heading: string | undefined;
}

function linksIn(file: string, text: string): Link[] {
    const prose = text.replaceAll(/^\s*(`{3,})[\s\S]*?^\s*\1$/gm, "").replaceAll(/`[^`\n]*`/g, "code");
    return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !/^[a-z]+:/.test(target))
        .map((target) => {
            const [path = "", heading] = target.split("#");
            return { target, path: path === "" ? file : posix.join(posix.dirname(file), path), heading };
        });
}

/** The anchors that GitHub gives a document's headings. */
const anchorsIn = (text: string): string[] =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .trim()
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
            .replaceAll(" ", "-"),
    );

function isBroken({ path, heading }: Link): boolean {
    if (!existsSync(`${ROOT}/${path}`)) return true;
    if (heading === undefined) return false;
    return statSync(`${ROOT}/${path}`).isDirectory() || !anchorsIn(read(path)).includes(heading);
}

describe("The links in the documentation", () => {
    it("lead to files, folders and headings that exist", () => {
        const links = documents.flatMap((file) => linksIn(file, read(file)).map((link) => ({ file, ...link })));
        assert.ok(links.length > 50, `${links.length} links`);
        const broken = links.filter(isBroken).map(({ file, target }) => `${file}: ${target}`);
        assert.deepEqual(broken, []);
    });

    it("lead from the README to the index, and from there to every page", () => {
        assert.ok(linksIn("README.md", read("README.md")).some(({ path }) => path === "docs/README.md"));
        const listed = linksIn("docs/README.md", read("docs/README.md")).map(({ path }) => path);
        const pages = documents.filter((file) => /^docs\/(?!README|api\/(?!README))/.test(file));
        assert.ok(pages.includes("docs/api/README.md"));
        const missing = pages.filter((page) => !listed.includes(page));
        assert.deepEqual(missing, []);
    });

    for (const target of ["docs/none.md", "docs/README.md#none", "docs#none", "#none"]) {
        it(`are found if broken: ${target}`, () => {
            assert.deepEqual(linksIn("README.md", `see [it](${target})`).map(isBroken), [true]);
        });
    }

    it("are not searched for in code", () => {
        assert.deepEqual(linksIn("a.md", "`[a](b.md)`\n\n```ts\n[a](b.md)\n```\n"), []);
    });
});

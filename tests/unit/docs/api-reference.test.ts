import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TypeDocOptions } from "typedoc";

const ROOT = resolve(__dirname, "../../../..");
const COMMITTED = join(ROOT, "docs/api");

/** The pages that `npm run docs` writes, by file. */
type Pages = Readonly<Record<string, string>>;

describe("The API reference", function () {
    this.timeout(120_000);
    let pages: Pages;
    let complaints: readonly string[];

    before(async () => {
        ({ pages, complaints } = await generate({}));
    });

    it("has a doc comment for each public item and argument, and a target for each link", () => {
        assert.deepEqual(complaints, []);
        assert.ok(Object.keys(pages).length > 20, Object.keys(pages).join());
        assert.match(pages["Class.ArtifactStorageRecord.md"] ?? "", /readonly version: .*Output/);
    });

    it("is committed up to date with the doc comments: if not, run `npm run docs`", async () => {
        assert.deepEqual(await read(COMMITTED), pages);
    });

    it("is the same in every checkout: it has no path, no commit and no source location", () => {
        for (const [file, text] of Object.entries(pages)) {
            assert.ok(!text.includes(ROOT), file);
            assert.doesNotMatch(text, /\/blob\/|[0-9a-f]{40}|Defined in/, file);
        }
    });

    it("reports an item or argument without a doc comment", async () => {
        const excepted = await generate({ intentionallyNotDocumented: [] });
        const names = excepted.complaints.map((complaint) => complaint.split(" ", 1)[0]);
        assert.ok(names.includes("DeploymentsOfOptions.tags.__type.container"), names.join("\n"));
    });
});

/** Does what `npm run docs` does, into a folder of its own. */
async function generate(options: TypeDocOptions): Promise<{ pages: Pages; complaints: readonly string[] }> {
    // It is published only as an ES module.
    const { Application, Logger, LogLevel } = await import("typedoc");
    const complaints: string[] = [];
    class Collecting extends Logger {
        override log(message: string, level: number): void {
            if (level >= LogLevel.Warn) complaints.push(message);
        }
    }
    const out = await mkdtemp(join(tmpdir(), "github-artifacts-docs-"));
    try {
        const settings = { options: join(ROOT, "typedoc.json"), logLevel: "Warn" } as const;
        const app = await Application.bootstrapWithPlugins({ ...settings, ...options, out });
        app.logger = new Collecting();
        const project = await app.convert();
        assert.ok(project, complaints.join("\n"));
        app.validate(project);
        await app.generateOutputs(project);
        return { pages: await read(out), complaints };
    } finally {
        await rm(out, { recursive: true, force: true });
    }
}

async function read(folder: string): Promise<Pages> {
    const files = (await readdir(folder)).sort();
    const texts = files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const);
    return Object.fromEntries((await Promise.all(texts)).map(([file, text]) => [file, text.replaceAll("\r\n", "\n")]));
}

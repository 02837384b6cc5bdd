import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { whyNotRunFrom } from "../../../sdk/why-not-run-from";
import { CHECKOUT } from "../../support/installation";

describe("The folder from which Pulumi runs the provider", () => {
    let workspace: string;
    let program: string;

    beforeEach(async () => {
        workspace = await realpath(await mkdtemp(join(tmpdir(), "github-artifacts-folders-")));
        program = join(workspace, "program");
        await mkdir(join(program, "src"), { recursive: true });
    });
    afterEach(() => rm(workspace, { recursive: true }));

    /** Writes a package of this name into a folder of packages. */
    async function install(modules: string, version: string, main = "provider.js"): Promise<void> {
        const directory = join(modules, "node_modules/pulumi-github-artifacts");
        await mkdir(directory, { recursive: true });
        const exports = { "./provider": `./${main}`, "./package.json": "./package.json" };
        await writeFile(join(directory, "package.json"), JSON.stringify({ version, exports }));
        await writeFile(join(directory, "provider.js"), "");
    }

    const because = (version = "1.2.3", isPlugAndPlay = false): string | undefined =>
        whyNotRunFrom({ folder: join(program, "src"), isPlugAndPlay }, { version });

    it("finds the package in itself or in a folder above", async () => {
        await install(workspace, "1.2.3");
        assert.equal(because(), undefined);
        await install(join(program, "src"), "1.2.3");
        assert.equal(because(), undefined);
    });

    it("can be the checkout itself", () => {
        assert.equal(whyNotRunFrom({ folder: CHECKOUT, isPlugAndPlay: false }), undefined);
    });

    it("does not find a dependency of another package, so the next package.json above should name it", async () => {
        await install(join(program, "node_modules/@acme/components"), "1.2.3");
        await writeFile(join(program, "package.json"), "{}");
        await writeFile(join(workspace, "package.json"), "{}");
        assert.equal(
            because(),
            `Pulumi cannot find pulumi-github-artifacts, which it runs from ${program}/src: a dependency of another package is not ` +
                `found from there. Set "pulumi-github-artifacts": "1.2.3" in the dependencies of ${program}/package.json, and install.`,
        );
    });

    it("may not find the package for a component used in another language, which should then use the plugin", async () => {
        const place = { folder: program, isPlugAndPlay: false, isComponent: true };
        assert.equal(
            whyNotRunFrom(place, { version: "1.2.3" }),
            `Pulumi cannot find pulumi-github-artifacts, which it runs from ${program}, the folder of the program that uses this ` +
                "component. Use the resources of its plugin in the component: they run wherever the program is, whatever its " +
                'language. The README of the package tells how under "Which binding".',
        );
        await install(program, "1.2.3");
        assert.equal(whyNotRunFrom(place, { version: "1.2.3" }), undefined);
    });

    it("should get its own package.json if there is none above", () => {
        const { root } = parse(workspace);
        const told = whyNotRunFrom({ folder: root, isPlugAndPlay: false }, { version: "1.2.3" });
        assert.ok(told?.includes(` of ${join(root, "package.json")}, `));
    });

    it("does not find a package without the provider", async () => {
        await install(workspace, "1.2.3", "gone.js");
        assert.match(String(because()), /cannot find/);
    });

    for (const [found, wanted, isRefused] of [
        ["1.2.3", "1.2.4", true],
        ["1.2.10", "1.10.0", true],
        ["1.9.9", "2.0.0-rc.1", true],
        ["1.10.0", "1.9.9", false],
        ["2.0.0", "1.9.9", false],
        ["1.2.3-rc.1", "1.2.3", false],
    ] as const) {
        it(`${isRefused ? "refuses" : "accepts"} version ${found} for a resource of version ${wanted}`, async () => {
            await install(workspace, found);
            await writeFile(join(workspace, "package.json"), "{}");
            const told =
                `Pulumi would run pulumi-github-artifacts ${found}, which it finds from ${program}/src, for a resource of version ${wanted}. ` +
                `Set "pulumi-github-artifacts": "${wanted}" in the dependencies of ${workspace}/package.json, and install.`;
            assert.equal(because(wanted), isRefused ? told : undefined);
        });
    }

    describe("with Plug'n'Play", () => {
        beforeEach(async () => {
            const pulumi = join(workspace, "packages/pulumi/node_modules/@pulumi/pulumi");
            await mkdir(join(program, "node_modules/@pulumi"), { recursive: true });
            await mkdir(pulumi, { recursive: true });
            await writeFile(join(pulumi, "index.js"), "");
            await symlink(pulumi, join(program, "node_modules/@pulumi/pulumi"), "junction");
        });

        it("finds what @pulumi/pulumi finds", async () => {
            await install(join(workspace, "packages/pulumi"), "1.2.3");
            assert.equal(because("1.2.3", true), undefined);
        });

        it("does not find a dependency of the program, so the top package.json should name it", async () => {
            await install(program, "1.2.3");
            await writeFile(join(program, "package.json"), "{}");
            await writeFile(join(workspace, ".pnp.cjs"), "");
            assert.equal(
                because("1.2.3", true),
                `Pulumi cannot find pulumi-github-artifacts, which it runs from ${program}/src: with Plug'n'Play it has to be a dependency of ` +
                    `the top package.json. Set "pulumi-github-artifacts": "1.2.3" in the dependencies of ${workspace}/package.json, and install.`,
            );
        });
    });
});

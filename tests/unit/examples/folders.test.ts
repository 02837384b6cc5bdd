import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { pluginProgramsIn, programsIn } from "../../../tools/examples/type-check";
import { LIVES, PLUGIN_LIVES } from "../../support/example-lives";
import { exampleFolder } from "../../support/example-source";
import { CHECKOUT } from "../../support/installation";

const HEADINGS = ["Run it", "What you will see", "One edit", "Clean up"];

const read = (...path: string[]): string => readFileSync(join(...path), "utf8");
const examples = readdirSync(join(CHECKOUT, "examples"));
const programs = programsIn(join(CHECKOUT, "examples")).map((folder) => basename(folder));
const withPlugin = pluginProgramsIn(join(CHECKOUT, "examples")).map((folder) => basename(folder));

describe("The folder examples/", () => {
    it("has what docs/examples.md lists, and nothing else", () => {
        const page = read(CHECKOUT, "docs/examples.md");
        const listed = [...page.matchAll(/^\| \[([a-z-]+)\]\(\.\.\/examples\/\1\/README\.md\) \| .+ \|$/gm)];
        assert.deepEqual(listed.map(([, name]) => name).sort(), [...examples].sort());
    });

    it("has only programs with the plugin that the tests run on the real engine", () =>
        assert.deepEqual(withPlugin, Object.keys(PLUGIN_LIVES).sort()));

    it("has no cluster that two examples use, so that they can share one embedded GitHub", () => {
        const files = /^(index\.ts|main\.go|__main__\.py|Pulumi(\..+)?\.yaml)$/;
        const clusters = examples.flatMap((example) => {
            const sources = readdirSync(exampleFolder(example)).filter((file) => files.test(file));
            const found = sources.flatMap(
                (file) => read(exampleFolder(example), file).match(/\b[a-z-]+-(eu|us)-1\b/g) ?? [],
            );
            return [...new Set(found)];
        });
        assert.ok(clusters.length > 8, clusters.join());
        assert.deepEqual(clusters, [...new Set(clusters)]);
    });

    for (const example of withPlugin) {
        it(`has ${example}, which finds the plugin where npm installs the package`, () => {
            const folder = exampleFolder(example);
            const { name, plugins } = parse(read(folder, "Pulumi.yaml"));
            const path = "../../node_modules/pulumi-github-artifacts";
            assert.deepEqual([name, plugins.providers.at(-1)], [example, { name: "github-artifacts", path }]);
            assert.equal(realpathSync(join(folder, path)), realpathSync(CHECKOUT));
        });
    }

    for (const example of [...programs, ...withPlugin]) {
        it(`has a README of ${example} with the expected headings, in order`, () => {
            const headings = [...read(exampleFolder(example), "README.md").matchAll(/^## (.+)$/gm)].map(
                ([, heading]) => heading,
            );
            assert.deepEqual(headings, HEADINGS);
        });
    }

    for (const example of programs) {
        const folder = exampleFolder(example);

        it(`has ${example}, which is tested on the real engine or on mocks, but not on both`, () => {
            const mocked = existsSync(join(CHECKOUT, "tests/unit/examples", `${example}.test.ts`));
            assert.notEqual(Object.hasOwn(LIVES, example), mocked);
        });

        it(`has ${example}, which uses the package as users install it`, () => {
            const { name, private: isPrivate, dependencies } = JSON.parse(read(folder, "package.json"));
            assert.deepEqual([isPrivate, dependencies["pulumi-github-artifacts"]], [true, "file:../.."]);
            // npm links the example by its name. TypeScript would mistake a name of a Node.js module for that module.
            assert.equal(createRequire(__filename)("node:module").isBuiltin(name), false, name);
            const loaded = createRequire(join(folder, "index.ts")).resolve("pulumi-github-artifacts");
            assert.equal(realpathSync(loaded), realpathSync(join(CHECKOUT, "dist/sdk/index.js")));
        });
    }
});

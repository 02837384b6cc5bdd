import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSdk } from "../../../tools/sdks/generate";
import {
    compileGoSdk,
    type GeneratedSdk,
    generatedSdk,
    installPythonSdk,
    resourcesOf,
    runPython,
    typeCheckSdk,
} from "../../support/generated-sdk";
import { CHECKOUT } from "../../support/installation";

/** The schema whose SDKs are tested. */
const SCHEMA = join(CHECKOUT, "provider/plugin/schema.json");

// The first run builds the generator, and Go compiles Pulumi's SDK.
const PREPARATION_MS = 15 * 60_000;

describe("the generated Python SDK", function () {
    this.timeout(PREPARATION_MS);
    let sdk: GeneratedSdk;
    let path: string;
    before(async () => {
        sdk = await generatedSdk(SCHEMA, "python");
        path = await installPythonSdk(sdk);
    });
    after(() => sdk?.remove());

    it("is imported under the name that the schema gives, with each resource of the schema", async () => {
        const { packageName } = sdk.schema.language.python;
        const resources = resourcesOf(sdk.schema);
        const isResource = `issubclass(getattr(sdk, name), pulumi.CustomResource)`;
        const program = `import pulumi, ${packageName} as sdk\nprint([name for name in ${JSON.stringify(resources)} if ${isResource}])`;
        assert.deepEqual(JSON.parse((await runPython(path, program)).replaceAll("'", '"')), resources);
    });

    it("refuses a program that names what is not there", () =>
        assert.rejects(
            runPython(path, `import ${sdk.schema.language.python.packageName} as sdk\nsdk.NotThere`),
            /has no attribute 'NotThere'/,
        ));
});

describe("the generated Node.js SDK", function () {
    this.timeout(PREPARATION_MS);
    let sdk: GeneratedSdk;
    beforeEach(async () => {
        sdk = await generatedSdk(SCHEMA, "nodejs");
    });
    afterEach(() => sdk?.remove());
    const programOf = (names: readonly string[]): string =>
        [
            'import { CustomResource } from "@pulumi/pulumi";',
            'import * as sdk from "./index";',
            `export const all: (new (...args: never[]) => CustomResource)[] = [${names.map((name) => `sdk.${name}`)}];`,
        ].join("\n");

    it("has the name that the schema gives, and compiles with each resource of the schema", async () => {
        const { name } = JSON.parse(await readFile(join(sdk.directory, "package.json"), "utf8"));
        assert.equal(name, sdk.schema.language.nodejs.packageName);
        await typeCheckSdk(sdk, programOf(resourcesOf(sdk.schema)));
    });

    it("refuses a program that names what is not there", () =>
        assert.rejects(typeCheckSdk(sdk, programOf(["NotThere"])), /TS2339: Property 'NotThere' does not exist/));
});

describe("the generated Go SDK", function () {
    this.timeout(PREPARATION_MS);
    let sdk: GeneratedSdk;
    beforeEach(async () => {
        sdk = await generatedSdk(SCHEMA, "go");
    });
    afterEach(() => sdk?.remove());
    const programOf = (names: readonly string[]): string =>
        [
            "package main",
            `import sdk "${sdk.schema.language.go.importBasePath}"`,
            ...names.map((name) => `var _ = sdk.New${name}`),
            "func main() {}",
        ].join("\n");

    it("compiles at the import path that the schema gives, with each resource of the schema", () =>
        compileGoSdk(sdk, programOf(resourcesOf(sdk.schema))));

    it("refuses a program that names what is not there", () =>
        assert.rejects(compileGoSdk(sdk, programOf(["NotThere"])), /undefined: sdk\.NewNotThere/));
});

describe("the generator of SDKs", function () {
    this.timeout(PREPARATION_MS);
    let place: string;
    beforeEach(async () => {
        place = await mkdtemp(join(tmpdir(), "sdk-generator-"));
    });
    afterEach(() => rm(place, { recursive: true, force: true }));
    const generated = async (schema: object): Promise<void> => {
        await writeFile(join(place, "schema.json"), JSON.stringify(schema));
        await generateSdk(join(place, "schema.json"), "python", join(place, "sdk"));
    };

    it("does not write where something is already", async () => {
        await generated({ name: "sample" });
        await assert.rejects(generated({ name: "sample" }), /sdk is not empty/);
    });

    for (const [what, schema, message] of [
        ["is against Pulumi's rules", { name: "sample", resources: { Record: {} } }, /#\/resources\/Record/],
        [
            "needs another package",
            {
                name: "sample",
                resources: {
                    "sample:index:Record": {
                        properties: { bucket: { $ref: "/aws/v6.0.0/schema.json#/resources/aws:s3%2fbucket:Bucket" } },
                    },
                },
            },
            /refers to the package "aws"/,
        ],
    ] as const) {
        it(`refuses a schema that ${what}, and writes nothing`, async () => {
            await assert.rejects(generated(schema), message);
            assert.ok(!existsSync(join(place, "sdk")));
        });
    }
});

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
import { snippetsOf } from "../../support/snippets";

/** The schema whose SDKs are tested. */
const SCHEMA = join(CHECKOUT, "provider/plugin/schema.json");

/** The arguments that a resource was made with; a secret's stand in `value`. */
type Made = Readonly<Record<string, string & { readonly value?: string }>>;

/** A Python program on Pulumi's mocks, which prints the arguments of the resources that it makes. */
const onMocks = (program: string): string => `
import json, pulumi
made = []
class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        made.append(args.inputs)
        return [args.name, args.inputs]
    def call(self, args):
        return {}
pulumi.runtime.set_mocks(Mocks())
pulumi.runtime.set_all_config({"project:pemFile": "a key"})
@pulumi.runtime.test
def run():
    exec(${JSON.stringify(program)}, {})
run()
print(json.dumps(made))
`;

describe("the generated Python SDK", () => {
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

    it("takes the programs in docs/plugin.md, and sends what they hold under the names of the schema", async () => {
        const page = await readFile(join(CHECKOUT, "docs/plugin.md"), "utf8");
        const programs = snippetsOf("docs/plugin.md", page).filter(({ language }) => language === "python");
        const made = programs.map(async ({ code }) => JSON.parse(await runPython(path, onMocks(code))));
        const [[provider, record]] = (await Promise.all(made)) as [[Made, Made]];
        assert.deepEqual(JSON.parse(provider.appAuth?.value as string), {
            id: "12",
            installationId: "34",
            pemFile: "a key",
        });
        assert.equal(record.registryUrl, "https://ghcr.io");
    });

    it("refuses a program that names what is not there", () =>
        assert.rejects(
            runPython(path, `import ${sdk.schema.language.python.packageName} as sdk\nsdk.NotThere`),
            /has no attribute 'NotThere'/,
        ));
});

describe("the generated Node.js SDK", () => {
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

describe("the generated Go SDK", () => {
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

describe("the generator of SDKs", () => {
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

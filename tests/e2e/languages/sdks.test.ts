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

/** The one program of a language in docs/languages.md. */
async function programIn(language: string): Promise<string> {
    const file = "docs/languages.md";
    const programs = snippetsOf(file, await readFile(join(CHECKOUT, file), "utf8")).filter(
        (snippet) => snippet.language === language,
    );
    assert.equal(programs.length, 1);
    return programs[0]?.code as string;
}

/** A workload for the programs, as a Kubernetes SDK would return it. */
const API_IN_TYPESCRIPT =
    "declare const api: Record<'kind' | 'metadata' | 'spec', import('@pulumi/pulumi').Output<unknown>>;";
const inGo = (sdk: string, program: string): string => `package main

import (
	githubartifacts "${sdk}"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

var api struct {
	Kind           pulumi.StringOutput
	Metadata, Spec pulumi.AnyOutput
}

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
${program}
	})
}
`;

/** The arguments with which a resource was created. Those of a secret are in `value`. */
type Made = Readonly<Record<string, string & { readonly value?: string }>>;

/** A Python program on Pulumi's mocks, which prints the arguments of the resources that it creates. */
const onMocks = (program: string): string => `
import json, types, pulumi
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
    exec(${JSON.stringify(program)}, {"api": types.SimpleNamespace(kind="Deployment", metadata={}, spec={})})
run()
print(json.dumps(made))
`;

describe("The generated Python SDK", () => {
    let sdk: GeneratedSdk;
    let path: string;
    before(async () => {
        sdk = await generatedSdk(SCHEMA, "python");
        path = await installPythonSdk(sdk);
    });
    after(() => sdk?.remove());

    it("can be imported by the name that the schema gives, and has each resource of the schema", async () => {
        const { packageName } = sdk.schema.language.python;
        const resources = resourcesOf(sdk.schema);
        const isResource = `issubclass(getattr(sdk, name), pulumi.CustomResource)`;
        const program = `import pulumi, ${packageName} as sdk\nprint([name for name in ${JSON.stringify(resources)} if ${isResource}])`;
        assert.deepEqual(JSON.parse((await runPython(path, program)).replaceAll("'", '"')), resources);
    });

    it("runs the program in docs/languages.md, and sends its values under the names of the schema", async () => {
        const made: readonly Made[] = JSON.parse(await runPython(path, onMocks(await programIn("python"))));
        const provider = made.find(({ appAuth }) => appAuth);
        assert.equal(made.length, 5);
        assert.deepEqual(JSON.parse(provider?.appAuth?.value as string), {
            id: "12",
            installationId: "34",
            pemFile: "a key",
        });
        // The resources are registered in any order.
        assert.ok(made.some(({ githubRepository }) => githubRepository === "legacy"));
    });

    it("refuses a program that uses a name that does not exist", () =>
        assert.rejects(
            runPython(path, `import ${sdk.schema.language.python.packageName} as sdk\nsdk.NotThere`),
            /has no attribute 'NotThere'/,
        ));
});

describe("The generated Node.js SDK", () => {
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

    it("has the name that the schema gives, and compiles with each resource of the schema and the program in docs/languages.md", async () => {
        const { name } = JSON.parse(await readFile(join(sdk.directory, "package.json"), "utf8"));
        assert.equal(name, sdk.schema.language.nodejs.packageName);
        const shown = (await programIn("ts")).replace(`"${name}"`, '"./index"');
        await typeCheckSdk(sdk, [programOf(resourcesOf(sdk.schema)), shown, API_IN_TYPESCRIPT].join("\n"));
    });

    it("refuses a program that uses a name that does not exist", () =>
        assert.rejects(typeCheckSdk(sdk, programOf(["NotThere"])), /TS2339: Property 'NotThere' does not exist/));
});

describe("The generated Go SDK", () => {
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

    it("compiles at the import path that the schema gives, with each resource of the schema and the program in docs/languages.md", async () => {
        const shown = inGo(sdk.schema.language.go.importBasePath, await programIn("go"));
        const each = resourcesOf(sdk.schema).map((name) => `var _ = githubartifacts.New${name}`);
        await compileGoSdk(sdk, [shown, ...each].join("\n"));
    });

    it("refuses a program that uses a name that does not exist", () =>
        assert.rejects(compileGoSdk(sdk, programOf(["NotThere"])), /undefined: sdk\.NewNotThere/));
});

describe("The SDK generator", () => {
    let place: string;
    beforeEach(async () => {
        place = await mkdtemp(join(tmpdir(), "sdk-generator-"));
    });
    afterEach(() => rm(place, { recursive: true, force: true }));
    const generated = async (schema: object): Promise<void> => {
        await writeFile(join(place, "schema.json"), JSON.stringify(schema));
        await generateSdk(join(place, "schema.json"), "python", join(place, "sdk"));
    };

    it("does not write into a folder that is not empty", async () => {
        await generated({ name: "sample" });
        await assert.rejects(generated({ name: "sample" }), /sdk is not empty/);
    });

    for (const [what, schema, message] of [
        ["breaks Pulumi's rules", { name: "sample", resources: { Record: {} } }, /#\/resources\/Record/],
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

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { parseRecordSet } from "../../../../provider/record-set/inputs";
import { parseStorageRecord } from "../../../../provider/storage-record/inputs";
import { LANGUAGES } from "../../../../tools/schema/languages";
import { packageSpec } from "../../../../tools/schema/package-spec";
import { SCHEMA_FILE, schemaText } from "../../../../tools/schema/schema-text";
import type { ObjectSpec, PackageSpec, Properties, ResourceSpec, TypeSpec } from "../../../../tools/schema/spec";

const ROOT = resolve(__dirname, "../../../../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n");

const SET = "github-artifacts:index:ClusterDeploymentRecordSet";
const STORAGE = "github-artifacts:index:ArtifactStorageRecord";

describe("The plugin's schema", function () {
    this.timeout(60_000);
    let schema: PackageSpec;

    before(() => {
        schema = packageSpec(ROOT);
    });

    it("is committed up to date with the types and doc comments: if not, run `npm run schema`", () => {
        assert.equal(read(SCHEMA_FILE), schemaText(ROOT));
    });

    it("is compiled into the package", () => {
        assert.deepEqual(JSON.parse(read(`dist/${SCHEMA_FILE}`)), JSON.parse(read(SCHEMA_FILE)));
    });

    it("has the two resources, the four functions and the types that they need", () => {
        assert.deepEqual(Object.keys(schema.resources), [SET, STORAGE]);
        assert.deepEqual(Object.keys(schema.functions), [
            "github-artifacts:index:deploymentsOf",
            "github-artifacts:index:getDeploymentRecords",
            "github-artifacts:index:getStorageRecords",
            "github-artifacts:index:storageRecordOf",
        ]);
        const names = Object.keys(schema.types).map((token) => token.split(":")[2]);
        assert.deepEqual(names, [
            "AppAuth",
            "Deployment",
            "DeploymentStatus",
            "FoundDeploymentRecord",
            "FoundStorageRecord",
            "OnRejected",
            "RecordedDeployment",
            "RemovalStatus",
            "RuntimeRisk",
            "StorageStatus",
        ]);
    });

    it("describes everything, in words that fit every language", () => {
        const texts = descriptionsIn(schema);
        assert.ok(texts.length > 100, String(texts.length));
        for (const text of texts) {
            const prose = text.split("{{% examples %}}", 1)[0] ?? "";
            assert.match(prose.trimEnd(), /^[A-Z`].{5,}\.$|#set-cluster-deployment-records$/s);
            assert.doesNotMatch(prose, /\{@|@[a-z]+\b|Input<|Output<|pulumi\.|TypeScript|\blist of deployments/);
        }
    });

    it("refers only to types that it has, and requires only properties that exist", () => {
        const references = JSON.stringify(schema).match(/#\/types\/[^"]+/g) ?? [];
        assert.ok(references.length > 10);
        for (const reference of references) assert.ok(schema.types[reference.slice("#/types/".length)], reference);
        for (const { properties, required } of shapesIn(schema)) {
            for (const name of required ?? []) assert.ok(properties[name], name);
        }
    });

    it("takes deployments only as a map, and returns each with a name and a digest", () => {
        const { inputProperties, properties } = resource(SET);
        const mapOf = (name: string): TypeSpec => ({
            type: "object",
            additionalProperties: { $ref: `#/types/github-artifacts:index:${name}` },
        });
        assert.deepEqual(typeOf(inputProperties.deployments), mapOf("Deployment"));
        assert.deepEqual(typeOf(properties?.deployments), mapOf("RecordedDeployment"));
        assert.deepEqual(object("Deployment").required, ["name", "digest"]);
        assert.deepEqual(object("RecordedDeployment").required, ["name", "digest"]);
    });

    it("requires the arguments that the provider requires if a default organization is set", () => {
        const missing = ({ problems }: { problems: readonly { path: string }[] }) => problems.map(({ path }) => path);
        assert.deepEqual(resource(SET).requiredInputs, missing(parseRecordSet({}, "acme")));
        assert.deepEqual(resource(STORAGE).requiredInputs, missing(parseStorageRecord({}, "acme")));
    });

    it("has the defaults that the provider fills in", () => {
        const { desired: set } = parseRecordSet(exampleOf(SET), "acme");
        const { desired: storage } = parseStorageRecord(exampleOf(STORAGE), "acme");
        assert.deepEqual(defaultsOf(SET), { onRejected: set?.onRejected });
        assert.deepEqual(defaultsOf(STORAGE), { status: storage?.status, removalStatus: storage?.removalStatus });
    });

    it("replaces a resource if an argument that identifies it changes, and leaves the organization to the provider", () => {
        const REPLACED = { [SET]: 3, [STORAGE]: 4 };
        for (const [token, count] of Object.entries(REPLACED)) {
            const { inputProperties, properties = {} } = resource(token);
            const replacing = named(inputProperties, (property) => property.replaceOnChanges === true);
            assert.equal(replacing.length, count);
            assert.deepEqual(
                replacing.sort(),
                named(properties, (property) => property.replaceOnChanges === true).sort(),
            );
            for (const name of replacing)
                assert.match(inputProperties[name]?.description ?? "", /A change.* replaces the/);
            assert.deepEqual(
                named(inputProperties, ({ willReplaceOnChanges }) => willReplaceOnChanges === true),
                ["org"],
            );
        }
    });

    it("has the types of the dynamic resources as aliases", () => {
        for (const name of ["ClusterDeploymentRecordSet", "ArtifactStorageRecord"]) {
            const { aliases } = resource(`github-artifacts:index:${name}`);
            assert.deepEqual(aliases, [{ type: `pulumi-nodejs:dynamic/github-artifacts:${name}` }]);
        }
    });

    it("marks each credential as secret, and copies none from the environment into the state", () => {
        for (const settings of [schema.provider.inputProperties, schema.config.variables]) {
            assert.deepEqual(Object.keys(settings), ["token", "owner", "baseUrl", "appAuth", "verify", "maxWait"]);
            assert.deepEqual(
                named(settings, ({ secret }) => secret === true),
                ["token", "appAuth"],
            );
        }
        assert.equal(object("AppAuth").properties.pemFile?.secret, true);
        assert.doesNotMatch(JSON.stringify(schema), /defaultInfo/);
        assert.equal(schema.provider.inputProperties.baseUrl?.willReplaceOnChanges, true);
    });

    it("gives the Node.js SDK another package name than the npm package of the dynamic resources", () => {
        assert.notEqual(LANGUAGES.nodejs.packageName, JSON.parse(read("package.json")).name);
        assert.deepEqual(schema.language, LANGUAGES);
    });

    for (const token of [SET, STORAGE]) {
        it(`shows ${token} in TypeScript, Python, Go and YAML, with arguments that the provider accepts`, () => {
            const { description } = resource(token);
            const languages = [...description.matchAll(/^```([a-z]+)$/gm)].map(([, language]) => language);
            assert.deepEqual(languages, ["typescript", "python", "go", "yaml"]);
            const parseInputs = token === SET ? parseRecordSet : parseStorageRecord;
            assert.deepEqual(parseInputs(exampleOf(token), "acme").problems, []);
        });
    }

    const resource = (token: string): ResourceSpec => {
        const spec = schema.resources[token];
        assert.ok(spec, token);
        return spec;
    };

    const object = (name: string): ObjectSpec => {
        const spec = schema.types[`github-artifacts:index:${name}`];
        assert.ok(spec?.type === "object", name);
        return spec;
    };

    const defaultsOf = (token: string) =>
        Object.fromEntries(
            Object.entries(resource(token).inputProperties).flatMap(([name, property]) =>
                property.default === undefined ? [] : [[name, property.default]],
            ),
        );

    /** The arguments of a resource's example, from its YAML. */
    function exampleOf(token: string): Record<string, unknown> {
        const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(resource(token).description) ?? [];
        const [declared] = Object.values<{ type: string; properties: Record<string, unknown> }>(parse(text).resources);
        assert.equal(declared?.type, token.replace(":index", ""));
        return declared.properties;
    }
});

const typeOf = ({ type, additionalProperties }: TypeSpec = {}): TypeSpec => ({
    ...(type && { type }),
    ...(additionalProperties && { additionalProperties }),
});

const named = (properties: Properties, is: (property: Properties[string]) => boolean): string[] =>
    Object.entries(properties).flatMap(([name, property]) => (is(property) ? [name] : []));

/** Every set of properties in a schema, with the names of required ones. */
function shapesIn({ types, resources, functions }: PackageSpec): Pick<ObjectSpec, "properties" | "required">[] {
    return [
        ...Object.values(types).flatMap((type) => (type.type === "object" ? [type] : [])),
        ...Object.values(functions).flatMap(({ inputs, outputs }) => [inputs, outputs]),
        ...Object.values(resources).flatMap((resource) => [
            { properties: resource.inputProperties, required: resource.requiredInputs ?? [] },
            { properties: resource.properties ?? {}, required: resource.required ?? [] },
        ]),
    ];
}

/** The description of everything that can have one. Fails if something has none. */
function descriptionsIn(schema: PackageSpec): string[] {
    const all = [
        ...Object.values(schema.types),
        ...Object.values(schema.types).flatMap((type) => (type.type === "string" ? type.enum : [])),
        ...Object.values(schema.resources),
        ...Object.values(schema.functions),
        ...shapesIn(schema).flatMap(({ properties }) => Object.values(properties)),
        ...Object.values(schema.provider.inputProperties),
        ...Object.values(schema.config.variables),
        schema.provider,
        schema,
    ];
    for (const one of all) assert.ok(one.description, JSON.stringify(one));
    return all.map(({ description }) => description);
}

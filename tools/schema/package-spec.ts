import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { functionSpec } from "./function-spec";
import { LANGUAGES } from "./languages";
import { objectSpec, type TraitsByName } from "./object-spec";
import { publishedBy } from "./published";
import { type Resource, resourceSpec } from "./resource-spec";
import { readSource } from "./source";
import type { ObjectSpec, PackageSpec } from "./spec";
import { PACKAGE, token } from "./token";
import { createTypes } from "./types";

const PROVIDER = "provider/plugin/provider-model.ts";
const FUNCTIONS = "provider/plugin/functions-model.ts";

const REPLACES = { replaceOnChanges: true } as const;

/** GitHub ignores the case of organizations, so only the provider can tell whether it is another one. */
const ORGANIZATION = { willReplaceOnChanges: true } as const;

const RESOURCES: readonly Omit<Resource, "examples">[] = [
    {
        name: "ClusterDeploymentRecordSet",
        file: "sdk/cluster-deployment-record-set.ts",
        traits: {
            org: ORGANIZATION,
            cluster: REPLACES,
            logicalEnvironment: REPLACES,
            physicalEnvironment: REPLACES,
        },
        defaults: { onRejected: "fail" },
    },
    {
        name: "ArtifactStorageRecord",
        file: "sdk/artifact-storage-record.ts",
        traits: {
            org: ORGANIZATION,
            name: REPLACES,
            digest: REPLACES,
            registryUrl: REPLACES,
            repository: REPLACES,
        },
        defaults: { status: "active", removalStatus: "eol" },
    },
];

const PROVIDER_TRAITS: TraitsByName = {
    token: { secret: true },
    baseUrl: { willReplaceOnChanges: true },
    appAuth: { secret: true },
};

const TYPE_TRAITS: Readonly<Record<string, TraitsByName>> = {
    AppAuth: { pemFile: { secret: true } },
};

/** The package schema of the plugin, without a version, from the types and doc comments of the project in `root`. */
export function packageSpec(root: string): PackageSpec {
    const read = (file: string): string => readFileSync(join(root, file), "utf8").replaceAll("\r\n", "\n");
    const manifest = JSON.parse(read("package.json"));
    const { description, keywords, license } = manifest;
    const source = readSource(root, [PROVIDER, FUNCTIONS, ...RESOURCES.map(({ file }) => file)]);
    const types = createTypes(source, TYPE_TRAITS);
    const settings = objectSpec(
        source.declared(PROVIDER, "ProviderArgs", ts.isInterfaceDeclaration),
        types.refer,
        PROVIDER_TRAITS,
    );
    const resources = RESOURCES.map((resource) => {
        const examples = read(`tools/schema/examples/${resource.name}.md`).trim();
        return [token(resource.name), resourceSpec(source, { ...resource, examples }, types.refer)] as const;
    });
    const functions = ["DeploymentsOf", "GetDeploymentRecords", "GetStorageRecords", "StorageRecordOf"].map(
        (name) => [token(lowerFirst(name)), functionSpec(source, FUNCTIONS, name, types.refer)] as const,
    );
    return {
        name: PACKAGE,
        displayName: "GitHub artifact metadata",
        description,
        keywords: [...keywords, "category/vcs", "kind/native"],
        license,
        ...publishedBy(manifest),
        config: { variables: withoutReplacement(settings), defaults: Object.keys(settings.properties) },
        types: types.definitions(),
        provider: { description: settings.description, inputProperties: settings.properties },
        resources: Object.fromEntries(resources),
        functions: Object.fromEntries(functions),
        language: LANGUAGES,
    };
}

/** Properties of a stack's configuration, which replaces no resource. */
const withoutReplacement = ({ properties }: ObjectSpec): ObjectSpec["properties"] =>
    Object.fromEntries(
        Object.entries(properties).map(([name, { willReplaceOnChanges: _, ...property }]) => [name, property]),
    );

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const GO = "pulumi-github-artifacts/sdk/go/githubartifacts";

/**
 * What the generators of each language are told. No name claims an organization or the npm package that holds the
 * dynamic resources. `respectSchemaVersion`: a generated SDK asks for the plugin of the version that it was made from.
 */
export const LANGUAGES = {
    nodejs: {
        packageName: "pulumi-github-artifacts-plugin",
        respectSchemaVersion: true,
    },
    python: {
        packageName: "pulumi_github_artifacts",
        pyproject: { enabled: true },
        respectSchemaVersion: true,
    },
    go: {
        importBasePath: GO,
        modulePath: GO,
        rootPackageName: "githubartifacts",
        // For `pulumi convert`, which would else write `.DeploymentMap` and `github-artifacts.RuntimeRiskArray` into Go programs: it takes the
        // package's name from nowhere for types, and with its hyphen for enums (https://github.com/pulumi/pulumi/issues/8905).
        packageImportAliases: { [GO]: "githubartifacts", [`${GO}/github-artifacts`]: "githubartifacts" },
        generateResourceContainerTypes: true,
        respectSchemaVersion: true,
    },
    csharp: {
        rootNamespace: "Pulumi",
        namespaces: { "github-artifacts": "GitHubArtifacts" },
        respectSchemaVersion: true,
    },
    java: {
        basePackage: "pulumi",
    },
} as const;

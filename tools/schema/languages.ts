const GO = "pulumi-github-artifacts/sdk/go/githubartifacts";

/**
 * The settings for the generators of each language. No name claims an organization or the npm package of the dynamic
 * resources. With `respectSchemaVersion`, a generated SDK requests the plugin version that it was made from.
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
        // For `pulumi convert`. Without these aliases, it writes `.DeploymentMap` and `github-artifacts.RuntimeRiskArray` into Go programs:
        // it uses no package name for types, and one with a hyphen for enums (https://github.com/pulumi/pulumi/issues/8905).
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

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
        importBasePath: "pulumi-github-artifacts/sdk/go/githubartifacts",
        modulePath: "pulumi-github-artifacts/sdk/go/githubartifacts",
        rootPackageName: "githubartifacts",
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

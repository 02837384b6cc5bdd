/** The version of this package. The plugin and its schema have the same version. It stands apart, since the schema takes longer to load. */
export const VERSION: string = require("pulumi-github-artifacts/package.json").version;

import schema from "./schema.json";

/** The version of this package. The plugin and its schema have the same version. */
export const VERSION: string = require("pulumi-github-artifacts/package.json").version;

/** The package's schema as JSON. Pulumi generates the SDKs of other languages from it. */
export const SCHEMA: string = JSON.stringify({ ...schema, version: VERSION });

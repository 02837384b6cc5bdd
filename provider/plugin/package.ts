import schema from "./schema.json";

/** The version of this package, which is the plugin's and its schema's. */
export const VERSION: string = require("pulumi-github-artifacts/package.json").version;

/** The package's schema as JSON: what Pulumi makes the SDKs of other languages from. */
export const SCHEMA: string = JSON.stringify({ ...schema, version: VERSION });

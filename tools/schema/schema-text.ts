import { packageSpec } from "./package-spec";

/** Where the schema is kept: the plugin hands it to Pulumi. */
export const SCHEMA_FILE = "provider/plugin/schema.json";

/** The schema as it is committed. */
export const schemaText = (root: string): string => `${JSON.stringify(packageSpec(root), null, 4)}\n`;

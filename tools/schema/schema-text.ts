import { packageSpec } from "./package-spec";

/** The file of the schema. The plugin returns it to Pulumi. */
export const SCHEMA_FILE = "provider/plugin/schema.json";

/** The text of the committed schema. */
export const schemaText = (root: string): string => `${JSON.stringify(packageSpec(root), null, 4)}\n`;

import schema from "./schema.json";
import { VERSION } from "./version";

/** The package's schema as JSON. Pulumi generates the SDKs of other languages from it. */
export const SCHEMA: string = JSON.stringify({ ...schema, version: VERSION });

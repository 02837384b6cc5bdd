import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../pulumi/package-root";
import { SCHEMA_FILE, schemaText } from "./schema-text";

/** `npm run schema`. */
const root = packageRoot(__dirname);
writeFileSync(join(root, SCHEMA_FILE), schemaText(root));

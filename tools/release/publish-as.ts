/**
 * `npm run release:identity -- OWNER/REPO` writes the repository of the release into package.json. `npm run schema` then copies it to the
 * plugin's schema.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { identityOf, withIdentity } from "./identity";

const MANIFEST = resolve(__dirname, "../../../package.json");

writeFileSync(MANIFEST, withIdentity(readFileSync(MANIFEST, "utf8"), identityOf(process.argv[2] ?? "")));

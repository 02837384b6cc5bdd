/**
 * `npm run release:identity -- OWNER/REPO`: writes into package.json where the package is released from. `npm run schema` then takes it into
 * the plugin's schema.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { identityOf, withIdentity } from "./identity";

const MANIFEST = resolve(__dirname, "../../../package.json");

writeFileSync(MANIFEST, withIdentity(readFileSync(MANIFEST, "utf8"), identityOf(process.argv[2] ?? "")));

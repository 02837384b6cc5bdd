/** `node dist/tools/release/notes.js VERSION` prints the changelog's section of a version, for the page of its release. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { sectionOf } from "./changelog";

const version = process.argv[2] ?? "";
const section = sectionOf(readFileSync(resolve(__dirname, "../../../CHANGELOG.md"), "utf8"), version);
if (section === undefined) throw new Error(`CHANGELOG.md says nothing under "## ${version}".`);
console.log(section);

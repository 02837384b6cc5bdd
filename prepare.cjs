// What `npm install` does in a checkout: it builds. Pulumi installs a plugin that it takes from a folder or a Git repository without
// what development needs. There, only the plugin and the sdk are compiled, and not checked: some types are missing.
const { execSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");

const run = (command) => execSync(command, { stdio: "inherit" });

if (existsSync("node_modules/@types/mocha")) {
    run("npm run build");
} else {
    const { typescript } = JSON.parse(readFileSync("package.json", "utf8")).devDependencies;
    run(`npm exec --yes --package="typescript@${typescript}" -- tsc --noCheck --project provider/plugin/tsconfig.json`);
}

// What this folder is for a tool that knows no "exports" of a package.json. Programs do not come here: they import the package by
// its name. Pulumi's run-plugin does: it requires the folder that a PulumiPlugin.yaml stands in, and waits for a plugin's port.
const startsPlugin = /[\\/]cmd[\\/]run-plugin[\\/]index\.js$/.test(require.main?.filename ?? "");

if (startsPlugin) require("./dist/provider/plugin/main.js");
else module.exports = require("./dist/sdk/index.js");

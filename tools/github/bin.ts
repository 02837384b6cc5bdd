#!/usr/bin/env node
import { runGitHub } from "./command";

/** `npx pulumi-github-artifacts github`, the package's only command. Exits with 2 on anything else. */
const [command, ...args] = process.argv.slice(2);
if (command === "github") {
    void runGitHub(args, "npx pulumi-github-artifacts github");
} else {
    process.stderr.write("Usage: npx pulumi-github-artifacts github [options]\n\n");
    process.stderr.write("Runs an embedded GitHub on this machine. `github --help` lists its options.\n");
    process.exitCode = 2;
}

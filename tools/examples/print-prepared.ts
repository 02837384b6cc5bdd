import { prepareExample } from "./prepare";

const USAGE = `npm run example -- <name>

Prepares an example with the plugin in this checkout: builds the host of its language if your Pulumi CLI has none, writes the SDK of
the language, and says each step. Prints the lines to paste into the shell in which you run pulumi.
`;

/** `npm run example`. Exits with 2 on bad arguments, with 1 if a step fails. */
async function main([name, ...more]: readonly string[]): Promise<void> {
    if (name === "--help" || name === "-h") {
        process.stdout.write(USAGE);
    } else if (name === undefined || more.length > 0) {
        process.stderr.write(USAGE);
        process.exitCode = 2;
    } else {
        const lines = await prepareExample(name);
        process.stderr.write("\nPaste this into the shell in which you run pulumi:\n\n");
        process.stdout.write(`${lines.join("\n")}\n`);
    }
}

main(process.argv.slice(2)).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

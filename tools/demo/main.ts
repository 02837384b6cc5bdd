import { packageRoot } from "../pulumi/package-root";
import { runDemo } from "./demo";

/** `npm run demo`: exits with 0 only if every step showed what it should. */
async function main(): Promise<void> {
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    process.exitCode = (await runDemo({ checkout: packageRoot(__dirname), print })) ? 0 : 1;
}

// Unlike a signal, an exit lets the process stop what it started and remove what it wrote.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

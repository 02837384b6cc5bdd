/** `npm run release:archives`. Exits with 1 if the archive of a requested platform cannot be made. */
import { resolve } from "node:path";
import { parse, USAGE } from "./arguments";
import { type Outcome, release } from "./release";

const CHECKOUT = resolve(__dirname, "../../..");

const told = (outcome: Outcome): string =>
    "archive" in outcome
        ? `${outcome.platform.name}: ${outcome.archive}, ${(outcome.bytes / 1e6).toFixed(1)} MB, with Node.js from ${outcome.from}`
        : `${outcome.platform.name}: not built: ${outcome.why}`;

async function main(): Promise<void> {
    const asked = parse(process.argv.slice(2), process);
    if (!asked) {
        console.log(USAGE);
        return;
    }
    const outcomes = await release({
        ...asked,
        checkout: CHECKOUT,
        fetch,
        say: (outcome) => console.log(told(outcome)),
    });
    if (outcomes.some((outcome) => "why" in outcome)) process.exitCode = 1;
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});

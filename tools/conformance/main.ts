/** `npm run conformance` compares what GitHub's description says, what the embedded GitHub does, and what GitHub does. */
import { randomUUID } from "node:crypto";
import { parse, USAGE } from "./arguments";
import { askEmbedded } from "./embedded";
import { askAll, tableOf } from "./suite";

async function main(): Promise<void> {
    const asked = parse(process.argv.slice(2), process.env);
    if (asked === "help") {
        console.log(USAGE);
        return;
    }
    const embedded = await askEmbedded();
    const github = asked && (await askAll({ ...asked, run: randomUUID().slice(0, 8), fetch }));
    console.log(
        tableOf({ "the embedded GitHub does": embedded.answers, ...(github && { "GitHub does": github.answers }) }),
    );
    for (const { calls, left } of [embedded, ...(github ? [github] : [])]) {
        console.log(`\n${calls} requests; ${left.length === 0 ? "all that was written is retired" : "not retired:"}`);
        for (const one of left) console.log(`- ${one}`);
        if (left.length > 0) process.exitCode = 1;
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});

import { differsFromDescription } from "../../tools/description/held";
import { EXCHANGES, type Exchange } from "../../tools/github/exchanges";

const differs = differsFromDescription();
const found: string[] = [];

EXCHANGES.subscribe((message) => {
    const difference = differs(message as Exchange);
    if (difference !== undefined) found.push(difference);
});

/** Fails a test if a request, or a reply of the embedded GitHub, does not agree with GitHub's OpenAPI description. */
export const mochaHooks = {
    afterEach(): void {
        const differences = [...new Set(found.splice(0))];
        if (differences.length > 0) throw new Error(differences.join("\n"));
    },
};

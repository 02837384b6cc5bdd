import { differsFromDescription } from "../../tools/description/held";
import { EXCHANGES, type Exchange } from "../../tools/github/exchanges";

const differs = differsFromDescription();
const found: string[] = [];

EXCHANGES.subscribe((message) => {
    const difference = differs(message as Exchange);
    if (difference !== undefined) found.push(difference);
});

/** Fails a test in which a request, or a reply of the embedded GitHub, is not as GitHub's OpenAPI description declares it. */
export const mochaHooks = {
    afterEach(): void {
        const differences = [...new Set(found.splice(0))];
        if (differences.length > 0) throw new Error(differences.join("\n"));
    },
};

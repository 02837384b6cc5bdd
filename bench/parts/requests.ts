import { oneSet } from "../programs";
import { exactly, type Result } from "../result";
import { BenchStack } from "../stack";

/** Requests of each operation on one set. The floor: ⌈changed/1000⌉ writes, and one read for each digest that is refreshed or leaves. */
export async function requests(): Promise<Result[]> {
    const results: Result[] = [];
    for (const entries of [10, 1_000, 2_500, 10_000]) results.push(...(await requestsOf(entries)));
    return results;
}

function requestsOf(entries: number): Promise<Result[]> {
    const digests = Math.min(entries, 50);
    const source = (more: object = {}): string => oneSet("ours", { entries, digests, ...more });
    const calls = Math.ceil(entries / 1000);
    return BenchStack.with(source(), async (stack) => {
        const results: Result[] = [];
        const count = async (what: string, posts: number, gets: number, ...command: string[]): Promise<void> => {
            const { POST, GET } = await stack.requestsOf((project) => project.run(...(command as [string])));
            const result = exactly(`requests: ${what}, ${entries} entries`, POST + GET, "requests", posts + gets);
            results.push({ ...result, met: POST === posts && GET === gets });
        };
        const up = ["up", "--yes", "--skip-preview"];
        await count("preview", 0, 0, "preview");
        await count("create", calls, 0, ...up);
        await count("no change", 0, 0, ...up);
        await stack.rewrite(source({ changed: 1 }));
        await count("one changed", 1, 0, ...up);
        await stack.rewrite(source({ left: 1 }));
        await count("removal of one", 1, 1, ...up);
        await stack.rewrite(source());
        await count("addition of one", 1, 0, ...up);
        await count("refresh", 0, digests, "refresh", "--yes", "--skip-preview");
        await count("destroy", calls, digests, "destroy", "--yes", "--skip-preview");
        return results;
    });
}

import type { Files } from "../../tests/support/program";
import { paired, pairs } from "../pairs";
import { sets, type Whose } from "../programs";
import type { Result } from "../result";
import { BenchStack } from "../stack";

/** How long `pulumi preview` without changes takes, compared with a pass-through resource with the same inputs. */
export async function previews(runs: number): Promise<Result[]> {
    const one = async (entries: number): Promise<Result> =>
        unchanged(`preview, nothing changed, ${entries} entries in one set`, runs, (whose) =>
            sets(whose, 1, { entries }),
        );
    return [
        await one(10),
        await one(1_000),
        await one(10_000),
        await unchanged("preview, nothing changed, 100 sets of 10 and 100 storage records", runs, (whose) =>
            sets(whose, 100, { entries: 10 }, 100),
        ),
    ];
}

const unchanged = (what: string, runs: number, sourceOf: (whose: Whose) => string): Promise<Result> =>
    pairedPreviews(what, runs, sourceOf("ours"), sourceOf("peer"), 1.05);

/** Previews of two programs without changes, in turn. Ours may take `most` times as long as the peer's. */
export function pairedPreviews(
    what: string,
    runs: number,
    oursSource: string | Files,
    peerSource: string | Files,
    most: number,
): Promise<Result> {
    return BenchStack.with(oursSource, (ours) =>
        BenchStack.with(peerSource, async (peer) => {
            for (const stack of [ours, peer]) {
                await stack.time((project) => project.up());
                // The first preview is not measured, since it reads files for the first time.
                await stack.time((project) => project.preview("--expect-no-changes"));
            }
            const preview = (stack: BenchStack) => () =>
                stack.time((project) => project.preview("--expect-no-changes"));
            return paired(what, "s", await pairs(runs, preview(ours), preview(peer)), most);
        }),
    );
}

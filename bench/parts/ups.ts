import { POINTS, WRITE } from "../../provider/github/pace";
import { paired, pairs } from "../pairs";
import { oneSet, sets, type Whose } from "../programs";
import { type Result, within } from "../result";
import { BenchStack } from "../stack";

const REPLY_AFTER = 200;

/** How long `pulumi up` takes for 1,000 entries with slow replies, and for more storage records than a burst. */
export async function ups(runs: number): Promise<Result[]> {
    return [await created(runs), await stored()];
}

/** Compared with the pass-through's time plus one reply. */
function created(runs: number): Promise<Result> {
    const source = (whose: Whose): string => oneSet(whose, { entries: 1_000 });
    return BenchStack.with(source("ours"), (ours) =>
        BenchStack.with(source("peer"), async (peer) => {
            ours.github.fail({ method: "POST", delayMs: REPLY_AFTER, times: Number.POSITIVE_INFINITY });
            const up = (stack: BenchStack) => async (): Promise<number> => {
                const took = await stack.time((project) => project.up());
                await stack.time((project) => project.destroy());
                return took;
            };
            for (const stack of [ours, peer]) await up(stack)();
            const what = `up, 1,000 new entries, replies after ${REPLY_AFTER} ms`;
            return paired(what, "s", await pairs(runs, up(ours), up(peer)), 1.15, REPLY_AFTER);
        }),
    );
}

const RECORDS = 200;

/** Compared with the time that GitHub's limit for writes requires. */
function stored(): Promise<Result> {
    return BenchStack.with(sets("ours", 0, { entries: 0 }, RECORDS), async (stack) => {
        const took = await stack.time((project) => project.up());
        const burst = POINTS.burst / WRITE;
        const perSecond = POINTS.perSecond / WRITE;
        const floor = (RECORDS - burst) / perSecond;
        return within(
            `up, ${RECORDS} storage records, a burst of ${burst}, then ${perSecond} a second`,
            took / 1000,
            "s",
            floor,
            1.1,
        );
    });
}

import { createProcessContext } from "../../provider/process/process-context";
import { createRecordSetHandler } from "../../provider/record-set/handler";
import { createStorageRecordHandler } from "../../provider/storage-record/handler";
import type { GitHubServer } from "../../tools/github";
import { instantClock } from "../support/clocks";
import { reaching } from "../support/program";
import { Dice } from "./dice";
import { type Handlers, ModelEngine } from "./engine";
import { soak } from "./soak";
import type { Tally } from "./tally";

/** Soaks two stacks on the model engine, with the real handlers. In every second soak, a quarter of the programs are given up. */
export const soakModel = (seed: number, programs: number, tally: Tally): Promise<void> =>
    soak({
        seed,
        programs,
        givenUp: seed % 2 === 0 ? 25 : 0,
        tally,
        replay: (upTo) => `SOAK_SEED=${seed} SOAK_PROGRAMS=${upTo} npx mocha dist/tests/unit/soak.test.js`,
        engine: async (github, stack) => new ModelEngine(() => startProvider(github), Dice.for("engine", seed, stack)),
    });

/** The handlers of a new provider process. Its waits end at once. */
function startProvider(github: GitHubServer): Handlers {
    const ignore = (): void => {};
    const context = createProcessContext(reaching(github), { say: ignore, warn: ignore, clock: instantClock() });
    return { set: createRecordSetHandler(context), record: createStorageRecordHandler(context) };
}

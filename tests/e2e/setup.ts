import { installPacked, removeInstallation } from "../support/installation";
import { engine } from "../support/program";

// Coverage is that of this process: of npm, tsc and Node.js programs that tests start, it would only fill the disk.
delete process.env.NODE_V8_COVERAGE;

// The first test would pay for these otherwise, and time out: an engine may have to be built.
before("an engine and the packed package are there", async () => {
    await engine();
    await installPacked();
}).timeout(60 * 60_000);

after("what was installed is removed", removeInstallation);

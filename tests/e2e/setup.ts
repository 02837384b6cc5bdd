import { installForAll, removeInstallation } from "../support/installation";
import { engine } from "../support/program";

/** Before the first test, and in no test's time: an engine may have to be built. */
export async function mochaGlobalSetup(): Promise<void> {
    await engine();
    await installForAll();
}

export const mochaGlobalTeardown = removeInstallation;

export const mochaHooks = {
    /** Coverage is that of the processes that run tests: of npm, tsc and programs, it would only fill the disk. */
    beforeAll(): void {
        delete process.env.NODE_V8_COVERAGE;
    },
};

import { installForAll, removeInstallation } from "../support/installation";
import { engine } from "../support/program";

/** Before the first test, and in no test's time: an engine may have to be built. */
export async function mochaGlobalSetup(): Promise<void> {
    await engine();
    await installForAll();
}

export const mochaGlobalTeardown = removeInstallation;

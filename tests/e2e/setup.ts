import { findLanguageHost } from "../../tools/pulumi/language-host";
import { findPythonEnvironment } from "../../tools/pulumi/python-environment";
import { findSdkGenerator } from "../../tools/pulumi/sdk-generator";
import { installForAll, removeInstallation } from "../support/installation";
import { KUBERNETES_SDK, kubernetesPluginForAll } from "../support/kubernetes-plugin";
import { engine } from "../support/program";

/** Before the first test, and in no test's time: an engine may have to be built, and what other languages need. */
export async function mochaGlobalSetup(): Promise<void> {
    const root = await engine();
    await installForAll((await kubernetesPluginForAll(root)) ? [KUBERNETES_SDK] : []);
    // What cannot be had is told by the tests that need it.
    await Promise.allSettled([
        ...(["yaml", "python", "go"] as const).map((language) => findLanguageHost(language, root)),
        findPythonEnvironment(),
        findSdkGenerator(),
    ]);
}

export const mochaGlobalTeardown = removeInstallation;

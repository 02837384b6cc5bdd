import { findLanguageHost } from "../../tools/pulumi/language-host";
import { findPythonEnvironment } from "../../tools/pulumi/python-environment";
import { findSdkGenerator } from "../../tools/pulumi/sdk-generator";
import { installForAll, removeInstallation } from "../support/installation";
import { KUBERNETES_SDK, kubernetesPluginForAll } from "../support/kubernetes-plugin";
import { engine } from "../support/program";

/** Runs before the first test, outside of any test's time: it may have to build an engine, and what other languages need. */
export async function mochaGlobalSetup(): Promise<void> {
    const root = await engine();
    await installForAll((await kubernetesPluginForAll(root)) ? [KUBERNETES_SDK] : []);
    // If one of these is not available, the tests that need it say so.
    await Promise.allSettled([
        ...(["yaml", "python", "go"] as const).map((language) => findLanguageHost(language, root)),
        findPythonEnvironment(),
        findSdkGenerator(),
    ]);
}

export const mochaGlobalTeardown = removeInstallation;

import { findPythonEnvironment, type PythonEnvironment } from "../../tools/pulumi/python-environment";

let environment: Promise<PythonEnvironment> | undefined;

/** The virtual environment that all tests of a process use: each look at it would start Python. */
export function python(): Promise<PythonEnvironment> {
    environment ??= findPythonEnvironment();
    return environment;
}

import { findPythonEnvironment, type PythonEnvironment } from "../../tools/pulumi/python-environment";

let environment: Promise<PythonEnvironment> | undefined;

/** The virtual environment for all tests of a process. It is looked up once, since each lookup starts Python. */
export function python(): Promise<PythonEnvironment> {
    environment ??= findPythonEnvironment();
    return environment;
}

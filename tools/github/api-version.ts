import { REST_PAGE, type Reply, refuse } from "./replies";

/** The supported versions of GitHub's API, newest first. */
const VERSIONS = ["2026-03-10", "2022-11-28"];

/**
 * GitHub's refusal of an unsupported version. Undefined if the version is supported, or if none was requested. Its `errors`
 * are a text instead of a list: https://docs.github.com/rest/about-the-rest-api/api-versions.
 */
export function refuseVersion(version: string | undefined): Reply | undefined {
    if (version === undefined || VERSIONS.includes(version)) {
        return undefined;
    }
    const [newest, older] = VERSIONS;
    const errors =
        `The version you specified in the "X-GitHub-API-Version" request header, "${version}", is not a supported version. ` +
        `The following versions are currently supported: "${newest}" (most recent) and "${older}".`;
    return refuse(400, "Bad Request", REST_PAGE, errors);
}

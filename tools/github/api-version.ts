import { REST_PAGE, type Reply, refuse } from "./replies";

/** The versions of GitHub's API that are supported, the newest first. */
const VERSIONS = ["2026-03-10", "2022-11-28"];

/**
 * The refusal of a version that is not supported, in GitHub's words; undefined where it is, or none was asked for. Its
 * `errors` are a text and no list: https://docs.github.com/rest/about-the-rest-api/api-versions.
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

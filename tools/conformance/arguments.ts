import { parseArgs } from "node:util";
import type { Target } from "./probe";

/** What `--help` prints. */
export const USAGE = `npm run conformance [-- --org ORG --repository REPOSITORY]

Asks the embedded GitHub how it behaves, and prints that beside what GitHub's description says. With an organization, asks GitHub
as well: some 50 requests, under a cluster, names and digests of its own, all of which it retires in the end. GitHub keeps them as
decommissioned and deleted records for good.

  --org ORG                an organization whose records you may write
  --repository REPOSITORY  one of its repositories, without attestations of the digests that are made up
  --help                   prints this

GITHUB_TOKEN      a token with "artifact-metadata: write" on the repository
GITHUB_READ_TOKEN a token with "artifact-metadata: read" alone, to see a 403; without it that is not asked
GITHUB_BASE_URL   the API, if it is not https://api.github.com`;

/** The requested run: `help`, only the embedded GitHub (undefined), or GitHub as well. @throws if something is missing */
export function parse(args: string[], env: NodeJS.ProcessEnv): "help" | Omit<Target, "run" | "fetch"> | undefined {
    const { values } = parseArgs({
        args,
        options: { org: { type: "string" }, repository: { type: "string" }, help: { type: "boolean" } },
    });
    if (values.help) return "help";
    const { org, repository } = values;
    if (org === undefined && repository === undefined) return undefined;
    const { GITHUB_TOKEN: token, GITHUB_READ_TOKEN, GITHUB_BASE_URL } = env;
    if (!org || !repository || !token) {
        throw new Error(`To ask GitHub, give --org, --repository and the variable GITHUB_TOKEN.\n\n${USAGE}`);
    }
    const baseUrl = (GITHUB_BASE_URL || "https://api.github.com").replace(/\/+$/, "");
    return { baseUrl, org, repository, token, ...(GITHUB_READ_TOKEN && { readOnlyToken: GITHUB_READ_TOKEN }) };
}

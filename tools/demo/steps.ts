import type { GitHubServer, LoggedRequest } from "../github";
import type { PulumiProject } from "../pulumi/project";
import type { Finished } from "../pulumi/run-process";
import { alterTeam, changeWeb, correctRepository, misspellRepository, NEW_DIGEST, removeWeb } from "./quickstart";

/** What a step must show: a sentence, and whether it is true. */
export interface Expectation {
    readonly sentence: string;
    readonly met: boolean;
}

/** The result of a step. */
export interface Outcome extends Finished {
    readonly requests: readonly LoggedRequest[];
    readonly github: GitHubServer;
}

/** One action of a user, and its expected results. */
export interface Step {
    readonly title: string;
    /** What a user would type. */
    readonly command: string;
    /** True if the command must fail. */
    readonly fails?: true;
    readonly run: (project: PulumiProject, github: GitHubServer) => Promise<Finished>;
    readonly expect: (outcome: Outcome) => readonly Expectation[];
}

/** The steps of the quickstart from beginning to end, as a user takes them. */
export const STEPS: readonly Step[] = [
    {
        title: "A preview shows what would be recorded, and makes no request",
        command: "pulumi preview",
        run: (project) => project.preview("--suppress-progress"),
        expect: ({ output, requests }) => [
            says(output, "acme/prod-eu-1/production/eu-west-1: 2 to record; 1 request"),
            { sentence: "no request was made", met: requests.length === 0 },
        ],
    },
    {
        title: "An up records the image and its deployments, with one request for each resource",
        command: "pulumi up",
        run: (project) => project.up("--suppress-progress"),
        expect: ({ requests, github }) => [
            entries(requests, [undefined, 2]),
            holds(github, { "shop/api/server": "deployed", "shop/web/nginx": "deployed" }, "active"),
        ],
    },
    {
        title: "A second preview shows no change, and makes no request",
        command: "pulumi preview --expect-no-changes",
        run: (project) => project.preview("--suppress-progress", "--expect-no-changes"),
        expect: ({ output, requests }) => [
            says(output, "3 unchanged"),
            { sentence: "no request was made", met: requests.length === 0 },
        ],
    },
    {
        title: "A change names a repository that does not exist: the up fails and names the cause",
        command: "edit index.ts; pulumi up",
        fails: true,
        async run(project) {
            await changeWeb(project);
            await misspellRepository(project);
            return project.up("--suppress-progress");
        },
        expect: ({ output, github }) => [
            says(output, "the repository acme/wbe does not exist, or the token from GITHUB_TOKEN cannot see it."),
            says(output, "Evidence: GET /repos/acme/wbe answered 404, which does not tell the two apart."),
            says(output, "To fix it, correct githubRepository, or give the credential access to that repository."),
            {
                sentence: "GitHub holds what it held before",
                met: github.deploymentRecords().every(({ digest }) => digest !== NEW_DIGEST),
            },
        ],
    },
    {
        title: "With github-artifacts:verify, a preview finds it before anything is written",
        command: "pulumi config set github-artifacts:verify true; pulumi preview",
        fails: true,
        async run(project) {
            await project.run("config", "set", "github-artifacts:verify", "true");
            const finished = await project.preview("--suppress-progress");
            await project.run("config", "rm", "github-artifacts:verify");
            return finished;
        },
        expect: ({ output, requests }) => [
            says(output, 'deployments["shop/web/nginx"].githubRepository would be rejected: the repository acme/wbe'),
            { sentence: "it only read", met: requests.every(({ method }) => method === "GET") },
        ],
    },
    {
        title: "With the correct name, one request sends one entry",
        command: "edit index.ts; pulumi up",
        async run(project) {
            await correctRepository(project);
            return project.up("--suppress-progress");
        },
        expect: ({ output, requests, github }) => [
            says(output, "1 to update, 1 unchanged; 1 request"),
            entries(requests, [1]),
            {
                sentence: "GitHub holds the new digest",
                met: github.deploymentRecords().some(({ digest }) => digest === NEW_DIGEST),
            },
        ],
    },
    {
        title: "A deployment is removed from the program: it is decommissioned",
        command: "edit index.ts; pulumi up",
        async run(project) {
            await removeWeb(project);
            return project.up("--suppress-progress");
        },
        expect: ({ output, requests, github }) => [
            says(output, "1 to decommission, 1 unchanged; 2 requests"),
            entries(requests, [1]),
            holds(github, { "shop/api/server": "deployed", "shop/web/nginx": "decommissioned" }, "active"),
        ],
    },
    {
        title: "Someone else changes the record's tags: a refresh finds it",
        command: "pulumi refresh",
        run(project, github) {
            alterTeam(github);
            return project.refresh("--suppress-progress");
        },
        expect: ({ output, requests }) => [
            says(output, "ClusterDeploymentRecordSet production updated"),
            { sentence: "it only read", met: requests.every(({ method }) => method === "GET") },
        ],
    },
    {
        title: "A preview shows what the next up would correct",
        command: "pulumi preview --diff",
        run: (project) => project.preview("--suppress-progress", "--diff"),
        expect: ({ output, requests }) => [
            says(output, '~ team: "somebody-else" => "checkout"'),
            says(output, "1 to update; 1 request"),
            { sentence: "no request was made", met: requests.length === 0 },
        ],
    },
    {
        title: "An up puts it right",
        command: "pulumi up",
        run: (project) => project.up("--suppress-progress"),
        expect: ({ requests, github }) => [
            entries(requests, [1]),
            {
                sentence: "GitHub holds the declared tags",
                met: github.deploymentRecords().some(({ tags }) => tags.team === "checkout"),
            },
        ],
    },
    {
        title: "A destroy retires the remaining records; GitHub does not delete them",
        command: "pulumi destroy",
        run: (project) => project.destroy("--suppress-progress"),
        expect: ({ requests, github }) => [
            entries(requests, [1, undefined]),
            holds(github, { "shop/api/server": "decommissioned", "shop/web/nginx": "decommissioned" }, "eol"),
        ],
    },
];

const says = (output: string, text: string): Expectation => ({
    sentence: `Pulumi prints "${text}"`,
    met: output.includes(text),
});

/** The expected writes: a number of deployments for a record set, or undefined for a storage record. */
function entries(requests: readonly LoggedRequest[], expected: readonly (number | undefined)[]): Expectation {
    const said = expected.map((count) => (count === undefined ? "a storage record" : `${count} of a record set`));
    const sent = requests.filter(({ method }) => method === "POST").map((request) => request.entries);
    return {
        sentence: `${expected.length === 1 ? "one request wrote" : `${expected.length} requests wrote`}: ${said.join(", ")}`,
        met: requests.every(({ status }) => status === 200) && JSON.stringify(sent) === JSON.stringify(expected),
    };
}

function holds(github: GitHubServer, deployments: Readonly<Record<string, string>>, storage: string): Expectation {
    const held = github.deploymentRecords().map(({ deployment_name, status }) => [deployment_name, status]);
    const stored = github.storageRecords().map(({ status }) => status);
    const said = Object.entries(deployments).map(([name, status]) => `${name} as ${status}`);
    return {
        sentence: `GitHub holds ${said.join(", ")}, and the image as ${storage}`,
        met: JSON.stringify([held, stored]) === JSON.stringify([Object.entries(deployments), [storage]]),
    };
}

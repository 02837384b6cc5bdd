import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../github";
import { packageRoot } from "../pulumi/package-root";
import { findChromium, startChromium } from "./chromium";

/** `npm run screenshot` takes a picture of the embedded GitHub's page with some records. */
async function main(): Promise<void> {
    const chromium = findChromium();
    if (chromium === undefined) {
        throw new Error("There is no Chromium on PATH. Install one, or let CHROME_PATH name it.");
    }
    const file = join(packageRoot(__dirname), "docs/pictures/github-page.png");
    const github = await startGitHub({ now: () => clock });
    const browser = await startChromium(chromium);
    try {
        await write(github);
        const page = await browser.newPage();
        await page.setViewport({ width: 1340, height: 100 });
        await page.goto(github.url);
        await writeFile(file, await page.screenshot({ fullPage: true, optimizeForSpeed: false }));
        process.stdout.write(`${file}\n`);
    } finally {
        await browser.close();
        await github.close();
    }
}

const API = "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b";
const WEB = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const WORKER = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

const api = { name: "ghcr.io/acme/api", digest: API, version: "1.4.2", github_repository: "api" };
const web = { name: "ghcr.io/acme/web", digest: WEB, version: "2.0.0", github_repository: "web" };
const worker = { name: "ghcr.io/acme/worker", digest: WORKER, version: "0.9.1", github_repository: "worker" };

// There are two runs, a quarter of an hour apart.
let clock = new Date("2026-01-01T09:00:00Z");

async function write(github: GitHubServer): Promise<void> {
    const risks = { runtime_risks: ["internet-exposed", "sensitive-data"] };
    const server = { ...api, deployment_name: "shop/api/server", tags: { team: "checkout", tier: "1" } };
    const nginx = { ...web, deployment_name: "shop/web/nginx", runtime_risks: ["internet-exposed"] };
    const mailer = { ...worker, deployment_name: "shop/mailer/worker" };
    await post(github, "storage-record", { ...api, registry_url: "https://ghcr.io", repository: "acme/api" });
    await post(github, "deployment-record/cluster/prod-eu-1", {
        logical_environment: "production",
        physical_environment: "eu-west-1",
        deployments: [{ ...server, ...risks }, nginx, mailer],
    });
    await post(github, "deployment-record/cluster/staging-1", {
        logical_environment: "staging",
        partial_success: true,
        deployments: [server, { ...nginx, github_repository: "not-there" }],
    });
    clock = new Date("2026-01-01T09:15:00Z");
    await post(github, "deployment-record/cluster/prod-eu-1", {
        logical_environment: "production",
        physical_environment: "eu-west-1",
        deployments: [
            { ...mailer, status: "decommissioned" },
            { ...server, ...risks, tags: { team: "checkout", tier: "2" } },
        ],
    });
}

async function post(github: GitHubServer, path: string, body: object): Promise<void> {
    await fetch(`${github.url}/orgs/acme/artifacts/metadata/${path}`, {
        method: "POST",
        headers: { authorization: "token ghs_embedded" },
        body: JSON.stringify(body),
    });
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});

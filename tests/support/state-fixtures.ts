import type { GitHubOptions } from "../../tools/github";
import { digestOf } from "./records";

/** A state to write: its program, a change of that program, and the GitHub that it talks to. */
export interface StateFixture {
    readonly program: string;
    readonly changed: string;
    readonly github?: GitHubOptions;
}

/** The passphrase of every kept state. Without it, the secrets in the state cannot be read. */
export const FIXTURE_PASSPHRASE = "kept for ever";

const set = (rest: string): string => `
new artifacts.ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",${rest}
});`;

const storage = (rest: string): string => `
new artifacts.ArtifactStorageRecord("image", {
    name: "ghcr.io/acme/api",
    digest: "${digestOf("a")}",
    registryUrl: "https://ghcr.io",${rest}
});`;

const everyFieldOfSet = (tier: string): string =>
    set(`
    org: "acme",
    physicalEnvironment: "eu-west-1",
    onRejected: "warn",
    deployments: {
        "shop/api/server": {
            name: "ghcr.io/acme/api",
            digest: "${digestOf("a")}",
            version: "1.4.2",
            status: "deployed",
            githubRepository: "api",
            tags: { team: "checkout", tier: "${tier}" },
            runtimeRisks: ["sensitive-data", "internet-exposed"],
        },
        "shop/attested/server": { name: "ghcr.io/acme/attested", digest: "${digestOf("b")}" },
        "shop/old/server": {
            name: "ghcr.io/acme/old",
            digest: "${digestOf("c")}",
            version: "0.9.0",
            status: "decommissioned",
            githubRepository: "web",
        },
    },`);

const withRejected = (repository: string): string =>
    set(`
    onRejected: "warn",
    deployments: {
        "shop/api/server": { name: "ghcr.io/acme/api", digest: "${digestOf("a")}", githubRepository: "api" },
        "shop/gone/server": {
            name: "ghcr.io/acme/gone",
            digest: "${digestOf("b")}",
            githubRepository: "${repository}",
            tags: { team: "checkout" },
        },
    },`);

const plainSet = (digest: string): string =>
    set(`
    deployments: {
        "shop/api/server": { name: "ghcr.io/acme/api", digest: "${digest}", githubRepository: "api" },
        "shop/web/server": { name: "ghcr.io/acme/web", digest: "${digestOf("b")}", githubRepository: "web" },
    },`);

const everyFieldOfStorage = (version: string): string =>
    storage(`
    org: "acme",
    version: "${version}",
    artifactUrl: "https://ghcr.io/v2/acme/api/manifests/1.4.2",
    path: "acme/api",
    repository: "acme/api",
    status: "active",
    githubRepository: "api",
    removalStatus: "eol",`);

const plainStorage = (more: string): string =>
    storage(`
    githubRepository: "api",${more}`);

const secrets = (owner: string): string => `const pulumi = require("@pulumi/pulumi");
${plainStorage(`
    version: pulumi.secret("1.4.2"),`)}
${set(`
    deployments: {
        "shop/api/server": {
            name: "ghcr.io/acme/api",
            digest: "${digestOf("b")}",
            githubRepository: "api",
            tags: { owner: pulumi.secret("${owner}") },
        },
    },`)}`;

const javascript = (source: string): string => `const artifacts = require("pulumi-github-artifacts");\n${source}\n`;

const fixture = (program: string, changed: string, github?: GitHubOptions): StateFixture => ({
    program: javascript(program),
    changed: javascript(changed),
    ...(github !== undefined && { github }),
});

const attested: GitHubOptions = {
    organizations: { acme: { repositories: ["api", "web"], attestations: { [digestOf("b")]: "api" } } },
};

/** The states that `npm run state-fixtures` writes, by the name of their folder. Each change takes one request. */
export const STATE_FIXTURES: Readonly<Record<string, StateFixture>> = {
    "record-set-with-every-field": fixture(everyFieldOfSet("1"), everyFieldOfSet("2"), attested),
    "record-set-with-rejected": fixture(withRejected("gone"), withRejected("web")),
    "plain-record-set": fixture(plainSet(digestOf("a")), plainSet(digestOf("c"))),
    "storage-record-with-every-field": fixture(everyFieldOfStorage("1.4.2"), everyFieldOfStorage("1.4.3")),
    "plain-storage-record": fixture(plainStorage(""), plainStorage(' version: "2",')),
    secrets: fixture(secrets("hush-one"), secrets("hush-two")),
};

import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Finished } from "../../tools/pulumi/run-process";
import { type Certificate, makeCertificate } from "../support/certificate";
import { failed, succeeded } from "../support/finished";
import { installPacked } from "../support/installation";
import { assertHidden } from "../support/leaks";
import { program, rewrite } from "../support/program";
import { type ProxyServer, startProxy } from "../support/proxy";
import { storageProgram } from "../support/records";

/** A name that no machine can resolve: only the proxy leads there. */
const HOST = "github.example.test";
const TOKEN = "ghs_for-connections";
const PASSWORD = "s3cr/et@hush";
const CREDENTIALS = `deploy:${PASSWORD}`;

describe("A connection to GitHub on the real engine", () => {
    let certificate: Certificate;
    let github: GitHubServer;
    let proxy: ProxyServer;
    let project: PulumiProject;
    let variables: { readonly proxied: NodeJS.ProcessEnv; readonly trusting: NodeJS.ProcessEnv };
    let directory: string;
    let printed = "";

    before(async () => {
        certificate = await makeCertificate(HOST);
        github = await startGitHub({ tls: certificate, tokens: { [TOKEN]: "write" } });
        proxy = await startProxy({ credentials: CREDENTIALS, port: Number(new URL(github.url).port) });
        directory = (await installPacked()).directory;
        const authority = join(directory, "authority.pem");
        await writeFile(authority, certificate.authority);
        variables = { proxied: through(PASSWORD), trusting: { NODE_EXTRA_CA_CERTS: authority } };
        project = await program(github, storageProgram("a"));
    });
    after(async () => {
        await proxy.close();
        await github.close();
    });
    afterEach("no secret is printed or kept", async () => {
        github.takeRequests();
        proxy.takeSeen();
        await assertHidden([TOKEN, PASSWORD, encodeURIComponent(PASSWORD), btoa(CREDENTIALS)], printed);
        printed = "";
    });

    const through = (password: string): NodeJS.ProcessEnv => ({
        GITHUB_BASE_URL: `https://${HOST}`,
        HTTPS_PROXY: `http://deploy:${encodeURIComponent(password)}@${proxy.host}`,
    });

    /** Runs `up` with the storage record of this artifact. */
    async function up(letter: string, ...environments: readonly NodeJS.ProcessEnv[]): Promise<Finished> {
        await rewrite(project, storageProgram(letter));
        const environment = Object.assign({ GITHUB_TOKEN: TOKEN }, ...environments);
        const finished = await project.with(environment).up();
        printed += finished.output;
        return finished;
    }

    const artifacts = (): string[] => github.storageRecords().map(({ name }) => name);

    it("goes through a proxy with user and password, and trusts NODE_EXTRA_CA_CERTS", async () => {
        succeeded(await up("a", variables.proxied, variables.trusting));
        assert.deepEqual(artifacts(), ["ghcr.io/acme/a"]);
        assert.deepEqual(proxy.seen, [{ target: `${HOST}:443`, credentials: CREDENTIALS }]);
    });

    it("bypasses the proxy for a host in NO_PROXY, and trusts NODE_EXTRA_CA_CERTS there, too", async () => {
        const direct = { GITHUB_BASE_URL: github.url, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
        succeeded(await up("b", variables.proxied, variables.trusting, direct));
        assert.ok(artifacts().includes("ghcr.io/acme/b"));
        assert.deepEqual(proxy.seen, []);
    });

    it("fails if the certificate is not trusted, and the message names NODE_EXTRA_CA_CERTS", async () => {
        const { output } = failed(await up("c", variables.proxied));
        assert.match(output, /the certificate of github\.example\.test is not trusted: unable to verify/);
        assert.match(output, /set NODE_EXTRA_CA_CERTS to the PEM file/);
        assert.equal(proxy.seen.length, 1, "there is no retry");
        assert.deepEqual(github.takeRequests(), []);
    });

    it("fails after one try if the proxy rejects the password", async () => {
        const { output } = failed(await up("c", through("wrong-one"), variables.trusting));
        const says = `the proxy http://${proxy.host} rejected the user and password (it answered 407).\n`;
        assert.ok(output.includes(says), output);
        assert.doesNotMatch(output, /wrong-one|even after retries/);
        assert.deepEqual(proxy.seen, [{ target: `${HOST}:443`, credentials: "deploy:wrong-one" }]);
    });

    it("fails at a redirect to another host, and sends nothing to that host", async () => {
        let connections = 0;
        const other = createServer((_, response) => response.end("{}")).on("connection", () => {
            connections += 1;
        });
        await once(other.listen(0, "127.0.0.1"), "listening");
        const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
        github.fail({ status: 307, headers: { location: `${elsewhere}/orgs` }, times: Infinity });
        const { output } = failed(await up("c", { GITHUB_BASE_URL: github.url }, variables.trusting));
        other.close();
        github.clearFaults();
        assert.ok(
            output.includes(`answered 307 with a redirect to ${elsewhere}/orgs, which is another origin`),
            output,
        );
        assert.match(
            output,
            /Nothing was sent there, because the token is for GitHub only\. Check that GITHUB_BASE_URL is right\./,
        );
        assert.deepEqual([connections, github.takeRequests().length], [0, 1]);
    });

    it("is refused in a preview if a proxy's URL is not valid, without its value in the message", async () => {
        const { output } = failed(await project.with({ HTTPS_PROXY: `socks5://${CREDENTIALS}@proxy.test` }).preview());
        printed += output;
        assert.match(output, /HTTPS_PROXY is not the URL of a proxy, such as http:\/\/proxy\.example\.com:8080/);
    });
});

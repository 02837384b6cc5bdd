import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { appKey } from "../support/app-key";
import { type AppSignIn, startAppSignIn } from "../support/app-sign-in";
import { dynamicResources, pluginInJavaScript } from "../support/bindings/bindings";
import { failed, succeeded } from "../support/finished";
import { declaredImage, declaredSet } from "../support/records-held";

/** A port of this machine where nobody listens: one that was free a moment ago. */
async function refusingPort(): Promise<number> {
    const server = createTcpServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}

describe("A call that never reached GitHub", () => {
    let github: GitHubServer;
    let signIn: AppSignIn;
    const closes: (() => Promise<unknown>)[] = [];

    before(async () => {
        github = await startGitHub();
        signIn = await startAppSignIn(github.url, "7", "42", "ghs_embedded");
        closes.push(() => signIn.close());
    });
    after(async () => {
        await Promise.all(closes.map((close) => close()));
        await github.close();
    });

    /** The base URL of a server that sends every request elsewhere. */
    async function redirecting(): Promise<string> {
        const server = createServer((request, response) => {
            request.resume();
            response.writeHead(307, { location: "https://elsewhere.invalid/" }).end();
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        closes.push(() => {
            server.closeAllConnections();
            return new Promise((resolve) => server.close(resolve));
        });
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    /** No proxy stands between: it would answer for names that it cannot resolve. */
    const direct = { HTTPS_PROXY: "", https_proxy: "", HTTP_PROXY: "", http_proxy: "" };
    const app = { GITHUB_TOKEN: "", GITHUB_APP_INSTALLATION_ID: "42", GITHUB_APP_PEM_FILE: appKey };

    const CASES: Readonly<Record<string, { says: RegExp; reaching: () => Promise<NodeJS.ProcessEnv> }>> = {
        "as the connection was refused": {
            says: /ECONNREFUSED/,
            reaching: async () => ({ GITHUB_BASE_URL: `http://127.0.0.1:${await refusingPort()}` }),
        },
        "as the name of the host cannot be resolved": {
            says: /ENOTFOUND|EAI_AGAIN/,
            reaching: async () => ({ GITHUB_BASE_URL: "https://github.invalid" }),
        },
        "as it was redirected elsewhere": {
            says: /redirect/i,
            reaching: async () => ({ GITHUB_BASE_URL: await redirecting() }),
        },
        "as the app was not signed in": {
            says: /GITHUB_APP_ID.* got no token/,
            reaching: async () => ({ ...app, GITHUB_BASE_URL: signIn.url, GITHUB_APP_ID: "8" }),
        },
    };

    for (const [why, { says, reaching }] of Object.entries(CASES)) {
        for (const binding of why.includes("refused") ? [dynamicResources, pluginInJavaScript] : [dynamicResources]) {
            it(`${why}, leaves nothing in the state, and a destroy sends nothing for it, with ${binding.name}`, async () => {
                const project = await binding.start(github, [
                    declaredSet("prod", { "shop/api": "a" }),
                    declaredImage("image", "a"),
                ]);
                const apart = project.with({ ...direct, ...(await reaching()) });
                const { output } = failed(await apart.up("--continue-on-error"));
                assert.match(output, says);
                assert.deepEqual(await project.resources(binding.type("ClusterDeploymentRecordSet")), []);
                assert.deepEqual(await project.resources(binding.type("ArtifactStorageRecord")), []);
                succeeded(await project.destroy());
                assert.deepEqual(github.takeRequests(), []);
            });
        }
    }
});

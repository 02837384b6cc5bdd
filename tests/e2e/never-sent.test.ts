import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { appKey } from "../support/app-key";
import { type Binding, dynamicResources, pluginInJavaScript } from "../support/bindings/bindings";
import { failed, succeeded } from "../support/finished";
import { declaredImage, declaredSet } from "../support/records-held";

/** Nothing listens on this port: it is reserved for a system service that is not in use. A free port might be given to a plugin. */
const REFUSING = "http://127.0.0.1:2";

const DECLARED = [declaredSet("prod", { "shop/api": "a" }), declaredImage("image", "a")];

/** A reason why no call reaches GitHub, and what a run says then. */
interface Case {
    readonly why: string;
    readonly binding: Binding;
    readonly says: RegExp;
    readonly reaching: () => Promise<NodeJS.ProcessEnv>;
}

/** What a run printed, and what it left in the state. */
interface Outcome {
    readonly printed: string;
    readonly left: readonly string[];
}

describe("A call that never reached GitHub", () => {
    let github: GitHubServer;
    /** It knows no app. */
    let signIn: GitHubServer;
    const closes: (() => Promise<unknown>)[] = [];
    const outcomes = new Map<Case, Promise<Outcome>>();

    before(async () => {
        github = await startGitHub();
        signIn = await startGitHub();
        closes.push(() => signIn.close());
        // Each of them waits before a retry, so all of them run at once.
        for (const one of CASES) outcomes.set(one, run(one, await one.binding.start(github, DECLARED)));
        await Promise.allSettled(outcomes.values());
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

    /** Uses no proxy: a proxy would answer for names that it cannot resolve. */
    const direct = { HTTPS_PROXY: "", https_proxy: "", HTTP_PROXY: "", http_proxy: "" };
    const app = { GITHUB_TOKEN: "", GITHUB_APP_INSTALLATION_ID: "42", GITHUB_APP_PEM_FILE: appKey };

    const refused = {
        why: "the connection was refused",
        says: /ECONNREFUSED/,
        reaching: async () => ({ GITHUB_BASE_URL: REFUSING }),
    };
    const CASES: readonly Case[] = [
        { ...refused, binding: dynamicResources },
        { ...refused, binding: pluginInJavaScript },
        {
            why: "the name of the host cannot be resolved",
            binding: dynamicResources,
            says: /ENOTFOUND|EAI_AGAIN/,
            reaching: async () => ({ GITHUB_BASE_URL: "https://github.invalid" }),
        },
        {
            why: "the call was redirected elsewhere",
            binding: dynamicResources,
            says: /another origin/,
            reaching: async () => ({ GITHUB_BASE_URL: await redirecting() }),
        },
        {
            why: "the app did not sign in",
            binding: dynamicResources,
            says: /GITHUB_APP_ID.* did not get a token/,
            reaching: async () => ({ ...app, GITHUB_BASE_URL: signIn.url, GITHUB_APP_ID: "8" }),
        },
    ];

    async function run({ binding, reaching }: Case, project: PulumiProject): Promise<Outcome> {
        const { output } = failed(await project.with({ ...direct, ...(await reaching()) }).up("--continue-on-error"));
        const left = await Promise.all(DECLARED.map(({ type }) => project.resources(binding.type(type))));
        succeeded(await project.destroy());
        return { printed: output, left: left.flat().map(({ urn }) => urn) };
    }

    for (const one of CASES) {
        it(`leaves nothing in the state if ${one.why}, with ${one.binding.name}`, async () => {
            const { printed, left } = (await outcomes.get(one)) as Outcome;
            assert.match(printed, one.says);
            assert.deepEqual(left, []);
        });
    }

    it("is not followed by a call when the stack is destroyed", async () => {
        await Promise.all(outcomes.values());
        assert.deepEqual(github.requests, []);
    });
});

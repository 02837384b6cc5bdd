import assert from "node:assert/strict";
import type { GitHubServer } from "../../tools/github";
import type { DeploymentEntry, DeploymentsBody, StorageBody } from "../../tools/github/wire";

/** Another program that writes records, such as github/deployment-tracker or actions/attest. */
export interface AnotherTool {
    /** Writes deployments to a cluster of `acme`. */
    deploys(cluster: string, logicalEnvironment: string, ...deployments: readonly DeploymentEntry[]): Promise<void>;
    /** Writes a storage record of `acme`. */
    stores(record: StorageBody): Promise<void>;
}

/**
 * Another tool with its own credential. It sends plain requests, which are in GitHub's log like all others. It fails if GitHub
 * does not accept everything that it sends.
 */
export function anotherTool(github: GitHubServer, token = "ghs_embedded"): AnotherTool {
    const metadata = `${github.url}/orgs/acme/artifacts/metadata`;

    async function post(path: string, body: object): Promise<void> {
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        const reply = await fetch(`${metadata}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
        assert.equal(reply.status, 200, await reply.text());
    }

    return {
        async deploys(cluster, logical_environment, ...deployments) {
            const body: DeploymentsBody = { logical_environment, deployments: [...deployments] };
            await post(`deployment-record/cluster/${encodeURIComponent(cluster)}`, body);
        },
        stores: (record) => post("storage-record", record),
    };
}

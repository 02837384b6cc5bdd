import assert from "node:assert/strict";
import type { GitHubServer } from "../../tools/github";
import type { DeploymentEntry, DeploymentsBody, StorageBody } from "../../tools/github/wire";

/** A program other than this package that writes records, as github/deployment-tracker and actions/attest do. */
export interface AnotherTool {
    /** Writes deployments to a cluster of `acme`. */
    deploys(cluster: string, logicalEnvironment: string, ...deployments: readonly DeploymentEntry[]): Promise<void>;
    /** Writes a storage record of `acme`. */
    stores(record: StorageBody): Promise<void>;
}

/**
 * Another tool with a credential of its own choice. It sends plain requests, which stand in GitHub's log like all others. It fails
 * where GitHub does not take all that it sends.
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

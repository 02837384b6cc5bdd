import { request } from "node:http";
import type { GitHubServer } from "../../../../tools/github/index";

/** Posts deployments and reads the reply, even one that is cut off. For such a reply, fetch returns only an error. */
export function readRaw(
    server: GitHubServer,
    body: string,
): Promise<{ status: number; text: string; complete: boolean }> {
    return new Promise((resolve, reject) => {
        const path = "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod";
        const headers = { authorization: "Bearer ghs_embedded" };
        const sending = request(`${server.url}${path}`, { method: "POST", headers }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => {
                text += chunk;
            });
            response.on("error", () => undefined);
            response.on("close", () =>
                resolve({ status: response.statusCode ?? 0, text, complete: response.complete }),
            );
        });
        sending.on("error", reject);
        sending.end(body);
    });
}

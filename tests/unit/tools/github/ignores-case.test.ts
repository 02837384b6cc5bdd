import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { list, postDeployments } from "./conversation";
import { deployments, digestOf, entry } from "./samples";

interface Names {
    readonly cluster: string;
    readonly logical_environment: string;
    readonly physical_environment: string;
    readonly deployment_name: string;
}

const WRITTEN: Names = {
    cluster: "prod",
    logical_environment: "production",
    physical_environment: "eu",
    deployment_name: "shop/api",
};

describe("Names that differ only in case", () => {
    let server: GitHubServer;
    const write = ({ cluster, deployment_name, ...environments }: Names, digest: string) =>
        postDeployments(server, deployments([entry({ deployment_name, digest })], environments), { cluster });
    const start = async (ignoresCase: boolean): Promise<void> => {
        server = await startGitHub({ ignoresCase });
        await write(WRITTEN, digestOf(1));
    };
    afterEach(() => server.close());

    for (const field of Object.keys(WRITTEN) as (keyof Names)[]) {
        const otherwise: Names = { ...WRITTEN, [field]: WRITTEN[field].toUpperCase() };

        it(`belong to two records by default: ${field}`, async () => {
            await start(false);
            await write(otherwise, digestOf(2));
            assert.equal(server.deploymentRecords().length, 2);
        });

        it(`belong to one record if GitHub ignores case, in the spelling of the last write: ${field}`, async () => {
            await start(true);
            const [before] = server.deploymentRecords();
            await write(otherwise, digestOf(2));
            const records = server.deploymentRecords();
            const updated_at = records[0]?.updated_at;
            assert.deepEqual(records, [{ ...before, ...otherwise, digest: digestOf(2), updated_at }]);
            assert.equal((await list(server, "deployment", digestOf(1))).body.total_count, 0);
            assert.equal((await list(server, "deployment", digestOf(2))).body.total_count, 1);
        });
    }

    for (const [ignoresCase, status, records] of [
        [false, 200, 3],
        [true, 422, 1],
    ] as const) {
        it(`are ${ignoresCase ? "refused in one call if GitHub ignores case" : "accepted in one call by default"}`, async () => {
            await start(ignoresCase);
            const names = ["shop/web", "Shop/Web"];
            const answer = await postDeployments(
                server,
                deployments(names.map((deployment_name) => entry({ deployment_name }))),
            );
            assert.equal(answer.status, status);
            assert.equal(server.deploymentRecords().length, records);
            assert.equal(answer.body.errors?.[0]?.field, ignoresCase ? "deployments[1].deployment_name" : undefined);
        });
    }
});

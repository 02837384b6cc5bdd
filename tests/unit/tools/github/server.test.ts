import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:https";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { startGitHub } from "../../../../tools/github/index";
import { makeCertificate } from "../../../support/certificate";
import { call, postDeployments, postStorage } from "./conversation";
import { deployments, digestOf, entry, storage } from "./samples";

describe("The embedded GitHub", () => {
    it("has acme with three repositories, octocat and one token by default", async () => {
        const server = await startGitHub();
        const seen: number[] = [];
        for (const github_repository of ["api", "web", "worker", "other"]) {
            seen.push((await postStorage(server, storage({ github_repository }))).status);
        }
        seen.push((await postStorage(server, storage(), { org: "octocat" })).status);
        seen.push((await postStorage(server, storage(), { authorization: "Bearer other" })).status);
        await server.close();
        assert.deepEqual(seen, [200, 200, 200, 404, 404, 401]);
    });

    it("can accept any repository name", async () => {
        const server = await startGitHub({ organizations: { acme: { repositories: "any" } } });
        const answer = await postStorage(server, storage({ github_repository: "Whatever" }));
        const [record] = server.storageRecords();
        await server.close();
        assert.deepEqual([answer.status, record?.github_repository], [200, "Whatever"]);
    });

    it("can start with the records of another server, and does not use their ids again", async () => {
        const before = await startGitHub();
        await postDeployments(before, deployments([entry()]));
        await postStorage(before, storage());
        const records = { deployments: before.deploymentRecords(), storage: before.storageRecords() };
        await before.close();
        const server = await startGitHub({ records });
        assert.deepEqual([server.deploymentRecords(), server.storageRecords()], Object.values(records));
        await postDeployments(server, deployments([entry({ deployment_name: "another" })]));
        await postStorage(server, storage({ digest: digestOf(9) }));
        const ids = [...server.deploymentRecords(), ...server.storageRecords()].map(({ id }) => id);
        await server.close();
        assert.equal(new Set(ids).size, 4);
    });

    it("answers a user account with 404, even one that is listed as an organization", async () => {
        const server = await startGitHub({ organizations: { Mona: { repositories: ["api"] } }, users: ["mona"] });
        const answer = await postStorage(server, storage(), { org: "Mona" });
        await server.close();
        assert.equal(answer.status, 404);
    });

    it("refuses attestations with an unknown repository or an invalid digest", async () => {
        for (const attestations of [{ [digestOf(1)]: "nowhere" }, { "sha256:1": "api" }]) {
            const starting = startGitHub({ organizations: { acme: { repositories: ["api"], attestations } } });
            await assert.rejects(starting, /^Error: Attestation of sha256:/);
        }
    });

    it("listens on 127.0.0.1 only", async () => {
        const server = await startGitHub();
        const { hostname, port } = new URL(server.url);
        const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
        // Linux routes all of 127/8 to itself. A server on all addresses would answer there even without a network.
        const others = ["::1", ...(process.platform === "linux" ? ["127.0.0.2"] : [])].concat(
            own.map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address)),
        );
        for (const host of new Set(others)) {
            if (host !== "127.0.0.1") {
                await assert.rejects(once(connect({ host, port: Number(port) }), "connect"), Error, host);
            }
        }
        await server.close();
        assert.equal(hostname, "127.0.0.1");
    });

    it("serves https with a given certificate", async () => {
        const { authority, ...tls } = await makeCertificate();
        const server = await startGitHub({ tls });
        const [reply] = await once(get(server.url, { ca: authority, agent: false }), "response");
        await server.close();
        assert.match(server.url, /^https:\/\/127\.0\.0\.1:\d+$/);
        assert.equal(reply.statusCode, 404);
    });

    it("rejects if its port is in use", async () => {
        const server = await startGitHub();
        const taken = startGitHub({ port: Number(new URL(server.url).port) });
        await assert.rejects(taken, { code: "EADDRINUSE" });
        await server.close();
    });

    it("closes even if connections are open, and can be closed again", async () => {
        const server = await startGitHub();
        const idle = connect({ host: "127.0.0.1", port: Number(new URL(server.url).port) });
        await once(idle, "connect");
        await call(server, "GET", "/");
        const ended = once(idle, "close");
        await Promise.all([server.close(), server.close(), ended]);
        await server.close();
        await assert.rejects(fetch(server.url), TypeError);
    });

    it("logs a request as cut if the client disconnects during it", async () => {
        let heard = (): void => undefined;
        const logged = new Promise<void>((resolve) => {
            heard = resolve;
        });
        const server = await startGitHub({ onRequest: () => heard() });
        const client = connect({ host: "127.0.0.1", port: Number(new URL(server.url).port) });
        client.write("POST /orgs/acme HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{", () => client.destroy());
        await logged;
        const [request] = server.requests;
        await server.close();
        assert.deepEqual([request?.path, request?.status], ["/orgs/acme", 0]);
    });

    for (const separator of [",", '","', "/", " ", "\u0000"]) {
        it(`distinguishes records if their text contains ${JSON.stringify(separator)}`, async () => {
            const server = await startGitHub();
            for (const [logical_environment, physical_environment] of [
                [`a${separator}b`, "c"],
                ["a", `b${separator}c`],
            ]) {
                await postDeployments(server, { ...deployments(), logical_environment, physical_environment });
            }
            const count = server.deploymentRecords().length;
            await server.close();
            assert.equal(count, 2);
        });
    }

    it("accepts several full calls at once, and has each record once", async () => {
        const server = await startGitHub();
        const body = (round: number) =>
            deployments(
                Array.from({ length: 1000 }, (_, index) =>
                    entry({ deployment_name: `d${index}`, digest: digestOf(round * 1000 + index) }),
                ),
            );
        const answers = await Promise.all([0, 1, 2, 3].map((round) => postDeployments(server, body(round))));
        const records = server.deploymentRecords();
        await server.close();
        assert.deepEqual(
            answers.map((answer) => [answer.status, answer.body.total_count]),
            Array(4).fill([200, 1000]),
        );
        assert.equal(records.length, 1000);
        assert.equal(new Set(records.map((record) => record.id)).size, 1000);
    });

    it("returns records that later writes do not change", async () => {
        const server = await startGitHub();
        await postDeployments(server, deployments());
        const before = server.deploymentRecords();
        await postDeployments(server, deployments([entry({ status: "decommissioned" })]));
        const after = server.deploymentRecords();
        await server.close();
        assert.deepEqual([before[0]?.status, after[0]?.status], ["deployed", "decommissioned"]);
    });
});

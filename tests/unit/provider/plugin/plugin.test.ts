import assert from "node:assert/strict";
import { type ServiceError, status } from "@grpc/grpc-js";
import {
    CallRequest,
    ConstructRequest,
    DiffResponse,
    GetMappingRequest,
    ParameterizeRequest,
    PropertyDiff,
} from "@pulumi/pulumi/proto/provider_pb";
import type { StorageCall } from "../../../../provider/github/client";
import type { Surroundings } from "../../../../provider/plugin/server";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { HUSH } from "../../../support/client-over";
import { type Conversation, startConversation } from "../../../support/plugin-conversation";
import { marked, partialFailureIn, urnOf } from "../../../support/plugin-messages";
import { deployment, deploymentReply, digestOf } from "../../../support/record-sets";
import { recordAll, rejectSome } from "../../../support/recording-client";
import type { Answer, SentRequest } from "../../../support/scripted-fetch";
import { desiredStorage, RECORDED, storageReply } from "../../../support/storage-records";

const SET = "ClusterDeploymentRecordSet";

const storage = desiredStorage();
const baseUrl = "https://api.github.com";
const stored = { ...storage, schemaVersion: 1, ...RECORDED, baseUrl };
const storageId = `acme/${encodeURIComponent(digestOf(1))}/https%3A%2F%2Fghcr.io`;

const [api, web] = [deployment(), deployment({ digest: digestOf(2) })];
const set = {
    org: "acme",
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    deployments: { api },
    onRejected: "fail",
};
const recordedSet = {
    ...set,
    schemaVersion: 1,
    recordIds: { api: 7 },
    writtenAt: RECORDED.writtenAt,
    rejected: {},
    baseUrl,
};
const setOutputs = JSON.parse(JSON.stringify(recordedSet));

/** GitHub records everything, and holds one storage record. */
const recording: Answer = ({ method, url, body }: SentRequest) => {
    if (method === "GET") return { json: { total_count: 1, storage_records: [storageReply()] } };
    if (url.includes("/deployment-record/cluster/")) {
        const cluster = decodeURIComponent(url.split("/").at(-1) as string);
        const { records, errors } = recordAll({ org: "acme", ...(body as object), cluster } as never);
        return { json: { total_count: records.length, deployment_records: records, errors } };
    }
    const { digest, name, registry_url, status: its } = body as StorageCall;
    return { json: { total_count: 1, storage_records: [storageReply({ digest, name, registry_url, status: its })] } };
};

const down: Answer = new TypeError("fetch failed");

describe("the plugin over gRPC", () => {
    let plugin: Conversation;

    const start = async (...answers: readonly Answer[]) => {
        plugin = await startConversation({}, ...answers);
        return plugin;
    };

    const startIn = async (parts: Partial<Surroundings>, ...answers: readonly Answer[]) => {
        plugin = await startConversation(parts, ...answers);
        return plugin;
    };

    afterEach(() => plugin.close());

    const reasons = (response: { getFailuresList(): { getReason(): string; getProperty(): string }[] }) =>
        response.getFailuresList().map((failure) => {
            assert.equal(failure.getProperty(), "");
            return failure.getReason();
        });

    describe("in general", () => {
        it("returns its version and its schema", async () => {
            const { pluginInfo, schema } = await start();
            assert.equal((await pluginInfo()).getVersion(), "1.2.3");
            assert.equal((await schema()).getSchema(), '{"name":"github-artifacts"}');
        });

        for (const [name, request] of [
            ["construct", new ConstructRequest()],
            ["call", new CallRequest()],
            ["parameterize", new ParameterizeRequest()],
            ["getMapping", new GetMappingRequest()],
        ] as const) {
            it(`does not implement ${name}`, async () => {
                const { call } = await start();
                await assert.rejects(call(name, request), { code: status.UNIMPLEMENTED });
            });
        }

        for (const type of ["Other", "toString"]) {
            it(`has no resource ${type} in any call`, async () => {
                const { check, diff, create, read, update, delete: remove } = await start();
                for (const ask of [check, diff, create, read, update, remove]) {
                    await assert.rejects(ask({ type }), {
                        details: `there is no resource "github-artifacts:index:${type}" in github-artifacts`,
                    });
                }
            });
        }
    });

    describe("when it is configured", () => {
        it("returns its configuration with all problems, in the plugin's terms", async () => {
            const { checkConfig } = await start();
            const response = await checkConfig({ token: marked("hush hush"), baseUrl: "http://a.test" });
            assert.deepEqual(response.getInputs()?.toJavaScript(), {
                token: marked("hush hush"),
                baseUrl: "http://a.test",
            });
            const said = reasons(response);
            assert.equal(said.length, 2);
            assert.match(
                String(said[0]),
                /^the provider's argument baseUrl is "http:\/\/a\.test": a token must not be sent unencrypted/,
            );
            assert.match(String(said[1]), /^the provider's argument token contains a space/);
            assert.deepEqual(reasons(await checkConfig({ token: marked(UNKNOWN) })), []);
        });

        it("replaces everything for another API, and nothing for another token", async () => {
            const { diffConfig } = await start();
            for (const isOldEngine of [false, true]) {
                const [a, b] = [{ baseUrl: "https://a.ghe.com" }, { baseUrl: "https://b.ghe.com" }];
                const another = await diffConfig(a, b, isOldEngine);
                assert.deepEqual(another.getReplacesList(), ["baseUrl"]);
                assert.equal(another.getChanges(), DiffResponse.DiffChanges.DIFF_UNKNOWN);
                assert.deepEqual((await diffConfig(a, { ...a, token: "x" }, isOldEngine)).getReplacesList(), []);
            }
        });

        it("accepts secrets, supports previews, and calls GitHub with its configuration", async () => {
            const { configure, create, requests } = await start(recording);
            const token = marked("ghp_from-the-configuration");
            const response = await configure({ token, baseUrl: "https://acme.ghe.com", owner: "other" });
            assert.deepEqual([response.getAcceptsecrets(), response.getSupportspreview()], [true, true]);
            const { org: _, ...given } = storage;
            await create({ news: given });
            assert.equal(requests[0]?.url, "https://api.acme.ghe.com/orgs/other/artifacts/metadata/storage-record");
            assert.equal(requests[0]?.headers.authorization, "token ghp_from-the-configuration");
        });
    });

    describe("when it checks a resource", () => {
        it("normalizes valid inputs, keeps secrets secret, and summarizes a new resource in a line with its URN", async () => {
            const { check, said, requests } = await start();
            const { org: _, status: __, ...given } = storage;
            const response = await check({ news: { ...given, version: marked("1") } });
            assert.deepEqual(response.getInputs()?.toJavaScript(), { ...storage, version: marked("1") });
            assert.deepEqual(reasons(response), []);
            const urn = urnOf("ArtifactStorageRecord");
            assert.equal(said.length, 1);
            assert.deepEqual(said[0]?.slice(0, 2), ["info", urn]);
            assert.match(String(said[0]?.[2]), /^acme: ghcr\.io\/acme\/api@.*: to record; 1 request$/);
            await check({ olds: storage, news: storage });
            assert.equal(said.length, 1);
            assert.deepEqual(requests, []);
        });

        it("reports all problems, and quotes no secret", async () => {
            const { check } = await startIn({ environment: {} });
            const news = { digest: marked("hush"), name: "", deployment: 1 };
            const said = reasons(await check({ news }));
            assert.match(
                said.join("\n"),
                /^org is missing.* or run `pulumi config set github-artifacts:owner ORGANIZATION`/,
            );
            assert.match(said.join("\n"), /^digest is a secret that is not shown here, but must be/m);
            assert.match(said.join("\n"), /^name is "", but must be/m);
            assert.match(said.join("\n"), /^digest is a secret, but it identifies the record/m);
            assert.ok(!said.join("\n").includes("hush"));
        });

        it("refuses a second resource that declares the same record", async () => {
            const { check } = await start();
            assert.deepEqual(reasons(await check({ type: SET, news: set })), []);
            assert.deepEqual(reasons(await check({ type: SET, news: set })), []);
            const [refused] = reasons(await check({ type: SET, name: "other", news: set }));
            assert.match(String(refused), /declared by "other" and also by "it"/);
        });

        it("passes on unknown values of a preview", async () => {
            const { check } = await start();
            const unknown = "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";
            const response = await check({ type: SET, news: { ...set, deployments: unknown } });
            assert.deepEqual(response.getInputs()?.toJavaScript(), { ...set, deployments: UNKNOWN });
        });

        it("counts the known deployments beside unknown ones, compared with the old inputs", async () => {
            const { check, said } = await start();
            const deployments = { ...set.deployments, "workloads not known before up": UNKNOWN };
            await check({ type: SET, olds: set, news: { ...set, deployments } });
            assert.match(String(said[0]?.[2]), /: 1 unchanged, workloads not known before up$/);
        });
    });

    describe("when it compares a resource", () => {
        const details = (response: DiffResponse) =>
            Object.fromEntries(
                [...response.getDetaileddiffMap().entries()].map(([path, shown]) => [path, shown.getKind()]),
            );

        it("reports nothing for the same inputs", async () => {
            const { diff, said } = await start();
            for (const [type, olds, news] of [
                [SET, setOutputs, set],
                ["ArtifactStorageRecord", stored, storage],
            ] as const) {
                const response = await diff({ type, olds, news });
                assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_NONE);
                assert.deepEqual(details(response), {});
            }
            assert.deepEqual(said, []);
        });

        it("reports the parts that differ, even of secrets, and summarizes the change", async () => {
            const { diff, said, requests } = await start();
            const news = {
                ...set,
                deployments: marked({ api: { ...api, digest: digestOf(3), version: "2" }, "a/b": web }),
            };
            const response = await diff({ type: SET, olds: { ...setOutputs, deployments: marked({ api }) }, news });
            assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_SOME);
            assert.deepEqual(response.getDiffsList(), ["deployments"]);
            assert.deepEqual(details(response), {
                'deployments["a/b"]': PropertyDiff.Kind.ADD,
                "deployments.api.digest": PropertyDiff.Kind.UPDATE,
                "deployments.api.version": PropertyDiff.Kind.ADD,
            });
            const line = "acme/prod-eu-1/production: 1 to record, 1 to update; 1 request";
            assert.deepEqual(said, [["info", urnOf(SET), line]]);
            assert.deepEqual(requests, []);
        });

        it("reports what replaces a resource", async () => {
            const { diff } = await start();
            const response = await diff({ olds: stored, news: { ...storage, repository: "acme/api" } });
            assert.deepEqual(response.getReplacesList(), ["repository"]);
            assert.equal(response.getDeletebeforereplace(), true);
            assert.deepEqual(details(response), { repository: PropertyDiff.Kind.ADD_REPLACE });
        });

        it("removes the dynamic provider's text from a state that moved to the plugin", async () => {
            const { diff, update, requests } = await start();
            const olds = { ...stored, __provider: marked("text") };
            const response = await diff({ olds, news: storage });
            assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_SOME);
            assert.deepEqual(details(response), { __provider: PropertyDiff.Kind.DELETE });
            const updated = await update({ olds, news: storage });
            assert.deepEqual(updated.getProperties()?.toJavaScript(), stored);
            assert.deepEqual(requests, []);
        });
    });

    describe("when it creates a resource", () => {
        it("shows declared and unknown outputs in a preview", async () => {
            const { create, requests } = await start();
            const shown = await create({ news: { ...storage, version: marked("1") }, preview: true });
            assert.equal(shown.getId(), "");
            assert.deepEqual(shown.getProperties()?.toJavaScript(), {
                ...storage,
                version: marked("1"),
                recordIds: UNKNOWN,
            });
            const shownSet = await create({ type: SET, news: set, preview: true });
            assert.deepEqual(shownSet.getProperties()?.toJavaScript(), {
                ...set,
                recordIds: UNKNOWN,
                rejected: UNKNOWN,
            });
            assert.deepEqual(requests, []);
        });

        it("writes the resource, and keeps secrets secret", async () => {
            const { create, requests } = await start(recording);
            const made = await create({ news: { ...storage, version: marked("1") } });
            assert.equal(made.getId(), storageId);
            assert.deepEqual(made.getProperties()?.toJavaScript(), { ...stored, version: marked("1") });
            assert.deepEqual(requests[0]?.body, {
                name: storage.name,
                digest: storage.digest,
                version: "1",
                registry_url: "https://ghcr.io",
                status: "active",
                return_records: true,
            });
            const madeSet = await create({
                type: SET,
                news: { ...set, deployments: { api: { ...api, version: marked("1") } } },
            });
            assert.equal(madeSet.getId(), "acme/prod-eu-1/production");
            const outputs = madeSet.getProperties()?.toJavaScript() as typeof setOutputs;
            assert.deepEqual(outputs.deployments, { api: { ...api, version: marked("1") } });
            assert.deepEqual(Object.keys(outputs.recordIds), ["api"]);
            assert.equal(requests.length, 2);
        });

        it("reports the whole reason of a failure, without the token", async () => {
            const { create, configure } = await start({ status: 401, json: { message: "Bad credentials" } });
            await configure({ token: HUSH });
            await assert.rejects(create({ news: storage }), ({ code, details, metadata }: ServiceError) => {
                assert.equal(code, status.UNKNOWN);
                assert.match(details, /the token from the provider's argument token is not valid/);
                assert.ok(!details.includes(HUSH));
                return metadata.get("grpc-status-details-bin").length === 0;
            });
        });

        const rejecting: Answer = ({ body }) => {
            const { records, errors } = rejectSome({ web: "not_found" })(body as never);
            return {
                json: {
                    total_count: 1,
                    deployment_records: records,
                    errors: errors.map(({ cause, deployment_name }) => ({
                        cause,
                        deployment: { deployment_name },
                    })),
                },
            };
        };

        it('with onRejected "warn" warns of a rejected deployment, with the URN', async () => {
            const { create, said } = await start(rejecting);
            const news = { ...set, deployments: { api, web: { ...web, githubRepository: "web" } }, onRejected: "warn" };
            const outputs = (await create({ type: SET, news })).getProperties()?.toJavaScript() as typeof setOutputs;
            assert.deepEqual(outputs.rejected, { web: "not_found" });
            assert.equal(said.length, 1);
            assert.deepEqual(said[0]?.slice(0, 2), ["warning", urnOf(SET)]);
            assert.match(String(said[0]?.[2]), /^deployment "web" .*: GitHub rejected it as not_found/);
        });

        it("keeps what was recorded if a deployment was rejected, with secrets marked", async () => {
            const { create } = await start(rejecting);
            const deployments = { api: { ...api, version: marked("1") }, web };
            await assert.rejects(create({ type: SET, news: { ...set, deployments } }), (error: ServiceError) => {
                const { id, properties, reasons: why, message } = partialFailureIn(error);
                assert.equal(id, "acme/prod-eu-1/production");
                assert.deepEqual(properties?.deployments, { api: { ...api, version: marked("1") } });
                assert.deepEqual(properties?.rejected, { web: "not_found" });
                assert.deepEqual(why?.length, 1);
                assert.match(String(why?.[0]), /^deployment "web" .*: GitHub rejected it as not_found/);
                assert.equal(message, error.details);
                return true;
            });
        });
    });

    describe("when it reads a resource", () => {
        const lists =
            (deployments: object[], records: object[]): Answer =>
            ({ url }) =>
                url.includes("/deployment-records")
                    ? { json: { total_count: deployments.length, deployment_records: deployments } }
                    : { json: { total_count: records.length, storage_records: records } };

        it("updates a resource of the state, and keeps everything secret that was secret in the state or the inputs", async () => {
            const { read } = await start(lists([], [storageReply({ artifact_url: "https://a.test", status: "eol" })]));
            const olds = { ...stored, version: marked("1"), path: "p", artifactUrl: "https://b.test" };
            const response = await read({ id: storageId, olds, inputs: { path: marked("p") } });
            const after = {
                ...storage,
                version: marked("1"),
                path: marked("p"),
                artifactUrl: "https://a.test",
                status: "eol",
            };
            assert.equal(response.getId(), storageId);
            assert.deepEqual(response.getInputs()?.toJavaScript(), after);
            assert.deepEqual(response.getProperties()?.toJavaScript(), {
                ...after,
                schemaVersion: 1,
                ...RECORDED,
                baseUrl,
            });
        });

        it("imports a storage record without a state, under its normalized id", async () => {
            const { read } = await start(lists([], [storageReply()]));
            const response = await read({ id: `acme/${digestOf(1)}/https%3a%2f%2fghcr.io` });
            assert.equal(response.getId(), storageId);
            assert.deepEqual(response.getInputs()?.toJavaScript(), storage);
            assert.deepEqual(response.getProperties()?.toJavaScript(), {
                ...stored,
                recordIds: [],
                unconfirmed: "imported",
            });
        });

        it("imports a record set by its digests", async () => {
            const { read, said } = await start(lists([deploymentReply()], [storageReply()]));
            const response = await read({ type: SET, id: `acme/prod-eu-1/production?digests=${digestOf(1)}` });
            assert.equal(response.getId(), "acme/prod-eu-1/production");
            assert.deepEqual(response.getInputs()?.toJavaScript(), set);
            assert.deepEqual(response.getProperties()?.toJavaScript(), {
                ...set,
                schemaVersion: 1,
                recordIds: {},
                rejected: {},
                baseUrl,
                unconfirmed: { api: { reason: "imported", writtenAt: RECORDED.writtenAt } },
            });
            assert.deepEqual(
                said.map(([severity, urn]) => [severity, urn]),
                [["warning", urnOf(SET)]],
            );
        });

        it("says why it cannot import a resource", async () => {
            const { read } = await start();
            await assert.rejects(read({ id: "acme" }), { details: /^"acme" cannot be imported: digest is required/ });
        });
    });

    describe("when it updates a resource", () => {
        it("shows declared and unknown outputs in a preview", async () => {
            const { update, requests } = await start();
            const asked = { olds: { ...stored, path: marked("p") }, news: { ...storage, version: "2", path: "q" } };
            const shown = await update({ ...asked, preview: true });
            assert.deepEqual(shown.getProperties()?.toJavaScript(), {
                ...storage,
                version: "2",
                path: marked("q"),
                recordIds: UNKNOWN,
            });
            assert.deepEqual(requests, []);
        });

        it("writes what changed, once", async () => {
            const { update, requests } = await start(recording);
            const news = { ...set, deployments: { api, web } };
            const outputs = (await update({ type: SET, olds: setOutputs, news }))
                .getProperties()
                ?.toJavaScript() as typeof setOutputs;
            assert.deepEqual(outputs.deployments, { api, web });
            assert.deepEqual(Object.keys(outputs.recordIds), ["api", "web"]);
            assert.equal(requests.length, 1);
            await update({ type: SET, olds: outputs, news });
            assert.equal(requests.length, 1);
        });

        it("keeps unchanged values secret after a failure", async () => {
            const { update } = await start(down);
            const olds = { ...stored, version: marked("1") };
            await assert.rejects(
                update({ id: storageId, olds, news: { ...storage, version: "2" } }),
                (error: ServiceError) => {
                    const { id, properties, reasons: why } = partialFailureIn(error);
                    assert.equal(id, storageId);
                    assert.deepEqual(properties, {
                        ...stored,
                        version: marked("1"),
                        recordIds: [],
                        unconfirmed: "unclear",
                    });
                    assert.match(
                        String(why?.[0]),
                        /fetch failed\.\n {2}Check the network, the proxy and github-artifacts:baseUrl/,
                    );
                    return true;
                },
            );
        });
    });

    describe("when it deletes a resource", () => {
        it("retires its records", async () => {
            const { delete: remove, requests } = await start(recording);
            await remove({ olds: { ...stored, version: marked("1") } });
            const [asked, sent] = requests;
            const retired = sent?.body as StorageCall | undefined;
            assert.deepEqual([asked?.method, sent?.method], ["GET", "POST"]);
            assert.deepEqual([retired?.status, retired?.version], ["eol", "1"]);
        });

        it("says why it failed", async () => {
            const { delete: remove } = await start(recording, { status: 404, json: { message: "Not Found" } });
            await assert.rejects(remove({ olds: stored }), { details: /pulumi state delete/ });
        });
    });

    describe("when it is asked for a function", () => {
        const reply: Answer = { json: { total_count: 1, storage_records: [storageReply()] } };

        it("returns what GitHub holds", async () => {
            const { invoke } = await start(reply);
            const response = await invoke("getStorageRecords", { digest: digestOf(1) });
            const result = response.getReturn()?.toJavaScript() as Record<string, Record<string, unknown>[]>;
            assert.deepEqual([result.org, result.digest], ["acme", digestOf(1)]);
            assert.equal(result.records?.[0]?.name, "ghcr.io/acme/api");
            assert.deepEqual(reasons(response), []);
        });

        it("returns a secret for a secret argument", async () => {
            const { invoke } = await start(reply);
            const response = await invoke("getStorageRecords", { digest: marked(digestOf(1)) });
            const result = response.getReturn()?.toJavaScript() as Record<string, Record<string, unknown>>;
            const [secret] = Object.keys(marked(null));
            assert.deepEqual(Object.keys(result).sort(), ["digest", "org", "records"]);
            for (const value of Object.values(result)) assert.ok(secret && secret in value, JSON.stringify(value));
        });

        it("reports all problems with the arguments", async () => {
            const { invoke, requests } = await startIn({ environment: {} });
            const response = await invoke("getDeploymentRecords", { digest: "latest" });
            const [said, ...others] = reasons(response);
            const lines = String(said).split("\n");
            assert.match(String(lines[0]), /^org is missing, .*`pulumi config set github-artifacts:owner/);
            assert.match(String(lines[1]), /^digest is "latest", but must be/);
            assert.deepEqual(others, [], "Python shows only the first of several failures");
            assert.deepEqual(response.getReturn()?.toJavaScript(), {});
            assert.deepEqual(requests, []);
        });

        for (const name of ["other", "toString"]) {
            it(`has no function ${name}`, async () => {
                const { invoke } = await start();
                await assert.rejects(invoke(name, {}), {
                    details: `there is no function "github-artifacts:index:${name}" in github-artifacts`,
                });
            });
        }
    });
});

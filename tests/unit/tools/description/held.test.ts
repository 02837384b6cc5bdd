import assert from "node:assert/strict";
import { differsFromDescription } from "../../../../tools/description/held";
import { startGitHub } from "../../../../tools/github";
import { EXCHANGES, type Exchange } from "../../../../tools/github/exchanges";
import { digestOf } from "../../../support/records";

const SET = "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod-eu-1";
const entry = { name: "api", digest: digestOf("a"), deployment_name: "shop/api" };
const body = { logical_environment: "production", deployments: [entry] };
const record = {
    id: 1,
    digest: digestOf("a"),
    logical_environment: "production",
    physical_environment: null,
    cluster: "prod-eu-1",
    deployment_name: "shop/api",
    tags: {},
    runtime_risks: [],
    created_at: "2026-08-01T00:00:00Z",
    updated_at: "2026-08-01T00:00:00Z",
    attestation_id: null,
};

describe("An exchange with the embedded GitHub", () => {
    const differs = differsFromDescription();
    const exchange = (change: Partial<Exchange> = {}): Exchange => ({
        method: "POST",
        path: SET,
        body,
        reply: { status: 200, body: { total_count: 1, deployment_records: [record] } },
        ...change,
    });

    it("agrees with GitHub's description", () => assert.equal(differs(exchange()), undefined));

    it("can have null in a list for a URL that was not sent, since GitHub's own reply to a write does", () => {
        const path = `/orgs/acme/artifacts/${digestOf("a")}/metadata/storage-records`;
        const stored = {
            id: 1,
            name: "api",
            digest: digestOf("a"),
            artifact_url: null,
            registry_url: "https://a.test",
        };
        const reply = (change: object) => ({
            status: 200,
            body: { total_count: 1, storage_records: [{ ...stored, repository: "", status: "active", ...change }] },
        });
        assert.equal(differs(exchange({ method: "GET", path, reply: reply({}) })), undefined);
        assert.match(
            String(differs(exchange({ method: "GET", path, reply: reply({ name: null }) }))),
            /name must be string/,
        );
    });

    for (const [what, change, told] of [
        ["a request with an undeclared property", { body: { ...body, other: 1 } }, /the request as a whole .*"other"/],
        [
            "an entry that lacks its digest",
            { body: { ...body, deployments: [{ name: "api", deployment_name: "shop/api" }] } },
            /the request \/deployments\/0 must have required property 'digest'/,
        ],
        ["a request without a body", { body: undefined }, /the request as a whole must be object/],
        [
            "a record with a field that GitHub does not return",
            {
                reply: {
                    status: 200,
                    body: { total_count: 1, deployment_records: [{ ...record, status: "deployed" }] },
                },
            },
            /the reply 200 \/deployment_records\/0 .*"status"/,
        ],
        [
            "a field of another type",
            { reply: { status: 200, body: { total_count: "1" } } },
            /the reply 200 \/total_count must be integer/,
        ],
    ] as const) {
        it(`is reported for ${what}`, () => assert.match(differs(exchange(change)) ?? "", told));
    }

    it("is not checked if its request is refused as invalid, gets a fault, or has another route", () => {
        const wrong = { ...body, other: 1 };
        assert.equal(differs(exchange({ body: wrong, reply: { status: 422, body: { message: "No." } } })), undefined);
        assert.equal(differs(exchange({ body: wrong, reply: undefined })), undefined);
        assert.equal(
            differs(exchange({ path: "/orgs/acme", method: "GET", reply: { status: 200, body: 1 } })),
            undefined,
        );
    });

    it("is published to subscribers, without a reply if a fault replaced it", async () => {
        const heard: Exchange[] = [];
        const listen = (message: unknown) => void heard.push(message as Exchange);
        const github = await startGitHub();
        EXCHANGES.subscribe(listen);
        try {
            const headers = { authorization: "Bearer ghs_embedded", "content-type": "application/json" };
            const post = () =>
                fetch(github.url + SET, {
                    method: "POST",
                    headers,
                    body: JSON.stringify({ ...body, deployments: [{ ...entry, github_repository: "api" }] }),
                });
            await (await post()).text();
            github.fail({ status: 503 });
            await (await post()).text();
            assert.deepEqual(
                heard.map(({ method, path, reply }) => [method, path, reply?.status]),
                [
                    ["POST", SET, 200],
                    ["POST", SET, undefined],
                ],
            );
            assert.deepEqual(heard.map(differs), [undefined, undefined]);
        } finally {
            EXCHANGES.unsubscribe(listen);
            await github.close();
        }
    });
});

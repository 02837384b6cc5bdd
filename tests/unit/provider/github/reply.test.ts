import assert from "node:assert/strict";
import { describeReply, readReply } from "../../../../provider/github/reply";
import { deploymentReply } from "../../../support/record-sets";
import { storageReply } from "../../../support/storage-records";

const readDeployments = (data: unknown) => readReply(data, "deployment");
const readStored = (data: unknown) => readReply(data, "storage");
const NOTHING = { records: undefined, errors: undefined, total: undefined };

describe("the body of a reply", () => {
    it("contains records, rejections and their number", () => {
        const errors = [{ cause: "unauthorized", deployment: { deployment_name: "web", name: "w" } }];
        assert.deepEqual(readDeployments({ total_count: 1, deployment_records: [deploymentReply()], errors }), {
            records: [deploymentReply()],
            errors,
            total: 1,
        });
        assert.deepEqual(readStored({ total_count: 2, storage_records: [storageReply(), storageReply()] }), {
            records: [storageReply(), storageReply()],
            errors: undefined,
            total: 2,
        });
    });

    it("can omit each of them, have null instead, or have a total that is not a number", () => {
        assert.deepEqual(readDeployments({}), NOTHING);
        assert.deepEqual(readDeployments({ total_count: null, deployment_records: null, errors: null }), NOTHING);
        assert.deepEqual(readStored({ total_count: "one", deployment_records: 1 }), NOTHING);
    });

    it("can have an undocumented cause and undocumented fields", () => {
        const errors = [{ cause: "archived", deployment: { deployment_name: "web" }, at: 1 }];
        assert.deepEqual(readDeployments({ errors })?.errors, errors);
        const record = { ...storageReply(), more: { than: "known" } };
        assert.deepEqual(readStored({ storage_records: [record] })?.records, [record]);
    });

    const OPTIONAL = {
        physical_environment: "eu",
        cluster: "prod",
        tags: { team: "shop" },
        runtime_risks: ["sensitive-data"],
        created_at: "2026-01-01T00:00:00Z",
        updated_at: "2026-01-01T00:00:00Z",
        attestation_id: 9,
    };

    for (const [field, value] of Object.entries(OPTIONAL)) {
        it(`can omit ${field} of a deployment, or have null instead`, () => {
            const { [field as "tags"]: _, ...without } = deploymentReply();
            for (const record of [without, { ...without, [field]: null }]) {
                assert.deepEqual(readDeployments({ deployment_records: [record] })?.records, [without]);
            }
            const record = { ...without, [field]: value };
            assert.deepEqual(readDeployments({ deployment_records: [record] })?.records, [record]);
        });
    }

    for (const field of ["artifact_url", "repository", "created_at", "updated_at"] as const) {
        it(`can omit ${field} of a stored artifact, or have null instead`, () => {
            const { [field]: _, ...without } = storageReply();
            for (const record of [without, { ...without, [field]: null }]) {
                assert.deepEqual(readStored({ storage_records: [record] })?.records, [without]);
            }
        });
    }
});

describe("a reply body", () => {
    for (const data of [null, undefined, "<html>", 7, [], [{ total_count: 0 }]]) {
        it(`is refused if it is not an object: ${JSON.stringify(data)}`, () =>
            assert.equal(readDeployments(data), undefined));
    }

    for (const list of [{}, "none", 0, [null], ["a"], [[]], [{}]]) {
        it(`is refused if its list of records is ${JSON.stringify(list)}`, () => {
            assert.equal(readDeployments({ total_count: 0, deployment_records: list }), undefined);
            assert.equal(readStored({ total_count: 0, storage_records: list }), undefined);
        });
    }

    for (const errors of [
        {},
        "none",
        [null],
        [{ cause: "not_found" }],
        [{ cause: "not_found", deployment: null }],
        [{ cause: "not_found", deployment: {} }],
        [{ cause: 404, deployment: { deployment_name: "web" } }],
        [{ deployment: { deployment_name: "web" } }],
    ]) {
        it(`is refused if its list of rejections is ${JSON.stringify(errors)}`, () => {
            assert.equal(readDeployments({ total_count: 0, deployment_records: [], errors }), undefined);
        });
    }

    const WRONG = {
        text: 7,
        number: "7",
        map: [],
        mapOfText: { team: 1 },
        list: {},
        listOfText: [7],
    };
    const texts = (...fields: readonly string[]) => fields.map((field): [string, unknown] => [field, WRONG.text]);

    for (const [field, value] of [
        ["id", WRONG.number],
        ["attestation_id", WRONG.number],
        ["tags", WRONG.map],
        ["tags", WRONG.mapOfText],
        ["runtime_risks", WRONG.list],
        ["runtime_risks", WRONG.listOfText],
        ...texts("digest", "logical_environment", "physical_environment", "cluster", "deployment_name"),
        ...texts("created_at", "updated_at"),
    ] as const) {
        it(`is refused if a deployment's ${field} is ${JSON.stringify(value)}`, () => {
            const records = [deploymentReply(), { ...deploymentReply(), [field]: value }];
            assert.equal(readDeployments({ total_count: 2, deployment_records: records }), undefined);
        });
    }

    for (const [field, value] of [
        ["id", WRONG.number],
        ...texts("name", "digest", "artifact_url", "registry_url", "repository", "status", "created_at", "updated_at"),
    ] as const) {
        it(`is refused if a stored artifact's ${field} is ${JSON.stringify(value)}`, () => {
            assert.equal(readStored({ storage_records: [{ ...storageReply(), [field]: value }] }), undefined);
        });
    }

    for (const field of ["id", "digest", "logical_environment", "deployment_name"]) {
        it(`is refused if a deployment has no ${field}`, () => {
            assert.equal(readDeployments({ deployment_records: [{ ...deploymentReply(), [field]: null }] }), undefined);
        });
    }

    for (const field of ["id", "name", "digest", "registry_url", "status"]) {
        it(`is refused if a stored artifact has no ${field}`, () => {
            assert.equal(readStored({ storage_records: [{ ...storageReply(), [field]: null }] }), undefined);
        });
    }
});

describe("the description of a reply", () => {
    for (const [data, told] of [
        [null, "nothing"],
        [undefined, "nothing"],
        ["hush", "text"],
        [7, "number"],
        [true, "boolean"],
        [[], "empty list"],
        [{}, "{}"],
        [["hush", "hush", 7, null], "list of text or number or nothing"],
        [
            { total_count: 7, errors: [{ cause: "hush", deployment: null }] },
            "{ total_count: number, errors: list of { cause: text, deployment: nothing } }",
        ],
        [{ tags: { hush: "hush" }, id: 7 }, "{ tags: …, id: number }"],
        [{ "a\u001b[31m\n": 7 }, "{ a\\u001b[31m\\u000a: number }"],
    ] as const) {
        it(`has names and types, never a value: ${told}`, () => assert.equal(describeReply(data), told));
    }

    it("has at most 300 characters", () => {
        const name = "x".repeat(288);
        assert.equal(describeReply({ [name]: 7 }), `{ ${name}: number }`);
        assert.equal(describeReply({ [`${name}x`]: 7 }), `{ ${name}x: number…`);
    });
});

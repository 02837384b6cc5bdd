import assert from "node:assert/strict";
import { importRecordSet } from "../../../../provider/record-set/import";
import { listeningContext } from "../../../support/process-context";
import { deployment, deploymentReply, digestOf } from "../../../support/record-sets";
import { type Answers, recordingClient } from "../../../support/recording-client";
import { storageReply } from "../../../support/storage-records";

const [one, two] = [digestOf(1), digestOf(2)];
const ID = `acme/prod-eu-1/production?digests=${one}`;

/** What an import returns, and its requests to GitHub. */
async function importOf(id: string, answers: Answers = {}) {
    const client = recordingClient(answers);
    const context = listeningContext(client, { baseUrl: "https://b.test" });
    return { ...(await importRecordSet(id, context)), reads: client.calls.reads, warned: context.warned };
}

const stored = (digest: string) => [
    storageReply({ digest, name: digest === one ? "ghcr.io/acme/api" : "ghcr.io/acme/web" }),
];

describe("importing a record set", () => {
    it("finds the deployments of a digest, without records, so that the next up writes them once", async () => {
        const { updated_at: writtenAt } = deploymentReply();
        const { id, props, inputs, reads } = await importOf(ID, {
            deploymentRecords: () => [deploymentReply()],
            storageRecords: stored,
        });
        assert.equal(id, "acme/prod-eu-1/production");
        assert.deepEqual(inputs, {
            org: "acme",
            cluster: "prod-eu-1",
            logicalEnvironment: "production",
            deployments: { api: deployment() },
            onRejected: "fail",
        });
        assert.deepEqual(props, {
            ...inputs,
            schemaVersion: 1,
            recordIds: {},
            rejected: {},
            unconfirmed: { api: { reason: "imported", writtenAt } },
            baseUrl: "https://b.test",
        });
        assert.deepEqual(reads, [`acme ${one}`, `acme ${one}`]);
    });

    it("warns that it assumes all deployments to be deployed, because GitHub does not return the status", async () => {
        const { warned } = await importOf(ID, {
            deploymentRecords: () => ["a", "b"].map((deployment_name) => deploymentReply({ deployment_name })),
            storageRecords: stored,
        });
        assert.deepEqual(warned, [
            'acme/prod-eu-1/production: imported 2 deployments ("a", "b") as deployed, because GitHub does not return the status of ' +
                "a deployment record. Before you run `pulumi up`, remove what no longer runs, or declare it as " +
                "decommissioned",
        ]);
    });

    it("ignores a record without a cluster", async () => {
        const work = importOf(ID, {
            deploymentRecords: () => [deploymentReply({ cluster: null })],
            storageRecords: stored,
        });
        await assert.rejects(work, { message: /^GitHub returned no deployment record/ });
    });

    it("finds the deployments of several digests, once each, sorted by name", async () => {
        const { inputs, reads } = await importOf(`${ID},${two},${one}`, {
            deploymentRecords: (digest) =>
                digest === one
                    ? [deploymentReply({ deployment_name: "z" }), deploymentReply({ deployment_name: "b" })]
                    : [deploymentReply({ digest, deployment_name: "a" })],
            storageRecords: stored,
        });
        const web = deployment({ name: "ghcr.io/acme/web", digest: two });
        assert.deepEqual(inputs.deployments, { a: web, b: deployment(), z: deployment() });
        assert.deepEqual(Object.keys(inputs.deployments as object), ["a", "b", "z"]);
        assert.equal(reads.length, 4);
    });

    it("finds tags and risks as GitHub holds them, sorted", async () => {
        const { inputs } = await importOf(ID, {
            deploymentRecords: () => [
                deploymentReply({ tags: { z: "1", a: "2" }, runtime_risks: ["sensitive-data", "internet-exposed"] }),
            ],
            storageRecords: stored,
        });
        const risks = ["internet-exposed", "sensitive-data"] as const;
        assert.deepEqual(inputs.deployments, { api: deployment({ tags: { a: "2", z: "1" }, runtimeRisks: risks }) });
    });

    it("uses the later record if several have the same deployment name, even with different digests", async () => {
        const { inputs, warned } = await importOf(`${ID},${two}`, {
            deploymentRecords: (digest) =>
                digest === one
                    ? [deploymentReply({ id: 9, tags: { later: "9" } }), deploymentReply({ id: 3 })]
                    : [deploymentReply({ digest, id: 8 })],
            storageRecords: stored,
        });
        assert.deepEqual(inputs.deployments, { api: deployment({ tags: { later: "9" } }) });
        assert.deepEqual(warned.length, 1);
        assert.match(warned.join(), /imported 1 deployment \("api"\)/);
    });

    it("finds only what runs in the physical environment of the id", async () => {
        const deploymentRecords = () => [
            deploymentReply({ deployment_name: "here", physical_environment: "eu west/1" }),
            deploymentReply({ deployment_name: "anywhere" }),
            deploymentReply({ deployment_name: "other cluster", cluster: "b", physical_environment: "eu west/1" }),
            deploymentReply({
                deployment_name: "staging",
                logical_environment: "s",
                physical_environment: "eu west/1",
            }),
        ];
        const answers = { deploymentRecords, storageRecords: stored };
        const placed = await importOf(`acme/prod-eu-1/production/eu%20west%2F1?digests=${one}`, answers);
        assert.equal(placed.id, "acme/prod-eu-1/production/eu%20west%2F1");
        assert.equal(placed.inputs.physicalEnvironment, "eu west/1");
        assert.deepEqual(Object.keys(placed.inputs.deployments as object), ["here"]);
        const { inputs } = await importOf(ID, answers);
        assert.deepEqual(Object.keys(inputs.deployments as object), ["anywhere"]);
    });

    it("uses an artifact's name if several storage records agree on it", async () => {
        const { inputs } = await importOf(ID, {
            deploymentRecords: () => [deploymentReply()],
            storageRecords: (digest) => [...stored(digest), storageReply({ id: 8, registry_url: "https://b.test" })],
        });
        assert.deepEqual(inputs.deployments, { api: deployment() });
    });

    it("is refused if GitHub returned no record of a digest, and names the digest", async () => {
        const work = importOf(`${ID},${two},${digestOf(3)}`, {
            deploymentRecords: (digest) => (digest === one ? [deploymentReply()] : [deploymentReply({ cluster: "b" })]),
            storageRecords: stored,
        });
        await assert.rejects(work, (error: Error) => {
            const start = `GitHub returned no deployment record in acme/prod-eu-1/production of ${two}, ${digestOf(3)}. `;
            assert.ok(error.message.startsWith(start), error.message);
            assert.match(error.message, /"artifact-metadata: read".*Import without these/);
            return true;
        });
    });

    for (const [names, why] of [
        [[], "no storage record has the name of the artifact"],
        [["a", "b", "a"], 'its storage records give it more than one name \\("a", "b"\\)'],
    ] as const) {
        it(`is refused if ${why.split(" (")[0]}`, async () => {
            const work = importOf(ID, {
                deploymentRecords: () => [deploymentReply()],
                storageRecords: () => names.map((name) => storageReply({ name })),
            });
            await assert.rejects(work, {
                message: new RegExp(`^${one} cannot be imported: ${why}, and deployment records hold none\\. Declare`),
            });
        });
    }

    for (const [id, reasons] of [
        [
            "",
            "cluster is required, but missing; logicalEnvironment is required, but missing; " +
                'org is "", but must be an organization\'s name: letters, digits and hyphens; a digest is "", but must be "sha256:" and 64 hexadecimal digits in lower case',
        ],
        ["acme/prod-eu-1/production", 'a digest is "", but must be "sha256:" and 64 hexadecimal digits in lower case'],
        [
            `acme/prod-eu-1/production?digests=${one},latest`,
            'a digest is "latest", but must be "sha256:" and 64 hexadecimal digits in lower case',
        ],
        [`acme/prod-eu-1/production/eu/west?digests=${one}`, "has more than four parts"],
        [
            `acme/prod%2Feu/production?digests=${one}`,
            'cluster is "prod/eu", but must be 1 to 128 letters, digits, dots, hyphens and underscores',
        ],
        [
            `acme/prod-eu-1/production/?digests=${one}`,
            'physicalEnvironment is "", but must be text of 1 to 128 characters',
        ],
        [
            `acme/prod-eu-1/production?${one}`,
            'a digest is "", but must be "sha256:" and 64 hexadecimal digits in lower case',
        ],
        [
            `acme/prod-eu-1/production?digests=${one}?${two}`,
            `a digest is "${`${one}?${two}`.slice(0, 116)}… (143 characters; the limit is 71), but must be "sha256:" and 64 hexadecimal digits in lower case; did you mean "${two}"?`,
        ],
    ] as const) {
        it(`is refused without a request if the id has another form: ${id.slice(0, 60)}`, async () => {
            const client = recordingClient();
            const context = listeningContext(client);
            await assert.rejects(importRecordSet(id, context), (error: Error) => {
                const [what, form] = error.message.split(". The id of a record set to import is ");
                assert.equal(what, `${JSON.stringify(id)} cannot be imported: ${reasons}`);
                assert.match(
                    String(form),
                    /^ORG\/CLUSTER\/LOGICAL_ENVIRONMENT\[\/PHYSICAL_ENVIRONMENT\]\?digests=DIGEST/,
                );
                return true;
            });
            assert.deepEqual([client.calls.reads, context.warned, context.connections()], [[], [], 0]);
        });
    }
});

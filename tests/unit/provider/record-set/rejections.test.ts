import assert from "node:assert/strict";
import { applyPlan } from "../../../../provider/record-set/apply";
import type { KnownSet, PriorSet } from "../../../../provider/record-set/model";
import { planRecordSet } from "../../../../provider/record-set/plan";
import { Run } from "../../../../provider/run";
import { deployment, deploymentRecord, desiredSet, digestOf, priorSet } from "../../../support/record-sets";
import { recordingClient, rejectSome } from "../../../support/recording-client";

const one = deployment();
const two = deployment({ digest: digestOf(2) });

type Causes = Parameters<typeof rejectSome>[0];

const applyRejecting = (causes: Causes, prior: PriorSet | undefined, desired: KnownSet) => {
    const client = recordingClient({ cluster: rejectSome(causes) });
    return applyPlan(planRecordSet(prior, desired), desired, prior, async () => client, new Run());
};

describe("a rejected deployment", () => {
    for (const cause of ["unauthorized", "not_found"] as const) {
        it(`that is new is not in the outcome (${cause}); the others are`, async () => {
            const applied = await applyRejecting({ bad: cause }, undefined, desiredSet({ bad: one, good: one }));
            assert.deepEqual([...applied.deployments.keys()], ["good"]);
            assert.deepEqual([...applied.records.keys()], ["good"]);
            assert.deepEqual(Object.fromEntries(applied.rejected), { bad: cause });
            assert.equal(applied.rejections.length, 1);
            assert.deepEqual(applied.failures, []);
        });

        it(`that was to be updated stays as it was recorded (${cause})`, async () => {
            const prior = priorSet({ bad: one, good: one });
            const applied = await applyRejecting({ bad: cause }, prior, desiredSet({ bad: two, good: two }));
            assert.deepEqual(Object.fromEntries(applied.deployments), { bad: one, good: two });
            assert.deepEqual(applied.records.get("bad"), deploymentRecord());
            assert.notDeepEqual(applied.records.get("good"), deploymentRecord());
            assert.deepEqual(Object.fromEntries(applied.rejected), { bad: cause });
        });
    }

    it("that was to be decommissioned stays where the credential may not write it", async () => {
        const applied = await applyRejecting({ left: "unauthorized" }, priorSet({ left: one }), desiredSet());
        assert.deepEqual(Object.fromEntries(applied.deployments), { left: one });
        assert.deepEqual(Object.fromEntries(applied.records), { left: deploymentRecord() });
        assert.deepEqual(Object.fromEntries(applied.rejected), { left: "unauthorized" });
        assert.match(applied.rejections[0] as string, /^deployment "left" \(sha256:000000000001…\), to decommission: /);
    });

    it("that was to be decommissioned is gone where GitHub finds nothing to retire", async () => {
        const applied = await applyRejecting({ left: "not_found" }, priorSet({ left: one }), desiredSet());
        assert.deepEqual([applied.deployments.size, applied.records.size, applied.rejected.size], [0, 0, 0]);
        assert.deepEqual([applied.failures, applied.rejections], [[], []]);
    });
});

describe("the explanation of a rejection", () => {
    const reason = async (cause: "unauthorized" | "not_found", githubRepository?: string) => {
        const entry = deployment({ ...(githubRepository !== undefined && { githubRepository }) });
        return (await applyRejecting({ 'a"b': cause }, undefined, desiredSet({ 'a"b': entry }))).rejections[0];
    };
    const start = `deployment "a\\"b" (sha256:000000000001…), to record: GitHub rejected it as`;

    it("names the permission and the repository where it is unauthorized", async () => {
        const rest = "unauthorized: the credential may not write artifact metadata of";
        const advice = ': give it "artifact-metadata: write" there';
        assert.equal(await reason("unauthorized", "api"), `${start} ${rest} the repository "api"${advice}`);
        assert.equal(await reason("unauthorized"), `${start} ${rest} the repository that built it${advice}`);
    });

    it("says what to give where nothing was found to attach it to", async () => {
        assert.equal(
            await reason("not_found"),
            `${start} not_found: no provenance attestation exists for the digest, and no githubRepository is given: ` +
                "attest the build, or name the repository",
        );
        assert.equal(
            await reason("not_found", "api"),
            `${start} not_found: no provenance attestation exists for the digest, and the repository "api" was not ` +
                "found in the organization: check its name",
        );
    });
});

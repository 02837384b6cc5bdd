import assert from "node:assert/strict";
import { RECORDS_ALL } from "../../../../provider/process/rehearsal";

describe("a stand-in for GitHub that records everything", () => {
    it("holds no records and has no objections", async () => {
        assert.deepEqual(await RECORDS_ALL.listDeploymentRecords("acme", "sha256:1"), []);
        assert.deepEqual(await RECORDS_ALL.listStorageRecords("acme", "sha256:1"), []);
        assert.deepEqual(await RECORDS_ALL.verify({ label: "a", org: "acme", artifacts: [] }), {
            problems: [],
            warnings: [],
        });
        const refusal = { as: "not-found", org: "acme", artifacts: [], permission: "write", headers: {} } as const;
        assert.deepEqual(await RECORDS_ALL.explain([refusal as never]), [[]]);
    });
});

import assert from "node:assert/strict";
import { renderDeployments, renderRequests, renderStorage } from "../../../../tools/github/index";
import { storedDeployment, storedImage } from "./samples";

const DIGEST = `sha256:0123456789ab${"c".repeat(52)}`;
const deployed = storedDeployment({ digest: DIGEST });
const stored = storedImage({ digest: DIGEST, version: null });

describe("A table", () => {
    it("without rows is (none)", () => {
        assert.deepEqual([renderDeployments([]), renderStorage([]), renderRequests([])], Array(3).fill("(none)"));
    });

    it("of deployments has aligned columns", () => {
        const bare = { ...deployed, physical_environment: null, version: null, tags: {}, runtime_risks: [] };
        assert.equal(
            renderDeployments([deployed, { ...bare, deployment_name: "b", status: "decommissioned" }]),
            [
                "CLUSTER    ENVIRONMENT    DEPLOYMENT  NAME  VERSION  DIGEST                STATUS          RISKS             TAGS",
                "acme/prod  production/eu  shop/api    api   1.4.2    sha256:0123456789ab…  deployed        internet-exposed  team=shop,tier=1",
                "acme/prod  production     b           api   -        sha256:0123456789ab…  decommissioned  -                 -",
            ].join("\n"),
        );
    });

    it("of storage records has aligned columns", () => {
        assert.equal(
            renderStorage([stored, { ...stored, repository: null, version: "1" }]),
            [
                "ORG   NAME  VERSION  DIGEST                REGISTRY         REPOSITORY  STATUS",
                "acme  api   -        sha256:0123456789ab…  https://ghcr.io  acme/api    active",
                "acme  api   1        sha256:0123456789ab…  https://ghcr.io  -           active",
            ].join("\n"),
        );
    });

    it("of requests shortens encoded digests and marks cut connections", () => {
        const request = { method: "GET", status: 200, body: undefined, requestId: "E0A1:1" };
        const path = `/orgs/acme/artifacts/${DIGEST.replace(":", "%3A")}/metadata/storage-records`;
        assert.equal(
            renderRequests([
                { ...request, path },
                { ...request, method: "POST", path: "/x", status: 0, entries: 12 },
            ]),
            [
                "METHOD  STATUS  ENTRIES  PATH",
                "GET     200     -        /orgs/acme/artifacts/sha256:0123456789ab…/metadata/storage-records",
                "POST    cut     12       /x",
            ].join("\n"),
        );
    });

    it("shows control characters instead of sending them to the terminal", () => {
        const name = "a\u001b[2Jb\nc\u202ed\u0085e\u007f";
        const table = renderStorage([{ ...stored, name }]);
        assert.ok(table.includes("a\\u001b[2Jb\\u000ac\\u202ed\\u0085e\\u007f"), table);
        assert.equal(table.split("\n").length, 2);
    });
});

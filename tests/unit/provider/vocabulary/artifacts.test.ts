import assert from "node:assert/strict";
import { artifactKeys, sameOrganization } from "../../../../provider/vocabulary/artifacts";

describe("an artifact", () => {
    it("compares organizations without case", () => {
        assert.equal(sameOrganization("Acme", "aCME"), true);
        assert.equal(sameOrganization("acme", "acme-2"), false);
    });

    it("distinguishes artifacts by digest and repository, without case, and only by digest if one names no repository", () => {
        const artifact = (digest: string, githubRepository?: string | null) => ({ digest, githubRepository });
        const several = [artifact("a", "api"), artifact("a", "API"), artifact("a", "web"), artifact("b", "api")];
        const distinct = (artifacts: typeof several) => new Set(artifacts.map(artifactKeys(artifacts))).size;
        assert.equal(distinct(several), 3);
        for (const none of [undefined, null]) assert.equal(distinct([...several, artifact("a", none)]), 2);
    });
});

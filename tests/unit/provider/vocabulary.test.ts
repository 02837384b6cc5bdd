import assert from "node:assert/strict";
import { artifactKeys, byCodeUnit, firstOf, isUnknown, sameOrganization, UNKNOWN } from "../../../provider/vocabulary";

describe("the vocabulary", () => {
    it("recognizes an unknown value by the text that Pulumi sends for it", () => {
        assert.equal(UNKNOWN, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        assert.deepEqual([UNKNOWN, `${UNKNOWN} `, undefined, {}].map(isUnknown), [true, false, false, false]);
    });

    it("sorts by code unit, the same everywhere", () => {
        assert.deepEqual(["b", "a", "B", "é", "a"].sort(byCodeUnit), ["B", "a", "a", "b", "é"]);
        assert.deepEqual([byCodeUnit("a", "b"), byCodeUnit("a", "a"), byCodeUnit("b", "a")], [-1, 0, 1]);
    });

    it("names all items if they are few, and otherwise counts the rest", () => {
        assert.equal(firstOf(["a", "b", "c"], 3), "a, b, c");
        assert.equal(firstOf(["a", "b", "c", "d"], 3), "a, b, c and 1 more");
    });

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

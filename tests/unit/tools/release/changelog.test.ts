import assert from "node:assert/strict";
import { disagreements, sectionOf } from "../../../../tools/release/changelog";

const CHANGELOG =
    "# Changelog\n\n## 1.1.0 (2026-12-01)\n\n### Added\n\n- More.\n\n## 1.0.0\n\n## Unreleased\n\n- Next.\n";

describe("The changelog of a release", () => {
    it("is the section with its version, with or without a date, and must not be empty", () => {
        assert.equal(sectionOf(CHANGELOG, "1.1.0"), "### Added\n\n- More.");
        assert.equal(sectionOf(CHANGELOG, "1.0.0"), undefined);
        assert.equal(sectionOf(CHANGELOG, "1.1"), undefined);
    });

    it("agrees with the version and the tag", () => {
        assert.deepEqual(disagreements("1.1.0", CHANGELOG, "v1.1.0"), []);
        assert.deepEqual(disagreements("2.0.0", CHANGELOG), []);
    });

    it("reports each disagreement, with what to do", () => {
        assert.deepEqual(disagreements("2.0.0", CHANGELOG, "v1.1.0"), [
            "The tag is v1.1.0, and package.json has the version 2.0.0. Tag it v2.0.0, or change the version.",
            'CHANGELOG.md says nothing under "## 2.0.0". Give "## Unreleased" that name.',
        ]);
    });
});

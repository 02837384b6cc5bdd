import assert from "node:assert/strict";
import { identityOf, withIdentity } from "../../../../tools/release/identity";
import { publishedBy } from "../../../../tools/schema/published";

describe("Where a release comes from", () => {
    it("is said by package.json, and by the plugin's schema after it", () => {
        const manifest = JSON.parse(withIdentity('{ "name": "a", "version": "1.0.0" }', identityOf("acme/fork.x")));
        assert.deepEqual(manifest, {
            name: "a",
            version: "1.0.0",
            repository: { type: "git", url: "git+https://github.com/acme/fork.x.git" },
            homepage: "https://github.com/acme/fork.x#readme",
            bugs: { url: "https://github.com/acme/fork.x/issues" },
            author: "acme",
        });
        assert.deepEqual(publishedBy(manifest), {
            repository: "https://github.com/acme/fork.x",
            homepage: "https://github.com/acme/fork.x",
            publisher: "acme",
            pluginDownloadURL: "github://api.github.com/acme/fork.x",
            logoUrl: "https://github.com/acme.png",
        });
    });

    it("takes the place of what was there", () => {
        const first = withIdentity('{ "name": "a", "version": "1.0.0", "description": "b" }', identityOf("acme/api"));
        assert.equal(JSON.parse(withIdentity(first, identityOf("globex/api"))).author, "globex");
    });

    it("is not said where there is no repository", () => assert.deepEqual(publishedBy({}), {}));

    for (const wrong of ["", "acme", "acme/api/x", "acme/a b"]) {
        it(`is refused where it is ${JSON.stringify(wrong)}`, () =>
            assert.throws(() => identityOf(wrong), /^Error: A repository is OWNER\/REPO, and not "/));
    }
});

import assert from "node:assert/strict";
import { identityOf, withIdentity } from "../../../../tools/release/identity";
import { publishedBy } from "../../../../tools/schema/published";

describe("The repository of a release", () => {
    it("is written to package.json, which gives it to the plugin's schema", () => {
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

    it("replaces the one that was there", () => {
        const first = withIdentity('{ "name": "a", "version": "1.0.0", "description": "b" }', identityOf("acme/api"));
        assert.equal(JSON.parse(withIdentity(first, identityOf("globex/api"))).author, "globex");
    });

    it("is left out of the schema if package.json names none", () => assert.deepEqual(publishedBy({}), {}));

    for (const wrong of ["", "acme", "acme/api/x", "acme/a b"]) {
        it(`is refused if it is ${JSON.stringify(wrong)}`, () =>
            assert.throws(() => identityOf(wrong), /^Error: A repository is OWNER\/REPO, and not "/));
    }
});

import assert from "node:assert/strict";
import { idParts, unfitId } from "../../../../provider/input/import-id";

describe("the parts of an id", () => {
    it("are separated by slashes, and each is decoded", () => {
        assert.deepEqual(idParts("acme/sha256%3Aab/https%3A%2F%2Fghcr.io"), ["acme", "sha256:ab", "https://ghcr.io"]);
        assert.deepEqual(idParts("acme//"), ["acme", "", ""]);
    });

    it("are unchanged if they cannot be decoded", () => {
        assert.deepEqual(idParts("100%/%zz/a%2Fb"), ["100%", "%zz", "a/b"]);
    });
});

describe("an id that cannot be imported", () => {
    it("is refused with all problems and the expected form", () => {
        const { name, message } = unfitId('a"b', ["one", "two"], "The id is A/B");
        assert.equal(message, '"a\\"b" cannot be imported: one; two. The id is A/B');
        assert.equal(name, "PlainError");
    });
});

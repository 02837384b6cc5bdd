import assert from "node:assert/strict";
import { readSchemaVersion } from "../../../../provider/resource/schema-version";

describe("the version of a state", () => {
    it("is read", () => assert.equal(readSchemaVersion({ schemaVersion: 1 }), 1));

    it("is refused if it is newer, with what to install", () => {
        assert.throws(() => readSchemaVersion({ schemaVersion: 2 }), {
            message:
                /newer pulumi-github-artifacts \(schemaVersion 2; this one reads up to 1\): run `npm install pulumi-github-artifacts@latest`/,
        });
    });

    for (const schemaVersion of [undefined, null, 0, 0.5, "1", "2", Number.NaN]) {
        it(`is refused if it is ${JSON.stringify(schemaVersion)}`, () => {
            assert.throws(() => readSchemaVersion({ schemaVersion }), {
                message:
                    /has no schemaVersion that .* has written .* or drop the resource .*: run `pulumi state delete`/,
            });
        });
    }
});

import assert from "node:assert/strict";
import { fits, type Limited } from "../../../../provider/images/limits";
import { STORAGE_ARGUMENTS } from "../../../../provider/images/storage-arguments";
import { parseStorageRecord } from "../../../../provider/storage-record/inputs";
import { MOST_CHARACTERS } from "../../../../provider/vocabulary/words";
import { digestOf } from "../../../support/records";

const RECORD = { name: "api", digest: digestOf("a"), registryUrl: "https://ghcr.io" };

describe("the limits for the parts of an image reference", () => {
    for (const argument of Object.keys(STORAGE_ARGUMENTS) as Limited[]) {
        it(`are the limits of a record's arguments: ${argument}`, () => {
            const longest = "https://".padEnd(MOST_CHARACTERS[argument], "a");
            const problems = (value: string) => parseStorageRecord({ ...RECORD, [argument]: value }, "acme").problems;
            assert.deepEqual([fits(argument, longest), problems(longest)], [true, []]);
            assert.equal(fits(argument, `${longest}a`), false);
            assert.deepEqual(
                problems(`${longest}a`).map(({ path }) => path),
                [argument],
            );
        });
    }
});

import assert from "node:assert/strict";
import { parseStorageRecord } from "../../../provider/storage-record/inputs";
import { fits, MOST_CHARACTERS } from "../../../sdk/github-limits";
import { digestOf } from "../../support/records";

const RECORD = { name: "api", digest: digestOf("a"), registryUrl: "https://ghcr.io" };

describe("the limits of what is made of an image reference", () => {
    for (const argument of Object.keys(MOST_CHARACTERS) as (keyof typeof MOST_CHARACTERS)[]) {
        it(`are those that a record is checked against: ${argument}`, () => {
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

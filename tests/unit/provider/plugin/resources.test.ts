import assert from "node:assert/strict";
import { type PluginResource, previewed, resourceOf } from "../../../../provider/plugin/resources";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";

const one = { computed: ["records"] } as unknown as PluginResource;
const resources = new Map([["a:index:One", one]]);

describe("the resource of a URN", () => {
    it("is found by its type", () => {
        assert.equal(resourceOf(resources, "urn:pulumi:dev::shop::a:index:One::name"), one);
    });

    it("is found by its type among those of its parents, whatever its name is", () => {
        assert.equal(resourceOf(resources, "urn:pulumi:dev::shop::my:a:Part$other:b:C$a:index:One::a::$b"), one);
    });

    for (const [urn, token] of [
        ["urn:pulumi:dev::shop::a:index:Two::name", "a:index:Two"],
        ["urn:pulumi:dev::shop::a:index:One$a:index:Two::name", "a:index:Two"],
        ["urn:pulumi:dev::shop::toString::name", "toString"],
        ["no URN", ""],
    ] as const) {
        it(`does not exist for ${urn}`, () => {
            assert.throws(() => resourceOf(resources, urn), {
                message: `there is no resource ${JSON.stringify(token)} in github-artifacts`,
            });
        });
    }
});

describe("the outputs of a resource before it is written", () => {
    it("are the declared values; values that only GitHub can provide are unknown", () => {
        assert.deepEqual(previewed(one, { a: 1, records: "old" }), { a: 1, records: UNKNOWN });
    });
});

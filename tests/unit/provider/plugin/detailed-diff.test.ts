import assert from "node:assert/strict";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { toDiffResponse } from "../../../../provider/plugin/detailed-diff";
import type { Difference } from "../../../../provider/resource/difference";
import type { Diff } from "../../../../provider/resource/resource-handler";

const none: Diff = { changes: false, replaces: [], deleteBeforeReplace: false, differences: [] };
const kindNames = new Map(Object.entries(PropertyDiff.Kind).map(([name, kind]) => [kind, name]));

/** The paths and kinds in the answer to the engine. */
const detailsOf = (response: DiffResponse) =>
    Object.fromEntries(
        [...response.getDetaileddiffMap().entries()].map(([path, shown]) => [path, kindNames.get(shown.getKind())]),
    );

const details = (...differences: Difference[]) => detailsOf(toDiffResponse({ ...none, changes: true, differences }));

/** Where the engine shows a difference at this path. */
const pathOf = (...path: [...string[], string]) => details({ path, kind: "add" });

describe("the answer to a diff", () => {
    it("reports no change", () => {
        const response = toDiffResponse(none);
        assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_NONE);
        assert.deepEqual(response.getReplacesList(), []);
        assert.deepEqual(response.getDiffsList(), []);
        assert.deepEqual(detailsOf(response), {});
        assert.equal(response.getDeletebeforereplace(), false);
        assert.equal(response.getHasdetaileddiff(), true);
    });

    it("reports what a change adds, updates and deletes, and the changed properties", () => {
        const response = toDiffResponse({
            ...none,
            changes: true,
            differences: [
                { path: ["deployments", "web"], kind: "add" },
                { path: ["deployments", "api", "digest"], kind: "update" },
                { path: ["deployments", "old"], kind: "delete" },
                { path: ["onRejected"], kind: "update" },
            ],
        });
        assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_SOME);
        assert.deepEqual(response.getDiffsList(), ["deployments", "onRejected"]);
        assert.deepEqual(detailsOf(response), {
            "deployments.web": "ADD",
            "deployments.api.digest": "UPDATE",
            "deployments.old": "DELETE",
            onRejected: "UPDATE",
        });
    });

    it("reports what replaces the resource, how, and whether the old one is deleted first", () => {
        const response = toDiffResponse({
            changes: true,
            replaces: ["digest", "repository", "name"],
            deleteBeforeReplace: true,
            differences: [
                { path: ["digest"], kind: "update" },
                { path: ["repository"], kind: "add" },
                { path: ["name"], kind: "delete" },
                { path: ["version"], kind: "delete" },
            ],
        });
        assert.deepEqual(response.getReplacesList(), ["digest", "repository", "name"]);
        assert.equal(response.getDeletebeforereplace(), true);
        assert.deepEqual(detailsOf(response), {
            digest: "UPDATE_REPLACE",
            repository: "ADD_REPLACE",
            name: "DELETE_REPLACE",
            version: "DELETE",
        });
    });
});

describe("a path of a preview", () => {
    for (const [name, path] of [
        ["api", "deployments.api"],
        ["_a$1", "deployments._a$1"],
        ["1a", 'deployments["1a"]'],
        ["shop/api/server", 'deployments["shop/api/server"]'],
        ["a.b", 'deployments["a.b"]'],
        ["a[0]", 'deployments["a[0]"]'],
        ["", 'deployments[""]'],
        ['say "a"', 'deployments["say \\"a\\""]'],
        ["a\\b", 'deployments["a\\b"]'],
        ["日本", 'deployments["日本"]'],
    ] as const) {
        it(`names ${JSON.stringify(name)} as ${path}`, () => {
            assert.deepEqual(pathOf("deployments", name), { [path]: "ADD" });
            const field = details({ path: ["deployments", name, "digest"], kind: "delete" });
            assert.deepEqual(field, { [`${path}.digest`]: "DELETE" });
        });
    }

    for (const name of ["a\\", 'a\\"b', "\\"]) {
        it(`shows the whole property if no path can name ${JSON.stringify(name)}`, () => {
            assert.deepEqual(pathOf("deployments", name), { deployments: "UPDATE" });
            const both: Difference[] = [
                { path: ["deployments", name, "digest"], kind: "add" },
                { path: ["deployments", name, "version"], kind: "delete" },
            ];
            assert.deepEqual(details(...both), { deployments: "UPDATE" });
        });
    }
});

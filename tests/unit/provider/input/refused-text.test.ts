import assert from "node:assert/strict";
import { NOT_PRINTABLE, text } from "../../../../provider/input/fields";
import { deploymentsProblems } from "../../../../provider/record-set/deployment-inputs";
import { deployment } from "../../../support/record-sets";

const reasons = (deployments: unknown): string[] =>
    deploymentsProblems(deployments).map(({ path, reason }) => `${path} ${reason}`);

describe("a text that fits in all but its characters", () => {
    it("is refused, escaped, and without its value where that is a secret", () => {
        assert.deepEqual(text({ max: 9 })("a\u001bb"), [
            {
                path: "",
                reason: `is "a\\u001bb"${NOT_PRINTABLE}`,
                discreet: `is a secret that is not shown here${NOT_PRINTABLE}`,
            },
        ]);
    });

    it("is refused as a tag's value, which is never shown", () => {
        const tagged = { api: { ...deployment(), tags: { team: "a\nb" } } };
        assert.deepEqual(reasons(tagged), [`["api"].tags["team"] is not shown here${NOT_PRINTABLE}`]);
    });
});

describe("a deployment in a list that is called __proto__", () => {
    it("is refused: Pulumi would lose it without a word", () => {
        assert.deepEqual(reasons([{ ...deployment(), deploymentName: "__proto__" }]), [
            '[0].deploymentName is "__proto__", which Pulumi cannot transport: use another name',
        ]);
    });
});

import assert from "node:assert/strict";
import { NOT_PRINTABLE, text } from "../../../../provider/input/fields";
import { deploymentsProblems } from "../../../../provider/record-set/deployment-inputs";
import { deployment } from "../../../support/record-sets";

const reasons = (deployments: unknown): string[] =>
    deploymentsProblems(deployments).map(({ path, reason }) => `${path} ${reason}`);

describe("text that is valid except for its characters", () => {
    it("is refused with its value escaped, or without its value if that is a secret", () => {
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

describe("a deployment in a list with the name __proto__", () => {
    it("is refused because Pulumi would drop it silently", () => {
        assert.deepEqual(reasons([{ ...deployment(), deploymentName: "__proto__" }]), [
            '[0].deploymentName is "__proto__", which Pulumi cannot transport: use another name',
        ]);
    });
});

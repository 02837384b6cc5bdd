import { list, objectOf, optional, required, text, type Violation } from "./rules";
import { digest } from "./vocabulary";
import type { AttestationsBody, AttestationsQuery } from "./wire";

const body = objectOf<AttestationsBody>({
    subject_digests: required(list({ min: 1, max: 1024 }, digest)),
    predicate_type: optional(text({ min: 1 })),
});

// Of a number over 100 GitHub makes 100. Here it is refused: who asks for more counts on getting it.
const query = objectOf<Record<keyof AttestationsQuery, string>>({
    per_page: optional(text({ pattern: /^([1-9]\d?|100)$/ })),
    before: optional(text({ min: 1 })),
    after: optional(text({ min: 1 })),
});

/** Everything that is wrong with a list of attestations; where that is nothing, `value` is an {@link AttestationsBody}. */
export function checkAttestations(value: unknown, parameters: Readonly<Record<string, string>>): Violation[] {
    const violations: Violation[] = [];
    query(parameters, "", violations);
    body(value, "", violations);
    if ("before" in parameters && "after" in parameters) {
        violations.push({ field: "before", code: "custom", message: "before and after exclude each other." });
    }
    return violations;
}

import { list, objectOf, optional, required, text, type Violation } from "./rules";
import { digest } from "./vocabulary";
import type { AttestationsBody, AttestationsQuery } from "./wire";

const body = objectOf<AttestationsBody>({
    subject_digests: required(list({ min: 1, max: 1024 }, digest)),
    predicate_type: optional(text({ min: 1 })),
});

// GitHub treats a number above 100 as 100. This server refuses it, since a client that asks for more expects to get it.
const query = objectOf<Record<keyof AttestationsQuery, string>>({
    per_page: optional(text({ pattern: /^([1-9]\d?|100)$/ })),
    before: optional(text({ min: 1 })),
    after: optional(text({ min: 1 })),
});

/** The violations in a request for attestations. If there are none, `value` is an {@link AttestationsBody}. */
export function checkAttestations(value: unknown, parameters: Readonly<Record<string, string>>): Violation[] {
    const violations: Violation[] = [];
    query(parameters, "", violations);
    body(value, "", violations);
    if ("before" in parameters && "after" in parameters) {
        violations.push({ field: "before", code: "custom", message: "before and after exclude each other." });
    }
    return violations;
}

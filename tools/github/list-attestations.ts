import { checkAttestations } from "./attestation-rules";
import type { Endpoint, OrganizationCall } from "./call";
import { pageOf } from "./cursor-page";
import { refuse } from "./replies";
import type { AttestationReply, AttestationsBody, AttestationsReply } from "./wire";

/** The two names of a provenance attestation: GitHub's own name, and the name of the format. */
const PROVENANCE = ["provenance", "https://slsa.dev/provenance/v1"];

/**
 * `POST /orgs/{org}/attestations/bulk-list`: the attestations of artifacts in repositories that the token may read.
 * Although it is a POST, it changes nothing, and a token that may only read may call it.
 *
 * GitHub does not document what a page counts, or what it returns for a digest without attestations. Its OpenAPI
 * description allows `null`. Here:
 *
 *     page                             | counts attestations. Each artifact has at most one
 *     digest without one on the page   | `null`; with `listUnattested: false` it is left out
 *     attestation that may not be read | as if there was none
 *     bundle                           | empty, since this server signs nothing
 */
export const listAttestations: Endpoint = (call) => {
    const parameters = Object.fromEntries(call.query);
    const violations = checkAttestations(call.body, parameters);
    if (violations.length > 0) {
        return refuse(422, "Validation Failed", call.documentation, violations);
    }
    const { subject_digests, predicate_type = "provenance" } = call.body as AttestationsBody;
    const digests = PROVENANCE.includes(predicate_type) ? [...new Set(subject_digests)] : [];
    const page = pageOf(
        digests.flatMap((digest) => attestationOf(call, digest)),
        { ...parameters, size: Number(parameters.per_page ?? 30) },
    );
    if (page === undefined) {
        const message = "is no cursor of this list.";
        const field = parameters.after === undefined ? "before" : "after";
        return refuse(422, "Validation Failed", call.documentation, [{ field, code: "invalid", message }]);
    }
    const attestations: AttestationsReply["attestations_subject_digests"] = {};
    for (const digest of call.state.listUnattested ? subject_digests : []) {
        attestations[digest] = null;
    }
    for (const { digest, reply } of page.items) {
        attestations[digest] = [reply];
    }
    const body: AttestationsReply = { attestations_subject_digests: attestations, page_info: page.info };
    return { status: 200, body };
};

interface Found {
    readonly digest: string;
    readonly id: number;
    readonly reply: AttestationReply;
}

function attestationOf({ organization, access, baseUrl }: OrganizationCall, digest: string): Found[] {
    const attestation = organization.attestationOf(digest);
    if (attestation === undefined) {
        return [];
    }
    const { id } = attestation;
    const repository = organization.repository(attestation.repository);
    if (repository === undefined || !access.mayRead(repository.name)) {
        return [];
    }
    const bundle_url = `${baseUrl}/attestations/${id}/bundle`;
    return [{ digest, id, reply: { bundle: {}, repository_id: repository.id, bundle_url } }];
}

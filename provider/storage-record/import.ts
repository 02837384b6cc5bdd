import { idParts, partsReasons, unfitId } from "../input/import-id";
import { toTheSecond } from "../ownership/last-write";
import type { Import } from "../resource/context";
import { PlainError } from "../text/plain-error";
import { parseStorageRecord } from "./inputs";
import { type DesiredStorage, storageId } from "./model";
import { encodeStorageRecord } from "./state";
import { recordsAt, statusOf } from "./wire";

/**
 * What GitHub holds for a storage record that is in no state. GitHub does not return its version, path or repository, so the record counts
 * as not written yet, and the next `pulumi up` writes it once.
 */
export const importStorageRecord: Import = async (id, { client, settings }) => {
    const parts = idParts(id);
    const [org, digest, registryUrl, repository] = parts;
    // GitHub returns the name. Until then, any name will do.
    const { desired, problems } = parseStorageRecord({ org, name: "?", digest, registryUrl, repository }, undefined);
    const reasons = partsReasons(parts, problems);
    if (desired === undefined || reasons.length > 0) {
        throw unfitId(id, reasons, FORM);
    }
    const replies = await (await client()).listStorageRecords(desired.org, desired.digest);
    const latest = recordsAt(desired, replies).at(-1);
    if (latest === undefined) throw new PlainError(`GitHub returned no such storage record: ${id}. ${NOT_FOUND}`);
    const { name, artifact_url, status, updated_at } = latest;
    const inputs: DesiredStorage = {
        ...desired,
        name,
        ...(artifact_url && { artifactUrl: artifact_url }),
        status: statusOf(status, desired.status),
    };
    const held = {
        recordIds: [],
        ...(updated_at !== undefined && { writtenAt: toTheSecond(updated_at) }),
        unconfirmed: "imported" as const,
        baseUrl: settings().baseUrl,
    };
    return { id: storageId(inputs), props: { ...encodeStorageRecord({ ...inputs, ...held }) }, inputs: { ...inputs } };
};

const FORM =
    "The id of a storage record is ORG/DIGEST/REGISTRY_URL[/REPOSITORY], each part URI-encoded, such as " +
    "acme/sha256%3A0123…/https%3A%2F%2Fghcr.io/acme%2Fapi";

const NOT_FOUND =
    'Either it is not recorded, or the credential cannot read it (it needs "artifact-metadata: read" on the repository ' +
    "that built the artifact). Declare it without an import: writing it does no harm if it exists";

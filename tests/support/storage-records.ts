import type { StorageReply } from "../../provider/github/client";
import type { DesiredStorage, PriorStorage, Recorded } from "../../provider/storage-record/model";
import { digestOf } from "./record-sets";

/** A call for a storage record, with its required fields. */
export const storageCall = {
    org: "acme",
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    registry_url: "https://ghcr.io",
    status: "active",
} as const;

/** A declared storage record in its normalized form. */
export const desiredStorage = (parts: Partial<DesiredStorage> = {}): DesiredStorage => ({
    org: "acme",
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    registryUrl: "https://ghcr.io",
    status: "active",
    removalStatus: "eol",
    ...parts,
});

/** The kept parts of the record that GitHub returned. */
export const RECORDED: Recorded = { recordIds: [7], writtenAt: "2026-01-02T00:00:00Z" };

/** A storage record in the state, with the record that GitHub returned. */
export const priorStorage = (parts: Partial<PriorStorage> = {}): PriorStorage => ({
    ...desiredStorage(),
    ...RECORDED,
    baseUrl: "https://api.github.com",
    ...parts,
});

/** A record that GitHub returns. */
export const storageReply = (parts: Partial<StorageReply> = {}): StorageReply => ({
    id: 7,
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    registry_url: "https://ghcr.io",
    status: "active",
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-02T00:00:00Z",
    ...parts,
});

/** What GitHub returns for a storage record in the state that nobody else has written, for the reads of a client. */
export const heldStorage = (prior: PriorStorage = priorStorage(), parts: Partial<StorageReply> = {}): StorageReply => {
    const { name, digest, registryUrl, repository, status } = prior;
    return storageReply({
        name,
        digest,
        registry_url: registryUrl,
        ...(repository !== undefined && { repository }),
        status,
        ...parts,
    });
};

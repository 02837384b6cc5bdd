import type { Endpoint, OrganizationCall } from "./call";
import type { StoredStorageRecord } from "./records";
import { refuse } from "./replies";
import { checkStorage } from "./storage-rules";
import { toStorageReply } from "./to-reply";
import type { StorageBody } from "./wire";

/** `POST …/storage-record`: records where an artifact is stored, or updates that record. */
export const createStorage: Endpoint = (call) => {
    const { documentation, organization, body } = call;
    const violations = checkStorage(body);
    if (violations.length > 0) {
        return refuse(422, "Validation Failed", documentation, violations);
    }
    const sent = body as StorageBody;
    const repository = organization.repositoryOf(sent.digest, sent.github_repository);
    if (repository === undefined || !call.access.mayWrite(repository)) {
        return refuse(404, "no artifacts found", documentation);
    }
    const record = store(call, sent, repository);
    return {
        status: 200,
        body: { total_count: 1, ...(sent.return_records !== false && { storage_records: [toStorageReply(record)] }) },
    };
};

/**
 * GitHub does not document what an omitted field does to an existing record. Here `version`, `artifact_url` and `path` keep
 * their values, and `status` gets its declared default, `active`.
 */
function store(call: OrganizationCall, sent: StorageBody, repository: string): StoredStorageRecord {
    const { storage } = call.state;
    const identity = {
        org: call.organization.name,
        digest: sent.digest,
        registry_url: sent.registry_url,
        repository: sent.repository || null,
    };
    const stored = storage.find(identity);
    const now = call.state.timestamp();
    const written: StoredStorageRecord = {
        ...identity,
        id: stored?.id ?? storage.freshId(),
        name: sent.name,
        version: sent.version ?? stored?.version ?? null,
        artifact_url: sent.artifact_url ?? stored?.artifact_url ?? null,
        path: sent.path ?? stored?.path ?? null,
        status: sent.status ?? "active",
        github_repository: repository,
        created_at: stored?.created_at ?? now,
        updated_at: now,
    };
    storage.put(written);
    return written;
}

import { printable, shortenDigests } from "./printable";
import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
import type { LoggedRequest } from "./request-log";

/** Deployment records as a plain-text table, or `(none)`. Safe to print. */
export function renderDeployments(records: readonly StoredDeploymentRecord[]): string {
    return render(
        ["CLUSTER", "ENVIRONMENT", "DEPLOYMENT", "NAME", "VERSION", "DIGEST", "STATUS", "RISKS", "TAGS"],
        records.map((record) => [
            `${record.org}/${record.cluster}`,
            [record.logical_environment, record.physical_environment].filter((part) => part !== null).join("/"),
            record.deployment_name,
            record.name,
            record.version ?? "-",
            record.digest,
            record.status,
            record.runtime_risks.join(",") || "-",
            listTags(record.tags) || "-",
        ]),
    );
}

/** Storage records as a plain-text table, or `(none)`. Safe to print. */
export function renderStorage(records: readonly StoredStorageRecord[]): string {
    return render(
        ["ORG", "NAME", "VERSION", "DIGEST", "REGISTRY", "REPOSITORY", "STATUS"],
        records.map((record) => [
            record.org,
            record.name,
            record.version ?? "-",
            record.digest,
            record.registry_url,
            record.repository ?? "-",
            record.status,
        ]),
    );
}

/** Requests as a plain-text table, or `(none)`. Safe to print. */
export function renderRequests(requests: readonly LoggedRequest[]): string {
    return render(
        ["METHOD", "STATUS", "ENTRIES", "PATH"],
        requests.map((request) => [
            request.method,
            request.status === 0 ? "cut" : String(request.status),
            request.entries === undefined ? "-" : String(request.entries),
            request.path,
        ]),
    );
}

function listTags(tags: Readonly<Record<string, string>>): string {
    return Object.entries(tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(",");
}

function render(header: readonly string[], rows: readonly (readonly string[])[]): string {
    if (rows.length === 0) {
        return "(none)";
    }
    const lines = [header, ...rows.map((row) => row.map((cell) => shortenDigests(printable(cell))))];
    const widths = header.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? "")].length)));
    return lines
        .map((line) =>
            line
                .map((cell, column) => pad(cell, widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

function pad(cell: string, width: number): string {
    return cell + " ".repeat(width - [...cell].length);
}

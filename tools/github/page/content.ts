import { shortenDigests } from "../printable";
import type { StoredDeploymentRecord, StoredStorageRecord } from "../records";
import type { RecentRequest } from "../request-log";
import { type Html, html } from "./html";
import { type Column, toTable } from "./table";

/** What the page shows. */
export interface Shown {
    /** Sorted, so that those of one cluster and environment stand together. */
    readonly deployments: readonly StoredDeploymentRecord[];
    readonly storage: readonly StoredStorageRecord[];
    /** The oldest first. */
    readonly requests: readonly RecentRequest[];
}

/** The most records of a kind on the page: it is made anew every second. */
export const MOST = 1000;

/** The part of the page that changes. */
export function toContent({ deployments, storage, requests }: Shown): Html {
    return html`<main>
<h2>Deployment records: ${count(deployments)}</h2>
${none(deployments)}${byPlace(deployments.slice(0, MOST)).map(toPlace)}
<h2>Storage records: ${count(storage)}</h2>
${none(storage)}${storage.length === 0 ? "" : toTable(html`Where artifacts are stored`, STORAGE, storage.slice(0, MOST))}
<h2>Last requests</h2>
${none(requests)}${requests.length === 0 ? "" : toTable(html`The newest first`, REQUESTS, [...requests].reverse())}
</main>`;
}

function count({ length }: readonly unknown[]): string {
    return length > MOST ? `${length}, of which ${MOST} are shown` : String(length);
}

function none({ length }: readonly unknown[]): Html | "" {
    return length === 0 ? html`<p>None yet.</p>\n` : "";
}

function byPlace(records: readonly StoredDeploymentRecord[]): StoredDeploymentRecord[][] {
    const places = new Map<string, StoredDeploymentRecord[]>();
    for (const record of records) {
        const { org, cluster, logical_environment, physical_environment } = record;
        const place = JSON.stringify([org, cluster, logical_environment, physical_environment]);
        const there = places.get(place);
        if (there === undefined) {
            places.set(place, [record]);
        } else {
            there.push(record);
        }
    }
    return [...places.values()];
}

function toPlace(records: readonly StoredDeploymentRecord[]): Html {
    const [first] = records;
    if (first === undefined) return html``;
    const { org, cluster, logical_environment, physical_environment } = first;
    const physical = physical_environment === null ? "" : html`, physical environment <b>${physical_environment}</b>`;
    const place = html`organization <b>${org}</b>, cluster <b>${cluster}</b>, logical environment <b>${logical_environment}</b>`;
    return toTable(html`In ${place}${physical}`, DEPLOYMENTS, records);
}

const DEPLOYMENTS: readonly Column<StoredDeploymentRecord>[] = [
    { heading: "Deployment", cell: ({ deployment_name }) => deployment_name },
    { heading: "Artifact", cell: ({ name }) => name },
    { heading: "Version", cell: ({ version }) => version ?? "" },
    { heading: "Digest", cell: ({ digest }) => toDigest(digest) },
    { heading: "Status", cell: ({ status }) => toStatus(status, status === "deployed") },
    { heading: "Repository", cell: ({ github_repository }) => github_repository },
    { heading: "Tags", cell: ({ tags }) => toList(Object.entries(tags).map(([key, value]) => `${key}=${value}`)) },
    { heading: "Risks", cell: ({ runtime_risks }) => toList(runtime_risks) },
];

const STORAGE: readonly Column<StoredStorageRecord>[] = [
    { heading: "Artifact", cell: ({ name }) => name },
    { heading: "Version", cell: ({ version }) => version ?? "" },
    { heading: "Digest", cell: ({ digest }) => toDigest(digest) },
    { heading: "Registry", cell: ({ registry_url }) => registry_url },
    { heading: "Place in registry", cell: ({ repository }) => repository ?? "" },
    { heading: "Status", cell: ({ status }) => toStatus(status, status === "active") },
    { heading: "Organization", cell: ({ org }) => org },
    { heading: "Repository", cell: ({ github_repository }) => github_repository },
];

const REQUESTS: readonly Column<RecentRequest>[] = [
    { heading: "Method", cell: ({ method }) => method },
    { heading: "Path", cell: ({ path }) => html`<code>${shortenDigests(path)}</code>` },
    { heading: "Status", cell: ({ status }) => toOutcome(status) },
    { heading: "Entries", cell: ({ entries }) => entries ?? "" },
];

function toDigest(digest: string): Html {
    return html`<code title="${digest}">${shortenDigests(digest)}</code>`;
}

function toStatus(status: string, current: boolean): Html {
    return html`<span class="${current ? "good" : "gone"}">${status}</span>`;
}

const WELL: readonly number[] = [200, 201, 301];

/** A 207 is no failure of the call, but some of its entries were rejected. */
function toOutcome(status: number): Html {
    return html`<span class="${WELL.includes(status) ? "good" : "bad"}">${status === 0 ? "cut" : status}</span>`;
}

function toList(texts: readonly string[]): Html | "" {
    return texts.length === 0 ? "" : html`<ul>${texts.map((text) => html`<li><code>${text}</code></li>`)}</ul>`;
}

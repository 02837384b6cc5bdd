import type { Journal } from "../journal";
import { shortenDigests } from "../printable";
import type { StoredDeploymentRecord, StoredStorageRecord } from "../records";
import type { RecentRequest } from "../request-log";
import { type Change, toChanges } from "./changes";
import { type Html, html } from "./html";
import { type Column, toTable } from "./table";
import { addressOf, finder, type View } from "./view";

/** The data that the page shows. */
export interface Shown {
    /** Sorted, so that the records of one cluster and environment are together. */
    readonly deployments: readonly StoredDeploymentRecord[];
    readonly storage: readonly StoredStorageRecord[];
    /** Oldest first. */
    readonly requests: readonly RecentRequest[];
    /** The writes, as far as they are kept. */
    readonly journal: Journal;
    readonly view: View;
}

/** The maximum number of records of a kind on the page, which is rendered again every second. */
export const MOST = 1000;

/** The part of the page that changes. */
export function toContent({ deployments, storage, requests, journal, view }: Shown): Html {
    const isFound = finder(view.search);
    const placed = deployments.filter(
        (record) => isFound(record) && (!view.onlyDeployed || record.status === "deployed"),
    );
    const stored = storage.filter(isFound);
    return html`<main>
${toChangesSince(journal, view)}
<h2>Deployment records: ${count(placed, deployments)}</h2>
${none(placed, deployments)}${byPlace(placed.slice(0, MOST)).map(toPlace)}
<h2>Storage records: ${count(stored, storage)}</h2>
${none(stored, storage)}${stored.length === 0 ? "" : toTable(html`Where artifacts are stored`, STORAGE, stored.slice(0, MOST))}
<h2>Last requests</h2>
${none(requests, requests)}${requests.length === 0 ? "" : toTable(html`The newest first`, REQUESTS, [...requests].reverse())}
</main>`;
}

/** The changes of the last run or since a mark, and a link that sets a mark. */
function toChangesSince(journal: Journal, view: View): Html {
    const marked = journal.since(view.since);
    const writes = marked ?? journal.lastRun();
    const all = toChanges(writes);
    const isFound = finder(view.search);
    const found = all.filter(({ record }) => isFound(record));
    const [first] = writes;
    const since =
        marked !== undefined
            ? html`Since your mark. <a href="${addressOf({ ...view, since: "" })}">Show the last run</a>`
            : first === undefined
              ? html`Of the last run: from the first write after a pause of five seconds.`
              : html`Of the last run: since ${toTime(first.at)}, the first write after a pause.`;
    const mark = html`<a href="${addressOf({ ...view, since: journal.mark() })}">Mark this moment</a> to see what changes from now on.`;
    return html`<h2>Changes: ${count(found, all)}</h2>
<p>${since} ${mark}</p>
${found.length === 0 ? "" : toTable(html`What became of each record`, CHANGES, found.slice(0, MOST))}`;
}

function count({ length }: readonly unknown[], all: readonly unknown[]): string {
    const found = length === all.length ? String(length) : `${length} of ${all.length}`;
    return length > MOST ? `${found}, of which ${MOST} are shown` : found;
}

function none({ length }: readonly unknown[], all: readonly unknown[]): Html | "" {
    if (length > 0) return "";
    return all.length === 0 ? html`<p>None yet.</p>\n` : html`<p>None that fits.</p>\n`;
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
    { heading: "Id", cell: ({ id }) => html`<span class="id">${id}</span>` },
    { heading: "Last write", cell: ({ created_at, updated_at }) => toTime(updated_at, created_at) },
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
    { heading: "Id", cell: ({ id }) => html`<span class="id">${id}</span>` },
    { heading: "Last write", cell: ({ created_at, updated_at }) => toTime(updated_at, created_at) },
];

const CHANGES: readonly Column<Change>[] = [
    {
        heading: "Record",
        cell: ({ record }) => ("cluster" in record ? record.deployment_name : record.name),
    },
    {
        heading: "Where",
        cell: ({ record }) =>
            "cluster" in record
                ? [record.org, record.cluster, record.logical_environment, record.physical_environment]
                      .filter((part) => part !== null)
                      .join(" / ")
                : [record.org, record.registry_url, record.repository].filter((part) => part !== null).join(" / "),
    },
    { heading: "Change", cell: ({ what }) => toStatus(what, GOOD_CHANGES.includes(what)) },
    {
        heading: "Fields",
        cell: ({ fields }) =>
            toList(fields.map(({ name, before, after }) => `${name}: ${toText(before)} → ${toText(after)}`)),
    },
];

const GOOD_CHANGES: readonly string[] = ["created", "updated", "deployed", "active"];

const toText = (value: unknown): string => shortenDigests(typeof value === "string" ? value : JSON.stringify(value));

const REQUESTS: readonly Column<RecentRequest>[] = [
    { heading: "Method", cell: ({ method }) => method },
    { heading: "Path", cell: ({ path }) => html`<code>${shortenDigests(path)}</code>` },
    { heading: "Status", cell: ({ status }) => toOutcome(status) },
    { heading: "Entries", cell: ({ entries }) => entries ?? "" },
    { heading: "Reason", cell: ({ reason = "" }) => shortenDigests(reason) },
];

/** A time in GitHub's format. If the record was created earlier, a tooltip shows when. */
function toTime(time: string, created = time): Html {
    const title = created === time ? "" : html` title="created ${created}"`;
    return html`<time datetime="${time}"${title}>${time}</time>`;
}

function toDigest(digest: string): Html {
    return html`<code title="${digest}">${shortenDigests(digest)}</code>`;
}

function toStatus(status: string, current: boolean): Html {
    return html`<span class="${current ? "good" : "gone"}">${status}</span>`;
}

const WELL: readonly number[] = [200, 201, 301];

/** The status. A 207 counts as bad, since some of the call's entries were rejected. */
function toOutcome(status: number): Html {
    return html`<span class="${WELL.includes(status) ? "good" : "bad"}">${status === 0 ? "cut" : status}</span>`;
}

function toList(texts: readonly string[]): Html | "" {
    return texts.length === 0 ? "" : html`<ul>${texts.map((text) => html`<li><code>${text}</code></li>`)}</ul>`;
}

import type { StoredRecord } from "../journal";

/** The filters of the page. They are in its address, so that a reload and a bookmark keep them. */
export interface View {
    /** Words that a record must have in any of its values. Empty: all records. */
    readonly search: string;
    /** Whether decommissioned deployments are left out. */
    readonly onlyDeployed: boolean;
    /** The mark since which changes are shown. Empty: since the last pause in writes. */
    readonly since: string;
}

/** Reads the query of the page's address. Unknown parameters have no effect. */
export function readView(url: string): View {
    const [, query = ""] = url.split("?", 2);
    const asked = new URLSearchParams(query);
    return {
        search: (asked.get("search") ?? "").trim(),
        onlyDeployed: asked.get("only") === "deployed",
        since: asked.get("since") ?? "",
    };
}

/** The address of a view. */
export function addressOf({ search, onlyDeployed, since }: View): string {
    const query = new URLSearchParams({
        ...(search !== "" && { search }),
        ...(onlyDeployed && { only: "deployed" }),
        ...(since !== "" && { since }),
    });
    return query.size === 0 ? "/" : `/?${query}`;
}

/** Whether a record has all words of a search, ignoring case. */
export function finder(search: string): (record: StoredRecord) => boolean {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return (record) => {
        if (words.length === 0) return true;
        const text = Object.values(record).map(textOf).join("\n").toLowerCase();
        return words.every((word) => text.includes(word));
    };
}

/** The same text as on the page. A tag is `key=value`. */
function textOf(value: unknown): string {
    if (typeof value !== "object" || value === null) return String(value ?? "");
    if (Array.isArray(value)) return value.join("\n");
    return Object.entries(value)
        .map(([key, inner]) => `${key}=${inner}`)
        .join("\n");
}

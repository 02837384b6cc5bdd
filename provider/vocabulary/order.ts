import { isUnknown } from "./unknown";

/** Sorts by code unit, so that the order is the same on every machine and in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts by GitHub's ids, so that the order is the same in each run. */
export const byId = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;

/** Returns an object with these entries, sorted by name. */
export const sortedByName = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
    Object.fromEntries([...entries].sort((a, b) => byCodeUnit(a[0], b[0])));

/** Lists the first few of many items, for a message: `a, b, c and 4 more`. */
export const firstOf = (items: readonly string[], most: number): string =>
    items.length <= most ? items.join(", ") : `${items.slice(0, most).join(", ")} and ${items.length - most} more`;

/** The start of a digest: enough to recognize it, and not all of it, because it may be a secret: `sha256:0123456789ab…`. */
export const shortDigest = (digest: string): string => (isUnknown(digest) ? digest : `${digest.slice(0, 19)}…`);

/** The requested page: `size` items after the cursor `after`, or before the cursor `before`, or from the start. */
export interface PageRequest {
    readonly size: number;
    readonly after?: string;
    readonly before?: string;
}

/** One page of a list. */
export interface Page<Item> {
    readonly items: readonly Item[];
    /** In GitHub's format. There is a cursor only if there is a page. */
    readonly info: { has_next: boolean; has_previous: boolean; next?: string; previous?: string };
}

/** Sorts by id, lowest first. */
export const byId = (one: { readonly id: number }, other: { readonly id: number }): number => one.id - other.id;

/** A page of a list. Undefined if no item has the cursor. */
export function pageOf<Item extends { readonly id: number }>(
    list: readonly Item[],
    { size, after, before }: PageRequest,
): Page<Item> | undefined {
    const items = [...list].sort(byId);
    const cursor = after ?? before;
    const at = cursor === undefined ? -1 : items.findIndex((item) => toCursor(item) === cursor);
    if (cursor !== undefined && at < 0) {
        return undefined;
    }
    const start = before === undefined ? at + 1 : Math.max(0, at - size);
    const end = before === undefined ? start + size : at;
    const page = items.slice(start, end);
    const [first, last] = [page[0], page.at(-1)];
    const [has_previous, has_next] = [start > 0, end < items.length];
    return {
        items: page,
        info: {
            has_next,
            has_previous,
            ...(has_next && last && { next: toCursor(last) }),
            ...(has_previous && first && { previous: toCursor(first) }),
        },
    };
}

// A cursor is encoded, so that no client makes its own cursors.
function toCursor({ id }: { readonly id: number }): string {
    return Buffer.from(`cursor:${id}`).toString("base64url");
}

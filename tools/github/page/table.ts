import { type Html, html, type Part } from "./html";

/** A column: its heading, and its cell for an item. */
export interface Column<Item> {
    readonly heading: string;
    readonly cell: (item: Item) => Part;
}

/** A table with a row for each item. The first column is the row's heading. */
export function toTable<Item>(caption: Html, columns: readonly Column<Item>[], items: readonly Item[]): Html {
    // The roles repeat those of the elements, since some browsers drop them if a style sheet shows rows as blocks.
    return html`<table role="table">
<caption role="caption">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ heading }) => html`<th scope="col" role="columnheader">${heading}</th>`)}</tr></thead>
<tbody role="rowgroup">
${items.map((item) => html`<tr role="row">${columns.map((column, index) => toCell(column, item, index === 0))}</tr>\n`)}</tbody>
</table>
`;
}

function toCell<Item>({ heading, cell }: Column<Item>, item: Item, first: boolean): Html {
    const content = cell(item);
    return first
        ? html`<th scope="row" role="rowheader" data-heading="${heading}"><span>${content}</span></th>`
        : content === ""
          ? html`<td role="cell" data-heading="${heading}"></td>`
          : html`<td role="cell" data-heading="${heading}"><span>${content}</span></td>`;
}

import { type Bars, toBars } from "./bars";
import type { Kept } from "./kept";

/** A picture of results. */
export interface Plot {
    /** The part that its figures come from. The section of that part on the page shows the picture. */
    readonly part: string;
    /** Its name in `docs/pictures/`. */
    readonly file: string;
    /** The alternative text on a page. */
    readonly alt: string;
    readonly chart: (all: readonly Kept[]) => Bars;
}

/** The pictures that `npm run bench` makes, whatever it measures. */
export const PLOTS: readonly Plot[] = [
    {
        part: "previews",
        file: "preview-times.svg",
        alt: "How long a preview takes where nothing changed, by the entries of a set, beside a resource that does nothing",
        chart: (all) => ({
            title: "Preview where nothing changed, by the entries of one set",
            note: "The pass-through is a resource with the same inputs that does nothing.",
            unit: "s",
            groups: [10, 1_000, 10_000].map((entries) => {
                const row = rowOf(
                    all,
                    "previews",
                    new RegExp(`^preview, nothing changed, ${entries} entries in one set$`),
                );
                return {
                    heading: `${entries.toLocaleString("en-US")} entries`,
                    bars: pair(row, "record set", "pass-through"),
                };
            }),
        }),
    },
    {
        part: "catching-up",
        file: "catching-up.svg",
        alt: "How long it takes until 1,000 deployments are recorded, beside one call for each",
        chart: (all) => ({
            title: "Until 1,000 deployments are recorded",
            note: "One call each: 3 a second after a burst of 20, as github/deployment-tracker.",
            unit: "s",
            groups: [
                {
                    heading: "1,000 deployments",
                    bars: pair(
                        rowOf(all, "catching-up", /^until 1000 deployments are recorded/),
                        "one pulumi up",
                        "one call each",
                    ),
                },
            ],
        }),
    },
];

/** The picture as an SVG. @throws if its figures were not measured */
export const toSvg = ({ chart }: Plot, all: readonly Kept[]): string => toBars(chart(all));

function rowOf(all: readonly Kept[], part: string, what: RegExp): Kept {
    const row = all.find((one) => one.part === part && what.test(one.what));
    if (row?.floor === undefined) throw new Error(`No result of ${part} is ${what}: run npm run bench -- ${part}`);
    return row;
}

const pair = ({ value, floor = 0 }: Kept, ours: string, peer: string) => [
    { label: ours, value, isPeer: false },
    { label: peer, value: floor, isPeer: true },
];

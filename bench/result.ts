/** One figure, with its floor or with a peer that was measured in the same run. */
export interface Result {
    readonly what: string;
    readonly value: number;
    readonly unit: string;
    /** The least possible value, or the peer's figure. Absent if there is nothing to compare with. */
    readonly floor?: number;
    /** `value` divided by `floor`, or the median ratio of paired runs. */
    readonly ratio?: number;
    /** The least and the greatest ratio of paired runs. */
    readonly range?: readonly [number, number];
    /** Absent, like `met`, for a figure without an aim. */
    readonly aim?: string;
    readonly met?: boolean;
}

/** A count that must equal its floor. */
export const exactly = (what: string, value: number, unit: string, floor: number): Result => ({
    what,
    value,
    unit,
    floor,
    ratio: floor === 0 ? (value === 0 ? 1 : Number.POSITIVE_INFINITY) : value / floor,
    aim: "exactly the floor",
    met: value === floor,
});

/** A figure that may be up to `most` times its floor. */
export const within = (what: string, value: number, unit: string, floor: number, most: number): Result => ({
    what,
    value: rounded(value),
    unit,
    floor: rounded(floor),
    ratio: rounded(value / floor),
    aim: `≤ ${most} ×`,
    met: value / floor <= most,
});

/** A figure that may not be more than this. */
export const atMost = (what: string, value: number, unit: string, most: number): Result => ({
    what,
    value: rounded(value),
    unit,
    aim: `≤ ${most} ${unit}`,
    met: value <= most,
});

/** Rounds to three significant figures. */
export const rounded = (value: number): number => (value === 0 ? 0 : Number(value.toPrecision(3)));

/** The results as a Markdown table. */
export function toTable(results: readonly Result[]): string {
    const rows = results.map(({ what, value, unit, floor, ratio, range, aim, met }) => [
        what,
        `${value} ${unit}`,
        floor === undefined ? "" : `${floor} ${unit}`,
        ratio === undefined ? "" : `${ratio}${range === undefined ? "" : ` (${range.join("–")})`}`,
        aim ?? "",
        met === undefined ? "" : met ? "yes" : "no, [why](README.md#where-an-aim-is-missed-and-why)",
    ]);
    const head = ["what", "measured", "floor or peer", "ratio (least–greatest)", "aim", "met"];
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

import type { Stage, Way } from "../support/interrupted-run";
import { KillBench, type KillCase, type KillReport, titleOf } from "../support/kill-cases";

const OPERATIONS: readonly KillCase["operation"][] = ["create", "update", "destroy"];
const WAYS: readonly Way[] = ["killed", "Ctrl-C", "Ctrl-C twice"];
const STAGES: readonly Stage[] = [
    ...[1, 2, 3].flatMap((call) => [{ call, moment: "arrived" } as const, { call, moment: "applied" } as const]),
    { call: 3, moment: "replied" },
];

describe("The next run recovers from a run that was ended at any stage:", () => {
    const reports: KillReport[] = [];
    let bench: KillBench;

    before("2,500 deployments are created to start from", async () => {
        bench = await KillBench.prepare();
    });

    for (const operation of OPERATIONS) {
        for (const way of WAYS) {
            for (const stage of STAGES) {
                const kill = { operation, way, stage };
                it(titleOf(kill), async () => void reports.push(await bench.run(kill)));
            }
        }
    }

    after(() => console.log(`\n${toTable(reports)}\n`));
});

function toTable(reports: readonly KillReport[]): string {
    const head = ["operation", "way", "ended when", "exit", "written", "locked", "said pending", "sent again"];
    const rows = reports.map(({ operation, way, stage, code, written, locked, pending, sentAgain }) =>
        [
            operation,
            way,
            `call ${stage.call} ${stage.moment}`,
            code,
            written,
            locked ? "yes" : "",
            pending ?? "",
            sentAgain,
        ].map(String),
    );
    const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
    return [head, ...rows]
        .map((row) =>
            row
                .map((cell, column) => cell.padEnd(widths[column] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

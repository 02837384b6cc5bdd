import { Probe, type Target } from "./probe";
import { QUESTIONS } from "./questions";

/** The behavior of an API. */
export interface Findings {
    /** The answers, in the order of the questions. */
    readonly answers: readonly string[];
    /** The names of what could not be retired. Empty if everything was retired. */
    readonly left: readonly string[];
    /** How many requests were made. */
    readonly calls: number;
}

/** Asks all questions, one after the other. Then retires everything that was written, even if a question failed. */
export async function askAll(target: Target): Promise<Findings> {
    const probe = new Probe(target);
    const answers: string[] = [];
    for (const { ask } of QUESTIONS) {
        answers.push(await ask(probe).catch((error: Error) => error.message));
    }
    const left = await probe.cleanUp();
    return { answers, left, calls: probe.calls };
}

/** A Markdown table with the questions, what the description says, and what each API does. */
export function tableOf(columns: Readonly<Record<string, readonly string[]>>): string {
    const heads = ["question", "the description says", ...Object.keys(columns)];
    const rows = QUESTIONS.map(({ asks, described }, at) => [
        asks,
        described,
        ...Object.values(columns).map((answers) => answers[at] ?? ""),
    ]);
    return [heads, heads.map(() => "---"), ...rows]
        .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
        .join("\n");
}

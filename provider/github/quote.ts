import { isPlainObject } from "../input/fields";
import { printable } from "../text/printable";

/** What messages name anyway, and the words of GitHub's API: the route, repositories, digests (cut short), fixed values. */
const TOLD: ReadonlySet<string> = new Set(["org", "cluster", "digest", "github_repository", "status", "runtime_risks"]);

/** A text of fewer characters tells nothing, and stands in many others. */
const SHORTEST = 3;

/**
 * Quotes a text that somebody answered to a call, on one line of at most `most` characters. GitHub repeats in it what was
 * sent, and a tag, a version or a name may be a secret: so these are replaced by `…`, as they are and as JSON has them.
 */
export function quoteAnswer(text: string, sent: unknown, most: number): string {
    const hidden = textsIn(sent)
        .filter((value) => value.length >= SHORTEST)
        .flatMap((value) => [value, inJson(value), inJson(inJson(value))])
        .filter((value) => text.includes(value))
        .sort((a, b) => b.length - a.length);
    const clean = hidden.reduce((rest, value) => rest.replaceAll(value, "…"), text);
    const short = clean.replaceAll(/[a-f0-9]{64}/g, (digest) => `${digest.slice(0, 12)}…`);
    const line = printable(short.trim().replaceAll(/\s+/g, " "));
    return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** As a text stands between the quotes of JSON. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The texts that were sent, but for those that messages name. */
function textsIn(sent: unknown): string[] {
    if (typeof sent === "string") return [sent];
    if (Array.isArray(sent)) return sent.flatMap(textsIn);
    if (!isPlainObject(sent)) return [];
    return Object.entries(sent).flatMap(([name, value]) => (TOLD.has(name) ? [] : textsIn(value)));
}

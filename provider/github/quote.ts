import { isPlainObject } from "../input/fields";
import { printable } from "../text/printable";

/** Fields that messages show anyway, and fields with fixed values of GitHub's API. Digests are shown shortened. */
const TOLD: ReadonlySet<string> = new Set(["org", "cluster", "digest", "github_repository", "status", "runtime_risks"]);

/** A shorter text reveals nothing, and it occurs in many other texts. */
const SHORTEST = 3;

/**
 * Quotes the text of a response on one line of at most `most` characters. GitHub may repeat what was sent, and a tag, a version
 * or a name may be a secret. So these are replaced by `…`, both as they are and as they are written in JSON.
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

/** The text as JSON writes it between quotes. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The texts that were sent, except those that messages show anyway. */
function textsIn(sent: unknown): string[] {
    if (typeof sent === "string") return [sent];
    if (Array.isArray(sent)) return sent.flatMap(textsIn);
    if (!isPlainObject(sent)) return [];
    return Object.entries(sent).flatMap(([name, value]) => (TOLD.has(name) ? [] : textsIn(value)));
}

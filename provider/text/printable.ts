/**
 * Characters that a terminal should not get, or that Pulumi does not pass on: control characters, line and paragraph breaks,
 * text-direction marks, halves of a character, and the mark that replaces such a half if it was lost.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/gu;

/** Most texts contain only these characters, and this check is fast. */
const PLAIN = /^[ -~]*$/;

/** True for a text that can be shown as it is. */
export const isPrintable = (text: string): boolean => PLAIN.test(text) || text.search(UNPRINTABLE) < 0;

/** The text on one line, with unsafe characters written out (`\u001b`), so that no terminal reads it as a command. */
export const printable = (text: string): string =>
    text.replaceAll(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The same for a text of several lines. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

/** A message of several lines, as Pulumi prints it below a resource: all lines after the first are indented. */
export const inLines = (lines: readonly string[]): string => lines.join("\n  ");

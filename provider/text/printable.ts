/**
 * What a terminal should not be shown, or Pulumi does not carry: control characters, breaks of lines and paragraphs, marks
 * that turn the direction of writing, halves of a character and the mark that stands where such a half was lost.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/gu;

/** Most texts are of these alone, and that is quickly seen. */
const PLAIN = /^[ -~]*$/;

/** True for a text that can be shown as it is. */
export const isPrintable = (text: string): boolean => PLAIN.test(text) || text.search(UNPRINTABLE) < 0;

/** The text on one line that no terminal takes for a command: what should not be shown is written out, `\u001b`. */
export const printable = (text: string): string =>
    text.replaceAll(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The same for a text of several lines. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

/** A message of several lines, as Pulumi prints it below a resource: what follows the first one is indented. */
export const inLines = (lines: readonly string[]): string => lines.join("\n  ");

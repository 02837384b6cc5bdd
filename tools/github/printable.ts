/**
 * Text as it can be shown on a terminal: what would move the cursor, change colours, break the line or turn the
 * reading direction appears as its escape (`\u001b`). Records are written by others, so their text is not trusted.
 */
export function printable(text: string): string {
    return text.replace(
        /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
        (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
    );
}

/** Text with each digest in it cut to 12 hex digits, which tell artifacts apart in practice: `sha256:0123456789ab…`. */
export function shortenDigests(text: string): string {
    return text.replace(/sha256(?::|%3a)([a-f0-9]{12})[a-f0-9]{52}/gi, "sha256:$1…");
}

/**
 * Text that is safe to show on a terminal. Characters that would move the cursor, change colors, break the line or change the
 * text direction are replaced by escapes (`\u001b`). Others write records, so their text is not trusted.
 */
export function printable(text: string): string {
    return text.replace(
        /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
        (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
    );
}

/** Text with each digest shortened to 12 hex digits, which identify artifacts in practice: `sha256:0123456789ab…`. */
export function shortenDigests(text: string): string {
    return text.replace(/sha256(?::|%3a)([a-f0-9]{12})[a-f0-9]{52}/gi, "sha256:$1…");
}

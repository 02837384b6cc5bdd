const LONGEST = 24 * 60 * 60;

/** The rule, as the end of "must be …". */
export const DURATION = 'a duration such as "90s", "15m" or "1h", at most "24h"';

/**
 * The number of seconds in a text such as `90s`, `15m` or `1h30m`, the format of Pulumi's `customTimeouts`. Undefined for any
 * other text, and for more than 24 hours.
 */
export function parseDuration(text: string): number | undefined {
    const parts = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)?.slice(1) ?? [];
    const [hours = 0, minutes = 0, seconds = 0] = parts.map((part = "0") => Number(part));
    const total = hours * 3600 + minutes * 60 + seconds;
    return parts.length > 0 && total <= LONGEST ? total : undefined;
}

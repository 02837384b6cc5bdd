/** A token travels in a header, and a header that cannot be sent is quoted whole in the error: so each is looked at before. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

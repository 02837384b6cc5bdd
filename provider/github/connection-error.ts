/** Why a request got no whole reply of GitHub's API. Octokit keeps it as the cause of its own error. */
export class ConnectionError extends Error {
    override readonly name = "ConnectionError";

    constructor(
        message: string,
        /** What to do about it, without a full stop. */
        readonly advice: string,
        /** True where another try would fail in the same way. */
        readonly final: boolean,
        cause?: unknown,
    ) {
        super(message, { cause });
    }
}

/** What certificates are refused with whose authority Node.js does not know. */
const UNKNOWN_AUTHORITY = new Set([
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** The error for a failed connection to `host`, told with `says` and `advice` unless its certificate is the reason. */
export function failedConnection(
    host: string,
    error: unknown,
    says: (reason: string) => string,
    advice: string,
): ConnectionError {
    const { code, reason } = reasonOf(error);
    if (!UNKNOWN_AUTHORITY.has(code)) return new ConnectionError(says(reason), advice, false, error);
    return new ConnectionError(
        `the certificate of ${host} is not trusted: ${reason}`,
        "If your organization has a certificate authority of its own, or a proxy that looks into TLS, set " +
            "NODE_EXTRA_CA_CERTS to the file (PEM) with that authority's certificate before you start pulumi",
        true,
        error,
    );
}

/** `fetch` says only that it failed; its cause, or the first of several, says why. */
function reasonOf(error: unknown): { code: string; reason: string } {
    const { cause, errors, code, message } = Object(error) as {
        readonly cause?: unknown;
        readonly errors?: readonly unknown[];
        readonly code?: unknown;
        readonly message?: unknown;
    };
    const deeper = cause ?? errors?.[0];
    return deeper === undefined ? { code: String(code), reason: String(message || code) } : reasonOf(deeper);
}

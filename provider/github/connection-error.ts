/** Why a request got no whole reply of GitHub's API. Octokit keeps it as the cause of its own error. */
export class ConnectionError extends Error {
    override readonly name = "ConnectionError";

    /** What to do about it, without a full stop. */
    readonly advice: string;
    /** True where another try would fail in the same way. */
    readonly final: boolean;
    /** True where GitHub may have got the request and carried it out. */
    readonly mayBeApplied: boolean;

    constructor(message: string, { advice, final, mayBeApplied, cause }: ConnectionFailure) {
        super(message, { cause });
        this.advice = advice;
        this.final = final;
        this.mayBeApplied = mayBeApplied;
    }
}

/** What is known of a failed connection. */
type ConnectionFailure = Pick<ConnectionError, "advice" | "final" | "mayBeApplied"> & { readonly cause?: unknown };

/** What certificates are refused with whose authority Node.js does not know. */
const UNKNOWN_AUTHORITY = new Set([
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Other reasons to refuse a certificate: it has expired, or is for another host. */
const OTHER_CERTIFICATE = /^(CERT_|ERR_TLS_CERT_)/;

/** How a failed connection is told. */
interface Telling {
    readonly says: (reason: string) => string;
    readonly advice: string;
}

/** The error for a failed connection to `host`, told with `says` and `advice` unless its certificate is the reason. */
export function failedConnection(host: string, error: unknown, { says, advice }: Telling): ConnectionError {
    const { code, syscall, message } = deepest(error);
    const reason = String(message || code);
    if (UNKNOWN_AUTHORITY.has(String(code))) {
        return new ConnectionError(`the certificate of ${host} is not trusted: ${reason}`, {
            advice: AUTHORITY,
            final: true,
            mayBeApplied: false,
            cause: error,
        });
    }
    // Requests are sent once there is a connection, and its certificate was looked at.
    const isConnected =
        syscall !== "getaddrinfo" &&
        syscall !== "connect" &&
        code !== "UND_ERR_CONNECT_TIMEOUT" &&
        !OTHER_CERTIFICATE.test(String(code));
    return new ConnectionError(says(reason), { advice, final: false, mayBeApplied: isConnected, cause: error });
}

const AUTHORITY =
    "If your organization uses its own certificate authority, or a proxy that inspects TLS, set " +
    "NODE_EXTRA_CA_CERTS to the PEM file with that authority's certificate before you run pulumi";

/** What is read of an error of Node.js or undici. */
interface SystemError {
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
    readonly code?: unknown;
    readonly syscall?: unknown;
    readonly message?: unknown;
}

/** `fetch` says only that it failed; its cause, or the first of several, says why. */
function deepest(error: unknown): SystemError {
    const read = Object(error) as SystemError;
    const deeper = read.cause ?? read.errors?.[0];
    return deeper === undefined ? read : deepest(deeper);
}

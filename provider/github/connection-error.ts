/** Why a request got no complete reply from GitHub's API. Octokit keeps it as the cause of its own error. */
export class ConnectionError extends Error {
    override readonly name = "ConnectionError";

    /** What to do about it, without a period at the end. */
    readonly advice: string;
    /** True if another try would fail in the same way. */
    readonly final: boolean;
    /** True if GitHub may have received the request and carried it out. */
    readonly mayBeApplied: boolean;

    constructor(message: string, { advice, final, mayBeApplied, cause }: ConnectionFailure) {
        super(message, { cause });
        this.advice = advice;
        this.final = final;
        this.mayBeApplied = mayBeApplied;
    }
}

/** What is known about a failed connection. */
type ConnectionFailure = Pick<ConnectionError, "advice" | "final" | "mayBeApplied"> & { readonly cause?: unknown };

/** The error codes for a certificate from an authority that Node.js does not know. */
const UNKNOWN_AUTHORITY = new Set([
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** The error codes for other refused certificates: they have expired, or are for another host. */
const OTHER_CERTIFICATE = /^(CERT_|ERR_TLS_CERT_)/;

/** The wording for a failed connection. */
interface Telling {
    readonly says: (reason: string) => string;
    readonly advice: string;
}

/** The error for a failed connection to `host`. It uses `says` and `advice` unless the certificate is the reason. */
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
    // A request is sent only after the connection exists and its certificate was checked.
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

/** The fields that are read from an error of Node.js or undici. */
interface SystemError {
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
    readonly code?: unknown;
    readonly syscall?: unknown;
    readonly message?: unknown;
}

/** `fetch` says only that it failed. Its cause, or the first of several, says why. */
function deepest(error: unknown): SystemError {
    const read = Object(error) as SystemError;
    const deeper = read.cause ?? read.errors?.[0];
    return deeper === undefined ? read : deepest(deeper);
}

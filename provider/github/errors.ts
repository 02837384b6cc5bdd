import { PlainError } from "../text/plain-error";
import { inLines } from "../text/printable";
import { type Access, unusedLine } from "./access";
import type { Refusal } from "./diagnosis";
import { FailedCall, type FailedRequest, type Failure, type FailureCode, isSignIn } from "./failure";
import { quoteAnswer } from "./quote";
import { describeReply } from "./reply";

/** One call, as an error describes it. */
export interface Call {
    /** `POST /orgs/acme/artifacts/metadata/storage-record` */
    readonly route: string;
    /** Everything that a write sent. GitHub may repeat it in its response. */
    readonly sent?: unknown;
    readonly access: Access;
}

/** What a failed call means, including a call that was never made. */
export type GitHubErrorCode = FailureCode | "bad-settings" | "no-credential";

const UNCLEAR: ReadonlySet<GitHubErrorCode> = new Set(["unexpected-reply", "unavailable", "unreachable"]);

/** A call that failed. The message is the complete advice: what was tried, why it failed, what to do. */
export class GitHubError extends PlainError {
    override readonly name = "GitHubError";
    /** The HTTP status, if GitHub answered. */
    readonly status: number | undefined;
    /** True if GitHub may still have carried out the call, because one of its tries got no clear answer. */
    readonly mayBeApplied: boolean;

    constructor(
        readonly code: GitHubErrorCode,
        message: string,
        details: ErrorDetails = {},
    ) {
        super(message, details.cause);
        this.status = details.status;
        this.mayBeApplied = details.mayBeApplied ?? UNCLEAR.has(code);
    }
}

/** What is known about a failed call in addition to its code. */
interface ErrorDetails {
    /** The HTTP status, if GitHub answered. */
    readonly status?: number | undefined;
    /** Default: true if the code means that there was no clear answer. */
    readonly mayBeApplied?: boolean;
    readonly cause?: unknown;
}

/**
 * True if GitHub may have carried out the call although it failed. An error of another kind comes from a bug after GitHub
 * answered, so it does not say what GitHub did.
 */
export const mayBeApplied = (error: unknown): boolean => !(error instanceof GitHubError) || error.mayBeApplied;

/**
 * Rethrows the reason why a record could not be retired. If GitHub does not find the record, the message also says how to drop
 * the resource. If a repository no longer exists, its records can never be retired, and they must not block a destroy forever.
 */
export function orDropIt(error: unknown): never {
    if (!(error instanceof GitHubError && error.code === "not-found")) throw error;
    const way =
        "To drop the resource from the state and leave its records on GitHub as they are, run `pulumi state delete` with its URN.";
    throw new GitHubError(error.code, inLines([error.message, way]), {
        status: error.status,
        mayBeApplied: error.mayBeApplied,
        cause: error,
    });
}

/**
 * Converts an error of Octokit for a call. If GitHub refused the call, `diagnosis` says why. An error that the pace did not
 * classify is a bug: it stays as it is, with its stack.
 */
export function toGitHubError(error: unknown, call: Call, diagnosis: readonly string[] = []): unknown {
    if (!(error instanceof FailedCall)) return error;
    const { failure, error: cause, response } = error;
    const status = response && error.status;
    return new GitHubError(failure.code, messageOf(error, call, diagnosis), {
        status,
        mayBeApplied: failure.mayBeApplied,
        cause,
    });
}

/** How GitHub refused a call, if that needs a diagnosis: it answered 403 or 404, and not to a sign-in. */
export function refusalOf(error: unknown): Pick<Refusal, "as" | "headers"> | undefined {
    if (!(error instanceof FailedCall) || error.response === undefined) return undefined;
    const { code } = error.failure;
    if (code !== "forbidden" && code !== "not-found") return undefined;
    return { as: code, headers: error.response.headers };
}

/** The error for a 2xx reply that is not what the API documents. A write may or may not have had an effect. */
export function unexpectedReply(
    response: { status?: number; headers?: Record<string, unknown>; data: unknown },
    call: Call,
): GitHubError {
    const [unknown, again] = call.route.startsWith("GET")
        ? ["the records", "Then run it again"]
        : ["what it recorded", "Run `pulumi up` again: writing a record twice does no harm"];
    const message = inLines([
        `GitHub answered ${response.status} to ${call.route}${requestId(response.headers)}, but the reply is not what its API ` +
            `documents, so ${unknown} cannot be read from it: ${describeReply(response.data)}.`,
        whichApi(call),
        `${again}.`,
    ]);
    return new GitHubError("unexpected-reply", message, { status: response.status });
}

/** The error if no call can be made, because there is no credential. */
export function missingCredential(): GitHubError {
    const message = inLines([
        "no GitHub credential was found.",
        "The provider looked for github-artifacts:appAuth and github-artifacts:token in the configuration, then for github:appAuth and github:token.",
        "It then looked for GITHUB_APP_ID with GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE, and for GITHUB_TOKEN, in the environment.",
        "Last, it asked GitHub's CLI for a token (`gh auth token`).",
        'Run `pulumi config set --secret github-artifacts:token` or set GITHUB_TOKEN. The token needs "artifact-metadata: write".',
    ]);
    return new GitHubError("no-credential", message);
}

function messageOf(failed: FailedCall, call: Call, diagnosis: readonly string[]): string {
    const { failure, error } = failed;
    const { status, message, request, response, cause } = error;
    if (failure.code === "cancelled") return message;
    if (request === undefined) {
        return `${call.route} was not sent: ${call.access.says} cannot sign in: ${sentence(message)} Check its private key.`;
    }
    const isForSignIn = isSignIn(request.url);
    const what = isForSignIn ? `the sign-in for ${call.route}` : call.route;
    if (response === undefined) return `${what} ${unreachable(message, failure, cause, call.access)}`;
    const answered = `GitHub answered ${status} to ${what}${requestId(response.headers)}: `;
    const said = quoteAnswer(message, call.sent, LONGEST_QUOTE);
    if (refusalOf(failed) !== undefined) {
        const [why, ...next] = diagnosis;
        return inLines([`GitHub refused it: ${why}`, ...next, answered + said]);
    }
    const isNoToken = isForSignIn && failure.code === "bad-credential";
    const [first, ...next] = isNoToken ? noToken(call) : MEANING[failure.code as Meant](call, failure);
    return inLines([answered + first, ...next, `GitHub says: ${said}`]);
}

/** The codes of failures that came as a response, except refusals that are diagnosed. */
type Meant = Exclude<FailureCode, "cancelled" | "unreachable" | "forbidden" | "not-found">;

const MEANING: Readonly<Record<Meant, (call: Call, failure: Failure) => readonly string[]>> = {
    "rate-limited": (_, failure) => [`the rate limit was reached${triedAgain(failure)}.`, later(failure)],
    "bad-credential": ({ access }) => [
        `${access.says} is not valid: it has expired, was revoked, or is mistyped.`,
        ...(access.isKept ? KEPT : []),
        ...unusedLine(access),
    ],
    "unexpected-reply": (call) => ["this answer is not from GitHub's API.", whichApi(call)],
    unavailable: (_, failure) => [`the server had an error${triedAgain(failure)}.`, later(failure)],
    invalid: () => ["the request was rejected."],
};

const noToken = ({ access }: Call): readonly string[] => [
    `${access.says} did not get a token.`,
    "Check the app's id, the installation's id (is the app still installed?), and the private key.",
    ...unusedLine(access),
];

/** A provider's arguments are in the state. Commands that do not run the program take them from there. */
const KEPT: readonly string[] = [
    "Pulumi keeps this credential in the state with the provider, and `pulumi destroy` and `pulumi refresh` use it from there.",
    "Set a new one, and add --run-program or run `pulumi up` first. Pulumi does not keep a token from GITHUB_TOKEN in the state.",
];

const triedAgain = ({ asked, longest }: Failure): string =>
    longest === undefined
        ? ", even after retries"
        : `, and GitHub asks to wait ${asked} s. A run waits at most ${longest} s (github-artifacts:maxWait)`;

const later = ({ longest }: Failure): string =>
    longest === undefined ? "Run it again later." : "Run it again after that time.";

const whichApi = ({ access }: Call): string =>
    `Check that ${access.baseUrlIn} is right. GitHub Enterprise Server has no artifact metadata.`;

/** The most characters of a quoted response: a proxy or an outage answers with a whole page. */
const LONGEST_QUOTE = 300;

function unreachable(
    message: string,
    { mayBeApplied }: Failure,
    cause: FailedRequest["cause"],
    { baseUrlIn }: Access,
): string {
    const fate = mayBeApplied ? "did not reach GitHub, or the answer was lost" : "did not reach GitHub";
    const again = cause?.final ? "" : ", even after retries";
    const advice = cause?.advice ?? `Check the network, the proxy and ${baseUrlIn}`;
    return inLines([`${fate}${again}: ${sentence(message)}`, sentence(advice), AGAIN]);
}

const AGAIN = "Then run it again: writing a record twice does no harm.";

const sentence = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`);

function requestId(headers: Readonly<Record<string, unknown>> | undefined): string {
    const id = headers?.["x-github-request-id"];
    return id === undefined ? "" : ` (request ${id})`;
}

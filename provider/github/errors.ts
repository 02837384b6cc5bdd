import { PlainError } from "../plain-error";
import { firstOf, shortDigest } from "../vocabulary";
import { FailedCall, type FailedRequest, type Failure, type FailureCode, isSignIn, LONGEST_WAIT } from "./failure";
import { quoteAnswer } from "./quote";
import { describeReply } from "./reply";

/** One call as an error tells of it. */
export interface Call {
    /** `POST /orgs/acme/artifacts/metadata/storage-record` */
    readonly route: string;
    readonly org: string;
    /** What was sent, as far as it explains a refusal. */
    readonly artifacts: readonly { readonly digest: string; readonly github_repository?: string }[];
    /** What was sent whole, of a write: GitHub may repeat it in its answer. */
    readonly sent?: unknown;
    /** Which credential was used: `the token from GITHUB_TOKEN`. Never its value. */
    readonly access: string;
}

/** What a failed call means, also one that was never made. */
export type GitHubErrorCode = FailureCode | "bad-settings" | "no-credential";

const UNCLEAR: ReadonlySet<GitHubErrorCode> = new Set(["unexpected-reply", "unavailable", "unreachable"]);

/** A call that failed. The message is the whole advice: what was tried, why it failed, what to do. */
export class GitHubError extends PlainError {
    override readonly name = "GitHubError";
    /** The HTTP status, where GitHub answered. */
    readonly status: number | undefined;
    /** True where GitHub may have carried the call out all the same: one of its tries got no clear answer. */
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

/** What is known of a failed call besides what it means. */
interface ErrorDetails {
    /** The HTTP status, where GitHub answered. */
    readonly status?: number | undefined;
    /** Default: true where the code tells of no clear answer. */
    readonly mayBeApplied?: boolean;
    readonly cause?: unknown;
}

/**
 * True where GitHub may have carried the call out although it failed. An error of another kind comes from a bug after an
 * answer, so it says nothing about what GitHub did.
 */
export const mayBeApplied = (error: unknown): boolean => !(error instanceof GitHubError) || error.mayBeApplied;

/**
 * Passes on why a record could not be retired, and where GitHub does not find it, offers to drop the resource: a record
 * whose repository is gone can never be retired, and must not hold up a destroy for ever.
 */
export function orDropIt(error: unknown): never {
    if (!(error instanceof GitHubError && error.code === "not-found")) throw error;
    const way =
        "To drop the resource from the state and leave its records on GitHub as they are, run `pulumi state delete` " +
        "with its URN";
    throw new GitHubError(error.code, `${error.message}\n${way}.`, {
        status: error.status,
        mayBeApplied: error.mayBeApplied,
        cause: error,
    });
}

/**
 * Says what an error of Octokit means for a call. An error that the pace of calls did not classify is a bug: it stays as
 * it is, with its stack.
 */
export function toGitHubError(error: unknown, call: Call): unknown {
    if (!(error instanceof FailedCall)) return error;
    const { failure, error: cause, response } = error;
    const status = response && error.status;
    return new GitHubError(failure.code, messageOf(error, call), { status, mayBeApplied: failure.mayBeApplied, cause });
}

/** A reply of 2xx that is not what the API documents: a write may or may not have had an effect. */
export function unexpectedReply(
    response: { status?: number; headers?: Record<string, unknown>; data: unknown },
    call: Call,
): GitHubError {
    const [unknown, again] = call.route.startsWith("GET")
        ? ["the records", "Then run it again"]
        : ["what it recorded", "Run `pulumi up` again: writing a record twice does no harm"];
    const message =
        `GitHub answered ${response.status} to ${call.route}${requestId(response.headers)}, but the reply is not what ` +
        `its API documents, so ${unknown} cannot be read from it: ${describeReply(response.data)}. ${WHICH_API}. ${again}`;
    return new GitHubError("unexpected-reply", message, { status: response.status });
}

/** No call can be made: there is nothing to sign in with. */
export function missingCredential(): GitHubError {
    return new GitHubError(
        "no-credential",
        "no GitHub credential was found. Looked in the stack configuration (github:token, github:appAuth), then in " +
            "the environment (GITHUB_TOKEN, then GITHUB_APP_ID with GITHUB_APP_INSTALLATION_ID and " +
            "GITHUB_APP_PEM_FILE). Run `pulumi config set --secret github:token` or set GITHUB_TOKEN, to a token with " +
            '"artifact-metadata: write"',
    );
}

function messageOf({ failure, error }: FailedCall, call: Call): string {
    const { status, message, request, response, cause } = error;
    if (failure.code === "cancelled") return message;
    if (request === undefined) {
        return `${call.route} was not sent: ${call.access} cannot sign in: ${sentence(message)} Check its private key`;
    }
    const isForSignIn = isSignIn(request.url);
    const what = isForSignIn ? `the sign-in for ${call.route}` : call.route;
    if (response === undefined) return `${what} ${unreachable(message, failure, cause)}`;
    const said = `GitHub says: ${quoteAnswer(message, call.sent, LONGEST_QUOTE)}`;
    const means = isForSignIn && failure.code === "bad-credential" ? noToken : MEANING[failure.code as Answered];
    return `GitHub answered ${status} to ${what}${requestId(response.headers)}: ${means(call, said, failure.asked)}`;
}

/** What a failure means that came as an answer. */
type Answered = Exclude<FailureCode, "cancelled" | "unreachable">;

type Meaning = (call: Call, said: string, asked: number | undefined) => string;

const MEANING: Readonly<Record<Answered, Meaning>> = {
    "rate-limited": (_, said, asked) => `it limits the rate of calls${triedAgain(asked)}. ${said}. Try later`,
    "bad-credential": ({ access }, said) => `${access} is not valid: expired, revoked or mistyped. ${said}`,
    forbidden: (call, said) => `${call.access} may not do this. ${permission(call)}. ${said}`,
    "unexpected-reply": (_, said) => `this is not the answer of GitHub's API. ${WHICH_API}. ${said}`,
    "not-found": (call, said) => `${notFound(call)}\n${said}`,
    unavailable: (_, said, asked) => `it had a fault${triedAgain(asked)}. ${said}. Try later`,
    invalid: (_, said) => `it refused what was sent. ${said}`,
};

const noToken: Meaning = ({ access }, said) =>
    `${access} got no token: check its id, the installation's id (is it still installed?) and the private key. ${said}`;

const triedAgain = (asked = 0): string =>
    asked > LONGEST_WAIT
        ? `, and asks to wait ${asked} s: a run waits at most ${LONGEST_WAIT} s at once`
        : ", also after trying again";

const WHICH_API = "Is github:baseUrl right? GitHub Enterprise Server has no artifact metadata";

/** A proxy or an outage answers with a whole page: so many characters of it are quoted. */
const LONGEST_QUOTE = 300;

const permission = (call: Call): string =>
    `It needs "artifact-metadata: ${call.route.startsWith("GET") ? "read" : "write"}" on the repositories that built ` +
    `the artifacts${repositories(call)}; a workflow's own token reaches only its own repository`;

/** GitHub gives no reason with a 404, and each of these causes was taken for another: so all four are named. */
function notFound(call: Call): string {
    const digests = [...new Set(call.artifacts.map(({ digest }) => digest))].map(shortDigest);
    const unattested = call.artifacts.filter((artifact) => artifact.github_repository === undefined).length;
    const given = unattested === 0 ? "one was given for each" : `none was given for ${unattested} of them`;
    return [
        "it gives no reason; it is one of these:",
        `  1. "${call.org}" is not an organization: it is a user account, or does not exist, or is out of reach;`,
        `  2. ${call.access} lacks a permission. ${permission(call)};`,
        `  3. no provenance attestation exists for ${few(digests)}, and no githubRepository was given in its place ` +
            `(${given});`,
        `  4. a githubRepository does not exist in "${call.org}"${repositories(call)}.`,
    ].join("\n");
}

function repositories(call: Call): string {
    const names = [...new Set(call.artifacts.flatMap(({ github_repository }) => github_repository ?? []))];
    return names.length === 0 ? "" : ` (${few(names.map((name) => `${call.org}/${name}`))})`;
}

const few = (items: readonly string[]): string => firstOf(items, 3);

function unreachable(message: string, { mayBeApplied }: Failure, cause: FailedRequest["cause"]): string {
    const fate = mayBeApplied ? "did not reach GitHub, or its answer did not come back" : "did not reach GitHub";
    const again = cause?.final ? "" : ", also after trying again";
    const advice = cause?.advice ?? "Check the network, the proxy and github:baseUrl";
    return `${fate}${again}: ${sentence(message)} ${sentence(advice)} Then run it again: writing a record twice does no harm`;
}

const sentence = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`);

function requestId(headers: Readonly<Record<string, unknown>> | undefined): string {
    const id = headers?.["x-github-request-id"];
    return id === undefined ? "" : ` (request ${id})`;
}

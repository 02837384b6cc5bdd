import { readAssertion } from "./assertion";
import type { AppCall, Endpoint } from "./call";
import { REST_PAGE, refuse } from "./replies";
import { objectOf, type Violation } from "./rules";
import { toTimestamp } from "./state";
import type { InstallationTokenReply } from "./wire";

const HOUR = 3_600_000;

// A client may ask for a token with only some repositories or permissions. This is refused, since it must not get more than that.
const nothing = objectOf<Record<never, never>>({});

/** `POST /app/installations/{id}/access_tokens`: a new token of an installation, for the app that signs in. */
export const createInstallationToken: Endpoint<AppCall> = ({ state, subject, documentation, body, credential }) => {
    const now = state.now();
    const signedIn = readAssertion(credential, state, now);
    if (!("app" in signedIn)) {
        return refuse(signedIn.status, signedIn.message, REST_PAGE);
    }
    const access = signedIn.app.installations.get(subject);
    if (access === undefined) {
        return refuse(404, "Not Found", documentation);
    }
    const violations: Violation[] = [];
    nothing(body ?? {}, "", violations);
    if (violations.length > 0) {
        return refuse(422, "Validation Failed", documentation, violations);
    }
    const expires = new Date(now.getTime() + HOUR);
    const reply: InstallationTokenReply = {
        token: state.createToken(access, expires),
        expires_at: toTimestamp(expires),
        permissions: { artifact_metadata: "write", metadata: "read" },
        repository_selection: "all",
    };
    return { status: 201, body: reply };
};

import { appOffer, findApp, malformedApp, overruledParts } from "./app-offer";
import type { Report } from "./base-url";
import type { Place } from "./places";
import type { ReadText } from "./read-text";

/** A token, or the key of a GitHub App, which Octokit uses to get a token. */
export type Credential = (
    | { readonly kind: "token"; readonly token: string }
    | { readonly kind: "app"; readonly id: string; readonly installationId: string; readonly privateKey: string }
) & {
    /** Where it was found, as errors name it. */
    readonly source: string;
    /** True if it comes from a provider's arguments: Pulumi keeps these in the state, and a destroy uses them from there. */
    readonly isKept?: true;
};

/** The credential that is used, and the names of those that are set but not used. */
export interface ChosenCredential {
    readonly credential?: Credential;
    /** What is missing in the credential that would be used. It does not affect a preview, which needs no credential. */
    readonly lacking?: string;
    readonly unused: readonly string[];
}

/** A credential, or a part of one, that is set somewhere. */
export interface Offer {
    /** Its name, if it is not used. */
    readonly name: string;
    /** Reads it. If something is wrong with it, reports that and returns undefined. */
    readonly take: () => Credential | undefined;
    /** What is missing in it, if it is incomplete. */
    readonly lacking?: string;
    /** True if it is chosen only if there is no other. */
    readonly isLastResort?: boolean;
}

/**
 * Chooses the credential from the first place that has one. The last place is the environment. If a place has an app and a
 * token, the app is used, as in GitHub's deployment-tracker. If a place has only some parts of an app, the other parts come from
 * later places:
 *
 *   | first place          | later place                | what is used                        |
 *   | -------------------- | -------------------------- | ----------------------------------- |
 *   | app, token           | anything                   | the app                             |
 *   | token                | app, complete or not       | the token                           |
 *   | a part of an app     | the other parts, token     | the app, from both places           |
 *   | a part of an app     | token                      | nothing: a call fails               |
 *   | a part, environment  | (a token in any place)     | the token                           |
 *
 * The last rule is for pipelines, in which a variable may be for another tool.
 */
export function chooseCredential(places: readonly Place[], readText: ReadText, report: Report): ChosenCredential {
    const app = findApp(places);
    const offers = places.flatMap((place) => [
        ...malformedApp(place, report),
        ...(place === app?.place ? [appOffer(app, place === places.at(-1), readText, report)] : []),
        ...tokenOffer(place, report),
    ]);
    const chosen = offers.find(({ isLastResort }) => !isLastResort) ?? offers[0];
    const credential = chosen?.take();
    const aside = offers.filter((offer) => offer !== chosen).map(({ name }) => name);
    const overruled = places.flatMap((place) => overruledParts(place, app));
    const lacking = chosen?.lacking;
    return { ...(credential && { credential }), ...(lacking && { lacking }), unused: [...aside, ...overruled] };
}

function tokenOffer(place: Place, report: Report): readonly Offer[] {
    const token = place.get("token");
    if (token === undefined) return [];
    const source = place.nameOf("token");
    const take = (): Credential | undefined =>
        isToken(token)
            ? { kind: "token", token, source, ...(place.isKept && { isKept: true }) }
            : report(`${source} contains a space, a line break or another character that no token has`);
    return [{ name: source, take }];
}

/** A token is sent in a header. If a header cannot be sent, the error quotes all of it, so each token is checked before. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

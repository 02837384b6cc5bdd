import { appOffer, findApp, malformedApp, overruledParts } from "./app-offer";
import type { Report } from "./base-url";
import type { Place } from "./places";
import type { ReadText } from "./read-text";

/** A token, or a GitHub App's key with which Octokit asks for one. */
export type Credential = (
    | { readonly kind: "token"; readonly token: string }
    | { readonly kind: "app"; readonly id: string; readonly installationId: string; readonly privateKey: string }
) & {
    /** Where it was found, as errors name it. */
    readonly source: string;
    /** True where Pulumi keeps it in the state, which a destroy uses: that of a provider's arguments. */
    readonly isKept?: true;
};

/** The credential that is used, and the names of what is set and left aside. */
export interface ChosenCredential {
    readonly credential?: Credential;
    /** What the credential lacks that would be used. It is no problem of a preview, which needs none. */
    readonly lacking?: string;
    readonly unused: readonly string[];
}

/** A credential, or the beginning of one, that is set somewhere. */
export interface Offer {
    /** As it is named where it is left aside. */
    readonly name: string;
    /** Reads it. Reports what is wrong with it, and then gives nothing. */
    readonly take: () => Credential | undefined;
    /** What it lacks, if it does. */
    readonly lacking?: string;
    /** True where it is taken only if there is no other. */
    readonly isLastResort?: boolean;
}

/**
 * Chooses the credential of the first place that has one. The last place is the environment. In one place an app goes before a
 * token, as in GitHub's deployment-tracker. Of an app, the parts that its place lacks come from later places:
 *
 *   | first place          | later place                | what is used                        |
 *   | -------------------- | -------------------------- | ----------------------------------- |
 *   | app, token           | anything                   | the app                             |
 *   | token                | app, whole or not          | the token                           |
 *   | a part of an app     | the other parts, token     | the app, of both places             |
 *   | a part of an app     | token                      | nothing: a call fails               |
 *   | a part, environment  | (a token in any place)     | the token                           |
 *
 * The last rule is for pipelines, where a variable may be meant for another tool.
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

/** A token travels in a header, and a header that cannot be sent is quoted whole in the error: so each is looked at before. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

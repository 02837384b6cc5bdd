import { APP_PARTS, type AppPart, appIn } from "./app-parts";
import type { Report } from "./base-url";
import type { Credential, Offer } from "./credential";
import { type Found, find, type Place, variableOf } from "./places";
import { readPrivateKey } from "./private-key";
import type { ReadText } from "./read-text";

/** A GitHub App as it is set. Its parts need not be in one place. */
export interface App {
    /** The first place that has one of its parts. */
    readonly place: Place;
    readonly found: Readonly<Partial<Record<AppPart, Found>>>;
}

/** The app that is set, if any part of one is. */
export function findApp(places: readonly Place[]): App | undefined {
    const place = places.find((one) => APP_PARTS.some((part) => one.get(`appAuth.${part}`) !== undefined));
    const found = Object.fromEntries(APP_PARTS.map((part) => [part, find(places, `appAuth.${part}`)]));
    return place && { place, found };
}

/** What an app offers. `isLastResort` is for one that is incomplete. */
export function appOffer(app: App, isLastResort: boolean, readText: ReadText, report: Report): Offer {
    const missing = APP_PARTS.filter((part) => app.found[part] === undefined);
    const name = listed(APP_PARTS.flatMap((part) => app.found[part]?.name ?? []));
    if (missing.length === 0) return { name, take: () => takeApp(app, name, readText, report) };
    const are = missing.length === 1 ? "is" : "are";
    const remedies = missing.map((part) => `github-artifacts:appAuth.${part} or ${variableOf(`appAuth.${part}`)}`);
    return {
        name: `${name} (incomplete: ${listed(missing.map((part) => variableOf(`appAuth.${part}`)))} ${are} missing)`,
        take: () => undefined,
        lacking: `${name}: this GitHub App is incomplete: ${listed(missing)} ${are} missing. Set ${listed(remedies)}`,
        isLastResort,
    };
}

function takeApp({ found }: App, source: string, readText: ReadText, report: Report): Credential | undefined {
    const { id, installationId, pemFile } = found as Record<AppPart, Found>;
    const { pem, problem } = readPrivateKey(pemFile.value, readText);
    if (pem === undefined) return report(`the app's key in ${pemFile.name} ${problem}`);
    return {
        kind: "app",
        id: id.value,
        installationId: installationId.value,
        privateKey: pem,
        source,
        ...(pemFile.place.isKept && { isKept: true }),
    };
}

/** What stands in the place of an app, and is none. */
export function malformedApp(place: Place, report: Report): readonly Offer[] {
    const json = place.get("appAuth");
    if (json === undefined || appIn(json) !== undefined) return [];
    const name = place.nameOf("appAuth");
    const problem = `${name} must be an object with ${listed(APP_PARTS)} as text, or that object as JSON`;
    return [{ name: `${name} (not an object)`, take: () => report(problem) }];
}

/** The parts of an app that stand in a place, and come from an earlier one. */
export function overruledParts(place: Place, app: App | undefined): readonly string[] {
    const overruled = APP_PARTS.filter((part) => app?.found[part]?.place !== place && place.get(`appAuth.${part}`));
    return overruled.length === 0 ? [] : [listed(overruled.map((part) => place.nameOf(`appAuth.${part}`)))];
}

/** "a, b and c", each of them once. */
function listed(names: readonly string[]): string {
    const distinct = [...new Set(names)];
    const last = distinct.pop();
    return distinct.length === 0 ? String(last) : `${distinct.join(", ")} and ${last}`;
}

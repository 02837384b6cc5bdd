import { APP_PARTS, type AppPart, appIn } from "./app-parts";
import type { Report } from "./base-url";
import type { Credential, Offer } from "./credential";
import { type Found, find, type Place, variableOf } from "./places";
import { readPrivateKey } from "./private-key";
import type { ReadText } from "./read-text";

/** A GitHub App in the settings. Its parts may be in different places. */
export interface App {
    /** The first place that has one of its parts. */
    readonly place: Place;
    readonly found: Readonly<Partial<Record<AppPart, Found>>>;
}

/** Finds the app in the settings, if any part of one is set. */
export function findApp(places: readonly Place[]): App | undefined {
    const place = places.find((one) => APP_PARTS.some((part) => one.get(`appAuth.${part}`) !== undefined));
    const found = Object.fromEntries(APP_PARTS.map((part) => [part, find(places, `appAuth.${part}`)]));
    return place && { place, found };
}

/** The offer of an app. `isLastResort` applies only to an incomplete app. */
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

/** The offer of a value that is set as an app but is not one. */
export function malformedApp(place: Place, report: Report): readonly Offer[] {
    const json = place.get("appAuth");
    if (json === undefined || appIn(json) !== undefined) return [];
    const name = place.nameOf("appAuth");
    const problem = `${name} must be an object with ${listed(APP_PARTS)} as text, or that object as JSON`;
    return [{ name: `${name} (not an object)`, take: () => report(problem) }];
}

/** The parts of an app that are set in a place but not used from there, because an earlier place has them. */
export function overruledParts(place: Place, app: App | undefined): readonly string[] {
    const overruled = APP_PARTS.filter((part) => app?.found[part]?.place !== place && place.get(`appAuth.${part}`));
    return overruled.length === 0 ? [] : [listed(overruled.map((part) => place.nameOf(`appAuth.${part}`)))];
}

/** Lists each name once: "a, b and c". */
function listed(names: readonly string[]): string {
    const distinct = [...new Set(names)];
    const last = distinct.pop();
    return distinct.length === 0 ? String(last) : `${distinct.join(", ")} and ${last}`;
}

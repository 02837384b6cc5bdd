import { type Field, isPlainObject, lineOf, problemsOf, type Shape, wrong } from "../input/fields";
import type { Properties } from "../resource/resource-handler";
import { parseBaseUrl } from "../settings/base-url";
import { type Place, providerPlace } from "../settings/places";
import type { ReadText } from "../settings/read-text";
import { readSettings } from "../settings/settings";
import { isUnknown } from "../vocabulary/unknown";

/** A provider's arguments. The SDKs send values that are not text as JSON. A value that is not fully known yet counts as not set. */
export const toPlace = (values: Properties): Place =>
    providerPlace((name) => {
        const value = values[name];
        if (value === undefined || value === null || isUnknown(value)) return undefined;
        if (isPlainObject(value) && Object.values(value).some(isUnknown)) return undefined;
        return typeof value === "string" ? value : JSON.stringify(value);
    });

/** No value is quoted, because it may contain a credential. The settings check everything else about the value. */
const setting: Field = (value) => (typeof value === "string" ? [] : wrong("must be text"));

/** An app, as an object or as JSON. */
const app: Field = (value) =>
    isPlainObject(value) || typeof value === "string" ? [] : wrong("must be an object or JSON");

/** True or false, as it is or as JSON. */
const flag: Field = (value) =>
    typeof value === "boolean" || typeof value === "string" ? [] : wrong("must be true or false");

const PROVIDER: Shape = {
    required: [],
    fields: { token: setting, appAuth: app, owner: setting, baseUrl: setting, verify: flag, maxWait: setting },
    // Arguments of the engine itself.
    ignored: ["version", "pluginDownloadURL", "__internal"],
};

/** Everything that is wrong with a provider's configuration, as lines. Problems of the environment are reported by each resource. */
export function configurationProblems(values: Properties, readText?: ReadText): readonly string[] {
    const problems = problemsOf(values, PROVIDER).map(lineOf);
    if (problems.length > 0) return problems;
    return readSettings([toPlace(values)], {}, readText).problems;
}

/** True if both name an API, and not the same one. Then the records at one API say nothing about the other. */
export function isAnotherApi(olds: Properties, news: Properties): boolean {
    const [before, after] = [olds, news].map((values) => {
        const text = toPlace(values).get("baseUrl");
        return text && parseBaseUrl(text, "", () => undefined);
    });
    return Boolean(before && after && before !== after);
}

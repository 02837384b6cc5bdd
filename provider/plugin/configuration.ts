import { type Field, isRecord, problemsOf, type Shape, told, wrong } from "../fields";
import type { Properties } from "../resource-handler";
import { readSettings } from "../settings";
import { isUnknown } from "../vocabulary";

/** Looks up a setting by the name that the core knows it by, such as `github:token`. */
export interface Configuration {
    get(key: string): string | undefined;
}

/** A provider's configuration. The SDKs send what is no text as JSON. */
export function toConfiguration(values: Properties): Configuration {
    return {
        get(key) {
            const value = values[key.replace(/^github:/, "")];
            if (value === undefined || value === null || isUnknown(value)) return undefined;
            return typeof value === "string" ? value : JSON.stringify(value);
        },
    };
}

/** No value is quoted: any may be or hold a credential. What else may be wrong with it, the settings tell. */
const setting: Field = (value) => (typeof value === "string" ? [] : wrong("is not a text"));

/** An app, as an object or as JSON. */
const app: Field = (value) =>
    isRecord(value) || typeof value === "string" ? [] : wrong("is neither an object nor JSON");

const PROVIDER: Shape = {
    required: [],
    fields: { token: setting, owner: setting, baseUrl: setting, appAuth: app },
    // The engine's own.
    ignored: ["version", "pluginDownloadURL", "__internal"],
};

/** All that is wrong with a provider's configuration, as lines. The environment has no part in it. */
export function configurationProblems(values: Properties): readonly string[] {
    const problems = problemsOf(values, PROVIDER).map(told);
    if (problems.length > 0) return problems;
    const { get } = toConfiguration(values);
    return readSettings((key) => get(`github:${key}`), {}).problems.map(inPluginTerms);
}

/** True where both name an API, and not the same: then what is recorded at one says nothing of the other. */
export function isAnotherApi(olds: Properties, news: Properties): boolean {
    const [before, after] = [olds, news].map((values) => {
        const baseUrl = toConfiguration(values).get("github:baseUrl");
        return baseUrl && readSettings((key) => (key === "baseUrl" ? baseUrl : undefined), {}).baseUrl;
    });
    return Boolean(before && after && before !== after);
}

/** The core names settings as programs with dynamic resources do; a plugin's have its own namespace. */
export const inPluginTerms = (message: string): string =>
    message
        .replaceAll(/\bgithub:(?=(token|owner|baseUrl|appAuth)\b)/g, "github-artifacts:")
        .replaceAll("the stack configuration github-artifacts:", "the provider's configuration github-artifacts:");

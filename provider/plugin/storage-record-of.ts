import { parseImageReference } from "../images/reference";
import { STORAGE_ARGUMENTS, storageDigest } from "../images/storage-arguments";
import { FINE, type Field, isAbsent, lineOf, problemsOf, type Shape, unfit } from "../input/fields";
import type { Properties } from "../resource/resource-handler";
import { STORAGE_RECORD } from "../storage-record/inputs";
import type { PluginFunction } from "./plugin-function";
import { orRefusal } from "./plugin-function";

const MADE = ["name", "digest", "version", "registryUrl", "repository", "artifactUrl"] as const;

const image: Field = (value) =>
    typeof value === "string"
        ? FINE
        : unfit(value, ', but must be an image reference, such as "ghcr.io/acme/api:1.4.2@sha256:…"');

const ARGUMENTS: Shape = {
    required: ["image"],
    fields: { image, ...Object.fromEntries(MADE.map((name) => [name, STORAGE_RECORD.fields[name] as Field])) },
};

/**
 * Makes the arguments of a storage record from an image reference. Pulumi's engine accepts no unknown value from a function, so a
 * preview also refuses an image without a digest.
 */
export const storageRecordOf: PluginFunction = async ({ warn }, args) => {
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => !isAbsent(value)));
    const problems = problemsOf(given, ARGUMENTS).map(lineOf);
    if (problems.length > 0) return { problems };
    const { image, ...others } = given;
    return orRefusal(async () => {
        const reference = parseImageReference(image as string);
        const made: Properties = {};
        for (const name of MADE.filter((name) => others[name] === undefined)) {
            if (name === "digest") made.digest = await storageDigest(reference, false, warn);
            else made[name] = STORAGE_ARGUMENTS[name](reference, wayOut);
        }
        return { ...made, ...others };
    });
};

const wayOut = (argument: string): string => `pass another one as ${argument}`;

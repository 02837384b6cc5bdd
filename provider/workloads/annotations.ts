import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import { charactersOf, MOST_IN_A_TAG, MOST_TAGS, RUNTIME_RISKS, type RuntimeRisk } from "../vocabulary/words";
import type { Annotations } from "./containers";

/**
 * The prefix of the annotations that github/deployment-tracker reads. This package uses the same names:
 * `metadata.github.com/runtime-risks`, a list with commas, in any case; and `metadata.github.com/KEY` for the tag KEY.
 *
 * Source: https://github.com/github/deployment-tracker, internal/metadata.
 */
const PREFIX = "metadata.github.com/";
const RISKS = `${PREFIX}runtime-risks`;

/** What annotations say about a deployment. `KNOWN_LATER` if a preview does not know it yet. */
export interface Annotated {
    readonly tags: Annotations | KnownLater;
    readonly runtimeRisks: readonly RuntimeRisk[] | KnownLater;
}

/** Reads the annotations of an object and of the objects around it, in this order. Adds a problem for what the tracker would drop. */
export function readAnnotations(annotations: readonly (Annotations | KnownLater)[], problems: string[]): Annotated {
    const known = annotations.filter((one): one is Annotations => one !== KNOWN_LATER);
    if (known.length < annotations.length) return { tags: KNOWN_LATER, runtimeRisks: KNOWN_LATER };
    const risks = known.map((one) => one[RISKS]).filter((value) => value !== undefined);
    // The outermost object first, so that inner objects replace values with the same key.
    const tags = Object.fromEntries(known.toReversed().flatMap(tagsOf));
    problems.push(...wrongTags(tags));
    return {
        tags,
        runtimeRisks: risks.includes(KNOWN_LATER)
            ? KNOWN_LATER
            : risks.flatMap((value) => readRisks(String(value), problems)),
    };
}

const tagsOf = (annotations: Annotations): [string, unknown][] =>
    Object.entries(annotations)
        .filter(([key]) => key.startsWith(PREFIX) && key !== RISKS)
        .map(([key, value]) => [key.slice(PREFIX.length), value]);

function readRisks(list: string, problems: string[]): RuntimeRisk[] {
    const words = list.split(",").map((word) => word.trim().toLowerCase());
    const isRisk = (word: string): word is RuntimeRisk => (RUNTIME_RISKS as readonly string[]).includes(word);
    for (const word of words.filter((word) => !isRisk(word))) {
        problems.push(
            `annotation "${RISKS}" names ${JSON.stringify(word)}, but must be a list of ${RUNTIME_RISKS.join(", ")}`,
        );
    }
    return words.filter(isRisk);
}

function wrongTags(tags: Annotations): string[] {
    const problems = Object.entries(tags).flatMap(([key, value]) => {
        const name = JSON.stringify(PREFIX + key);
        if (key === "") return [`annotation ${name} names no tag: it must be "${PREFIX}KEY"`];
        const isLong = (text: unknown): boolean =>
            typeof text === "string" && charactersOf(text, MOST_IN_A_TAG) > MOST_IN_A_TAG;
        return isLong(key) || isLong(value)
            ? [`annotation ${name} is too long: a tag's key and value have at most ${MOST_IN_A_TAG} characters`]
            : [];
    });
    const { length } = Object.keys(tags);
    return length > MOST_TAGS
        ? [...problems, `its annotations give ${length} tags; the limit is ${MOST_TAGS}`]
        : problems;
}

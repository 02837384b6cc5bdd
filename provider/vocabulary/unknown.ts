/** The text that stands for "not known before `pulumi up`" in values that Pulumi passes to a provider, at any depth. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that a preview does not know yet. */
export type Unknown = typeof UNKNOWN;

/** True for a value that a preview does not know yet. */
export const isUnknown = (value: unknown): value is Unknown => value === UNKNOWN;

/** A value that is not known yet, inside a function or a program: there, no text stands for it. */
export const KNOWN_LATER = Symbol("not known before up");

/** The type of {@link KNOWN_LATER}: a value that a preview does not know yet, while something is made from it. */
export type KnownLater = typeof KNOWN_LATER;

/**
 * The end of a name in a map of deployments, if the entry stands for any number of deployments that a preview does not know.
 * The name begins with the argument that declares them: `workloads[2] not known before up`. The entry is unknown. If a
 * function of the plugin returned it, the entry is empty.
 */
export const STAND_IN_ENDING = " not known before up";

/** The message for a place in an argument that Pulumi would lose on the way to a provider. */
export const NOT_CARRIED =
    "cannot be transported by Pulumi: no entry may be called __proto__, and no text may contain half of a character";

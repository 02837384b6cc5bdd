/** The text of a dynamic provider that Pulumi keeps with each resource. */
export const TEXT = { __provider: "exports.handler = …" };

/** A value after it was sent as JSON. */
export const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

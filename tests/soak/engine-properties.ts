/** What Pulumi keeps of a dynamic provider beside each resource. */
export const TEXT = { __provider: "exports.handler = …" };

/** A value as it arrives where it travels as JSON. */
export const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

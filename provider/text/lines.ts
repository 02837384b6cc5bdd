/** A message of several lines, as Pulumi prints it below a resource: what follows the first one is indented. */
export const inLines = (lines: readonly string[]): string => lines.join("\n  ");

/** The package's name in Pulumi. It is the plugin's name, and the first part of each token. */
export const PACKAGE = "github-artifacts";

/** Pulumi's name for a resource, function or type of the package. */
export const token = (name: string): string => `${PACKAGE}:index:${name}`;

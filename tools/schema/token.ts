/** The package's name in Pulumi: the plugin's, and the first part of each token. */
export const PACKAGE = "github-artifacts";

/** How Pulumi names a resource, function or type of the package. */
export const token = (name: string): string => `${PACKAGE}:index:${name}`;

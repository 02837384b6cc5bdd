import { type Declared, literal, type Value } from "./declared";

/** A Python program with the classes of the generated SDK. */
export const python = (declared: readonly Declared[]): string =>
    [
        "import pulumi",
        "import pulumi_github_artifacts as artifacts",
        ...declared.map(({ type, name, args, import: id }) => {
            const options = id === undefined ? "" : `, opts=pulumi.ResourceOptions(import_=${JSON.stringify(id)})`;
            return `${name} = artifacts.${type}("${name}", ${keywords(args)}${options})`;
        }),
    ].join("\n");

const keywords = (args: Readonly<Record<string, Value>>): string =>
    Object.entries(args)
        .map(([name, value]) => `${snakeCase(name)}=${name === "deployments" ? deployments(value) : written(value)}`)
        .join(", ");

const deployments = (value: Value): string => {
    const entries = Object.entries(value as Readonly<Record<string, Readonly<Record<string, Value>>>>);
    return `{${entries.map(([name, args]) => `${JSON.stringify(name)}: artifacts.DeploymentArgs(${keywords(args)})`).join(", ")}}`;
};

const written = (value: Value): string =>
    literal(value, ({ resource, property }) => `${resource}.${snakeCase(property)}`);

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

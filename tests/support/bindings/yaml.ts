import { type Declared, literal } from "./declared";

/** A YAML program. It is written as JSON, which is valid YAML. */
export function yaml(declared: readonly Declared[]): string {
    const resources = declared.map(({ type, name, args, ...options }) => {
        const properties = literal(args, ({ resource, property }) => JSON.stringify(`\${${resource}.${property}}`));
        return [
            `  ${name}:`,
            `    type: github-artifacts:${type}`,
            `    properties: ${properties}`,
            `    options: ${JSON.stringify(options)}`,
        ].join("\n");
    });
    return resources.length === 0 ? "resources: {}" : ["resources:", ...resources].join("\n");
}
